//! Expressions of collections, records, enums, functions and handles.

use super::ty::Ty;
use super::{Writer, indented};

impl Writer<'_> {
    pub fn value(&mut self, ty: Ty, depth: usize) -> String {
        match ty {
            Ty::List => self.list(depth),
            Ty::Map => self.map(depth),
            Ty::Set => self.set(depth),
            Ty::Pair => format!("({}, {})", self.expr(Ty::Int, depth), self.expr(Ty::Text, depth)),
            Ty::Point => self.point_value(depth),
            Ty::Shape => format!("{}({})", self.one_of(&["Circle", "Shape.Circle"]), self.expr(Ty::Int, depth)),
            Ty::Maybe => self.maybe(depth),
            Ty::Outcome => self.outcome(depth),
            Ty::Function => self.function(depth),
            Ty::Future => self.future(depth),
            Ty::Channel => self.leaf(Ty::Channel),
            Ty::Shared => format!("shared({})", self.expr(Ty::Int, depth)),
            _ => self.leaf(ty),
        }
    }

    fn list(&mut self, depth: usize) -> String {
        let (a, b) = (self.operand(Ty::Int, depth), self.operand(Ty::List, depth));
        match self.below(13) {
            0 => format!("[{a}, ...{b}]"),
            1 => format!("{b} ++ [{a}]"),
            2 => format!("{b}[{}]", self.one_of(&["1..", "..2", "..", "0..=1"])),
            3 => self.comprehension("list", depth),
            4 => format!("map({b}, {})", self.expr(Ty::Function, depth)),
            5 => format!("filter({b}, fn(n) => n > {a})"),
            6 => format!("push({b}, {a})"),
            7 => format!("await [{}, {}]", self.expr(Ty::Future, depth), self.expr(Ty::Future, depth)),
            8 => format!("await {}", self.parallel_for(Ty::Int, depth)),
            9 => format!("await spawn([fn() => {a}, fn() => 2])"),
            10 => format!("[\n  {a},\n  2,\n]"),
            11 => format!("await {}", self.parallel_of(Ty::Int, depth)),
            _ => format!("[n for n in 0..{}]", self.one_of(&["3", "=3", "9 step 4"])),
        }
    }

    /// `n * 2 for n in xs if c for m in ys`.
    fn comprehension(&mut self, kind: &str, depth: usize) -> String {
        let source = self.operand(Ty::List, depth);
        self.scoped(|it| {
            let name = it.declare(Ty::Int, false);
            let filter = if it.below(2) == 1 { format!(" if {}", it.operand(Ty::Bool, depth)) } else { String::new() };
            let further = match it.below(3) {
                2 => format!(" for {} in [{name}, 1]", it.declare(Ty::Int, false)),
                _ => String::new(),
            };
            let element = it.operand(Ty::Int, depth);
            let key = if kind == "map" { format!("\"k{{{name}}}\": ") } else { String::new() };
            let (open, close) = if kind == "list" { ('[', ']') } else { ('{', '}') };
            format!("{open}{key}{element} for {name} in {source}{filter}{further}{close}")
        })
    }

    fn map(&mut self, depth: usize) -> String {
        let a = self.expr(Ty::Int, depth);
        match self.below(4) {
            0 => format!("{{\"a\": {a}, \"b\": 2}}"),
            1 => format!("{{...{}, \"a\": {a}}}", self.operand(Ty::Map, depth)),
            2 => self.comprehension("map", depth),
            _ => format!("{{\"k{{1}}\": {a}}}"),
        }
    }

    fn set(&mut self, depth: usize) -> String {
        let a = self.operand(Ty::Int, depth);
        match self.below(4) {
            0 => format!("{{{a}, 2}}"),
            1 => format!("set[{a}, ...{}]", self.operand(Ty::Set, depth)),
            2 => self.comprehension("set", depth),
            _ => format!("set[{a}]"),
        }
    }

    fn point_value(&mut self, depth: usize) -> String {
        let a = self.expr(Ty::Int, depth);
        match self.below(3) {
            0 => format!("Point(x: {a})"),
            1 => format!("Point({a}, {})", self.expr(Ty::Int, depth)),
            _ => format!("Point(\n  y: {a},\n  x: 2,\n)"),
        }
    }

    fn maybe(&mut self, depth: usize) -> String {
        match self.below(6) {
            0 => format!("{}?[1]", self.operand(Ty::List, depth)),
            1 => format!("await timeout({}, {})", self.below(6), self.expr(Ty::Future, depth)),
            2 => format!("{}?.x", self.operand(Ty::Point, depth)),
            3 => format!("await timeout(2, {}.receive())", self.operand(Ty::Channel, depth)),
            4 => format!("{}.try_receive()", self.operand(Ty::Channel, depth)),
            _ => self.expr(Ty::Int, depth),
        }
    }

    fn outcome(&mut self, depth: usize) -> String {
        match self.below(4) {
            0 => format!("ok({})", self.expr(Ty::Int, depth)),
            1 => format!("err({})", self.expr(Ty::Text, depth)),
            2 => format!("checked({})", self.expr(Ty::Int, depth)),
            _ if self.gives_result => format!("ok(try {})", self.operand(Ty::Outcome, depth)),
            _ => self.leaf(Ty::Outcome),
        }
    }

    fn function(&mut self, depth: usize) -> String {
        match self.below(3) {
            0 => self.in_function(|it| {
                let name = it.declare(Ty::Int, false);
                format!("fn({name}: Int) -> Int => {}", it.expr(Ty::Int, depth))
            }),
            1 => format!("{} ~> {}", self.operand(Ty::Function, depth), self.leaf(Ty::Function)),
            _ => self.in_function(|it| {
                let name = it.declare(Ty::Int, false);
                it.may_return = true;
                let head = it.block(depth.min(1));
                let tail = it.expr(Ty::Int, depth);
                format!("fn({name}: Int) -> Int\n{}end", indented(&format!("{head}return {tail}\n")))
            }),
        }
    }
}
