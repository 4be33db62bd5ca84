//! New fibers, and when they start (rules R2, R3).

use super::composite::is_callable;
use super::core::{Core, Turn};
use super::fibers::Body;
use super::futures::{Backing, FutureState, NewFuture, Site};
use super::settle::Settlement;
use crate::bytecode::{CodeOffset, FutureKind};
use crate::vm::{Callee, FutureId, Items, Value, WorkCall};
use std::rc::Rc;

impl Core {
    /// Makes the fiber of a new future; it does not start yet.
    pub fn make_fiber(&mut self, new: NewFuture, call: WorkCall) -> FutureId {
        if u64::from(self.fibers.alive()) >= self.limits.fibers {
            self.reach_limit("fibers", self.limits.fibers, new.at);
        }
        let id = self.make_future(new);
        let index = self.fibers.push(id, Body::Call(call), None);
        self.futures.get_mut(id).backing = Backing::Fiber(index);
        id
    }

    /// Makes the future and fiber of a spawned call; it does not start yet.
    pub fn spawn(&mut self, call: WorkCall, at: CodeOffset) -> FutureId {
        let (kind, site) = self.describe_call(&call);
        self.make_fiber(NewFuture { parent: self.current, at, kind, site }, call)
    }

    fn describe_call(&self, call: &WorkCall) -> (FutureKind, Site) {
        let function = match &call.callee {
            Callee::Function(function) | Callee::Value(Value::Function(function)) => *function,
            Callee::Value(Value::Closure(closure)) => closure.function,
            _ => return (FutureKind::Spawn, Site::Op),
        };
        (self.program.functions[usize::from(function.0)].future_kind(), Site::Call(function))
    }

    /// Spawns a callable value without arguments as a child of `parent`.
    pub fn spawn_callable(&mut self, parent: FutureId, callee: Value, at: CodeOffset) -> FutureId {
        let call = WorkCall { callee: Callee::Value(callee), arguments: Vec::new() };
        let (kind, site) = self.describe_call(&call);
        self.make_fiber(NewFuture { parent, at, kind, site }, call)
    }

    /// A future that is done from the start.
    pub fn lift_value(&mut self, parent: FutureId, value: Value, at: CodeOffset) -> FutureId {
        let id = self.make_future(NewFuture { parent, at, kind: FutureKind::Spawn, site: Site::Op });
        self.settle(id, Settlement::Completed(value));
        id
    }

    /// Spawns the elements of a list (rule R2d); lists in it nest. Gives the list of futures and the fibers that are to start.
    pub fn spawn_list(&mut self, items: Vec<Value>, at: CodeOffset) -> (Value, Vec<FutureId>) {
        let mut fibers = Vec::new();
        // Open lists, outermost first: what is left to do in each, and what is done.
        let mut open = vec![(items.into_iter(), Vec::new())];
        loop {
            let (rest, done) = open.last_mut().expect("the outermost list is open");
            match rest.next() {
                Some(Value::List(inner)) => {
                    let inner = Rc::try_unwrap(inner).map_or_else(|shared| shared.to_vec(), Items::into_inner);
                    open.push((inner.into_iter(), Vec::new()));
                }
                Some(item) => {
                    let future = self.spawn_item(item, at, &mut fibers);
                    done.push(future);
                }
                None => {
                    let list = Value::list(std::mem::take(done));
                    open.pop();
                    match open.last_mut() {
                        Some((_, outer)) => outer.push(list),
                        None => return (list, fibers),
                    }
                }
            }
        }
    }

    fn spawn_item(&mut self, item: Value, at: CodeOffset, fibers: &mut Vec<FutureId>) -> Value {
        match item {
            Value::Future(_) => item,
            callable if is_callable(&callable) => {
                let id = self.spawn_callable(self.current, callable, at);
                fibers.push(id);
                Value::Future(id)
            }
            other => Value::Future(self.lift_value(self.current, other, at)),
        }
    }

    /// The next fiber of the eager starts that are under way.
    pub fn next_turn(&mut self) -> Option<FutureId> {
        while let Some(turn) = self.turns.last_mut() {
            match turn {
                Turn::Go(id) => {
                    let id = *id;
                    self.turns.pop();
                    // One that was cancelled meanwhile waits for its unwinding, which comes after all turns.
                    if matches!(self.futures.get(id).state, FutureState::Ready | FutureState::New) {
                        return Some(id);
                    }
                }
                Turn::Start { futures, next } => match futures.get(*next) {
                    None => {
                        self.turns.pop();
                    }
                    Some(id) => {
                        *next += 1;
                        if self.futures.get(id).state == FutureState::New {
                            return Some(id);
                        }
                    }
                },
            }
        }
        None
    }
}
