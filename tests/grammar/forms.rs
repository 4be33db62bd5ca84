//! What makes futures: `spawn`, the composites and the operations that wait.

use super::ty::Ty;
use super::{Writer, indented};

impl Writer<'_> {
    pub fn future(&mut self, depth: usize) -> String {
        match self.below(7) {
            0 => format!("spawn(double({}))", self.expr(Ty::Int, depth)),
            1 => format!("spawn(fn() => {})", self.in_function(|it| it.expr(Ty::Int, depth))),
            2 => {
                let (ms, body) = (self.below(5), self.in_function(|it| it.body(Ty::Int, depth)));
                format!("spawn(fn()\n{}end)", indented(&format!("await sleep({ms})\n{body}")))
            }
            3 => self.race_of(Ty::Int, depth),
            4 => format!("spawn({})", self.operand(Ty::Int, depth)),
            5 if self.cells > 0 => format!("spawn(c{}({}))", self.below(self.cells), self.expr(Ty::Int, depth)),
            _ => format!("select({}, 4)", self.operand(Ty::Future, depth)),
        }
    }

    /// A composite that gives what one of its branches gives.
    pub fn race_of(&mut self, ty: Ty, depth: usize) -> String {
        let word = self.one_of(&["race", "vote", "select"]);
        let word = if ty == Ty::Function && word == "vote" { "race" } else { word };
        let (a, b) = self.in_function(|it| (it.expr(ty, depth), it.expr(ty, depth)));
        match self.below(4) {
            0 => format!("{word}({a}, {b})"),
            // On a block's first line the word alone would be a name.
            1 => format!("({word}\n{}end)", indented(&format!("{a}\n{b}\n"))),
            2 => format!("{word}([{a}])"),
            _ => format!("{word}([{a} for {} in 0..2])", self.new_name()),
        }
    }

    /// A composite that gives a list.
    pub fn parallel_of(&mut self, ty: Ty, depth: usize) -> String {
        let (a, b) = self.in_function(|it| (it.expr(ty, depth), it.expr(ty, depth)));
        match self.below(4) {
            0 => format!("parallel({a}, {b})"),
            1 => format!("parallel\n{}end", indented(&format!("{a}\n{b}\n"))),
            2 => format!("parallel([{a}, {b}])"),
            _ => self.parallel_for(ty, depth),
        }
    }

    pub fn parallel_for(&mut self, ty: Ty, depth: usize) -> String {
        let source = self.one_of(&["0..3", "[1, 2]", "range(0, 2)"]);
        self.in_function(|it| {
            let name = it.declare(Ty::Int, false);
            let filter = if it.below(3) == 2 { format!(" if {name} < 9") } else { String::new() };
            let body = it.body(ty, depth);
            format!("parallel for {name} in {source}{filter}\n{}end", indented(&body))
        })
    }

    /// A composite as a statement that binds its branches' names.
    pub fn named_composite(&mut self, depth: usize) -> String {
        let word = self.one_of(&["parallel", "select"]);
        let (a, b) = self.in_function(|it| (it.expr(Ty::Int, depth), it.expr(Ty::Future, depth)));
        let ty = if word == "parallel" { Ty::Int } else { Ty::Maybe };
        let (first, second) = (self.declare(ty, false), self.declare(ty, false));
        format!("await {word}\n{}end\n", indented(&format!("{first} = {a}\n{second} = {b}\n")))
    }
}
