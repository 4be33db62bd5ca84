//! Variables: a chain of scopes that belongs to one frame.

use super::value::{Id, Value};
use lumen_playground::syntax::tree::Block;
use std::cell::RefCell;
use std::rc::Rc;

type Scope = Rc<RefCell<Vec<(String, Value)>>>;

/// What a cell, closure or branch body has registered with `defer`, with the variables it sees.
#[derive(Default)]
pub struct Frame {
    pub defers: RefCell<Vec<(&'static Block, Env)>>,
}

/// Where code runs: its fiber, its frame, its variables.
#[derive(Clone)]
pub struct Env {
    /// The future whose fiber runs it.
    pub fiber: Id,
    /// Its frame.
    pub frame: Rc<Frame>,
    scopes: Vec<Scope>,
}

impl Env {
    /// A new frame without variables.
    pub fn new(fiber: Id) -> Env {
        Env { fiber, frame: Rc::default(), scopes: vec![Scope::default()] }
    }

    /// The same frame with one more scope.
    pub fn inner(&self) -> Env {
        let mut inner = self.clone();
        inner.scopes.push(Scope::default());
        inner
    }

    /// A new frame of a fiber that begins with copies of all variables in sight: closures capture by value.
    pub fn captured(&self, fiber: Id) -> Env {
        let all = self.scopes.iter().flat_map(|scope| scope.borrow().clone()).collect();
        Env { fiber, frame: Rc::default(), scopes: vec![Rc::new(RefCell::new(all))] }
    }

    /// Binds a name in the innermost scope.
    pub fn define(&self, name: &str, value: Value) {
        if let Some(scope) = self.scopes.last() {
            scope.borrow_mut().push((name.to_owned(), value));
        }
    }

    /// A variable's value.
    pub fn get(&self, name: &str) -> Option<Value> {
        let in_scope = |scope: &Scope| {
            let scope = scope.borrow();
            scope.iter().rev().find(|(bound, _)| bound == name).map(|(_, value)| value.clone())
        };
        self.scopes.iter().rev().find_map(in_scope)
    }

    /// Assigns a variable; false if there is none.
    pub fn set(&self, name: &str, value: Value) -> bool {
        for scope in self.scopes.iter().rev() {
            if let Some(slot) = scope.borrow_mut().iter_mut().rev().find(|(bound, _)| bound == name) {
                slot.1 = value;
                return true;
            }
        }
        false
    }
}
