//! Random programs that use the whole grammar: every declaration, statement, expression, pattern and type, nested in each other.
//!
//! Choices come from bytes, so that a property test shrinks a program by shortening them and a fuzzer grows one by changing them; when they
//! run out, the simplest form is taken, which ends every program. Expressions are written for a type and use what is in scope,
//! so that most programs pass the checker and run; a few hold a form that the playground refuses.
#![allow(dead_code, reason = "each test uses a part of it")]

mod choices;
mod expr;
mod forms;
mod item;
mod layout;
mod pattern;
mod stmt;
mod ty;
mod values;

use choices::Choices;
use ty::Ty;

/// The program of some bytes.
pub fn program(bytes: &[u8]) -> String {
    let mut writer = Writer { choices: Choices::of(bytes), ..Writer::default() };
    let items = writer.items();
    layout::laid_out(&items, &mut writer.choices)
}

/// How many forms a program has at most, so that long inputs stay quick; chosen by feel.
const FORMS_MAX: usize = 160;

/// A variable in scope.
#[derive(Clone)]
struct Variable {
    name: String,
    ty: Ty,
    mutable: bool,
}

/// Writes a program.
struct Writer<'b> {
    choices: Choices<'b>,
    scope: Vec<Variable>,
    /// Names given so far.
    names: usize,
    /// How many cells `c0`, `c1` … may be called: only those above, so that nothing recurses.
    cells: usize,
    /// How many forms may follow.
    forms_left: usize,
    /// Whether the cell gives a result, so that `?` may stand in it.
    gives_result: bool,
    /// Labels of the loops around.
    labels: Vec<String>,
    /// Whether a `return` may stand here.
    may_return: bool,
}

impl Default for Writer<'_> {
    fn default() -> Self {
        Writer {
            choices: Choices::of(&[]),
            scope: Vec::new(),
            names: 0,
            cells: 0,
            forms_left: FORMS_MAX,
            gives_result: false,
            labels: Vec::new(),
            may_return: false,
        }
    }
}

impl Writer<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.choices.below(bound)
    }

    /// One of some texts.
    fn one_of(&mut self, texts: &[&'static str]) -> &'static str {
        texts[self.below(texts.len())]
    }

    fn new_name(&mut self) -> String {
        self.names += 1;
        // Words that mean something only in certain places are names everywhere else.
        match self.names {
            3 => "state".to_owned(),
            5 => "value".to_owned(),
            7 => "größe".to_owned(),
            number => format!("v{number}"),
        }
    }

    fn declare(&mut self, ty: Ty, mutable: bool) -> String {
        let name = self.new_name();
        self.scope.push(Variable { name: name.clone(), ty, mutable });
        name
    }

    /// A variable of a type, if one is in scope.
    fn variable(&mut self, ty: Ty) -> Option<String> {
        let names: Vec<String> =
            self.scope.iter().filter(|variable| variable.ty == ty).map(|variable| variable.name.clone()).collect();
        (!names.is_empty()).then(|| names[self.choices.below(names.len())].clone())
    }

    /// A variable of a type that may be assigned.
    fn mutable(&mut self, ty: Ty) -> Option<String> {
        let is_fit = |variable: &&Variable| variable.ty == ty && variable.mutable;
        let names: Vec<String> = self.scope.iter().filter(is_fit).map(|variable| variable.name.clone()).collect();
        (!names.is_empty()).then(|| names[self.choices.below(names.len())].clone())
    }

    /// A variable that may be assigned and does not hold a number.
    fn changeable(&mut self) -> Option<(String, Ty)> {
        let is_fit = |variable: &&Variable| variable.mutable && variable.ty != Ty::Int;
        let found: Vec<&Variable> = self.scope.iter().filter(is_fit).collect();
        (!found.is_empty()).then(|| found[self.choices.below(found.len())]).map(|found| (found.name.clone(), found.ty))
    }

    /// What is written inside of a scope of its own.
    fn scoped<R>(&mut self, write: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.scope.clone();
        let result = write(self);
        self.scope = outer;
        result
    }

    /// What is written in a function of its own: no loop around it, and `?` and `return` are the function's.
    fn in_function<R>(&mut self, write: impl FnOnce(&mut Self) -> R) -> R {
        let labels = std::mem::take(&mut self.labels);
        let before = (self.gives_result, self.may_return);
        (self.gives_result, self.may_return) = (false, false);
        let result = self.scoped(write);
        (self.gives_result, self.may_return) = before;
        self.labels = labels;
        result
    }

    /// Takes one of the forms that are left; false when there is none.
    fn takes_form(&mut self) -> bool {
        let is_left = self.forms_left > 0;
        self.forms_left = self.forms_left.saturating_sub(1);
        is_left
    }
}

/// Lines moved to the right.
fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
