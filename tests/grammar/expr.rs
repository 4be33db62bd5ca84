//! Expressions of numbers, truths and texts, and the forms that give any type.

use super::ty::Ty;
use super::{Writer, indented};

impl Writer<'_> {
    /// An expression that gives a type.
    pub fn expr(&mut self, ty: Ty, depth: usize) -> String {
        if depth == 0 || !self.takes_form() {
            return self.leaf(ty);
        }
        if self.below(3) == 2 {
            return self.any_form(ty, depth - 1);
        }
        let depth = depth - 1;
        match ty {
            Ty::Int => self.int(depth),
            Ty::Float => self.float(depth),
            Ty::Bool => self.truth(depth),
            Ty::Text => self.text(depth),
            _ => self.value(ty, depth),
        }
    }

    /// An expression that can be an operand of anything.
    pub fn operand(&mut self, ty: Ty, depth: usize) -> String {
        let text = self.expr(ty, depth);
        let is_plain = text.chars().all(|ch| ch.is_alphanumeric() || ch == '_');
        if is_plain { text } else { format!("({text})") }
    }

    /// The simplest expression of a type.
    pub fn leaf(&mut self, ty: Ty) -> String {
        if let Some(name) = self.variable(ty).filter(|_| self.below(3) > 0) {
            return name;
        }
        let texts: &[&'static str] = match ty {
            Ty::Int => &["1", "0", "7", "1_000", "0xFF", "0b101", "0o17", "MAX", "-3", "now()"],
            Ty::Float => &["0.5", "2.0", "1e3", "3.5e-3", "-1.25"],
            Ty::Bool => &["true", "false"],
            Ty::Text => &["\"a\"", "\"\"", "\"é {1 + 1} \\n\\{\"", "r\"\\x{y}\"", "\"\"\"\n  two\n  lines\n  \"\"\""],
            Ty::List => &["[]", "[1]", "[1, 2, 3,]", "range(0, 3)"],
            Ty::Map => &["{\"a\": 1}", "{}"],
            Ty::Set => &["{1, 2}", "set[1]", "set[]"],
            Ty::Pair => &["(1, \"p\")"],
            Ty::Point => &["Point(x: 1)", "Point(1, 2)", "Point(x: 1, y: 2)"],
            Ty::Shape => &["Dot", "Shape.Dot", "Circle(2)", "Shape.Circle(radius: 3)", "Rect(1, 2)"],
            Ty::Maybe => &["null", "4"],
            Ty::Outcome => &["ok(1)", "err(\"no\")", "checked(2)"],
            Ty::Function => &["double", "fn(n) => n", "fn(n: Int) -> Int => n + 1"],
            Ty::Future => &["spawn(fn() => 1)", "spawn(double(2))", "spawn(5)"],
            Ty::Channel => &["channel()", "channel(capacity: 2)"],
            Ty::Shared => &["shared(0)"],
        };
        self.one_of(texts).to_owned()
    }

    fn int(&mut self, depth: usize) -> String {
        let (a, b) = (self.operand(Ty::Int, depth), self.operand(Ty::Int, depth));
        match self.below(23) {
            0 => format!("{a} {} {b}", self.one_of(&["+", "-", "*"])),
            1 => format!("{a} {} 3", self.one_of(&["//", "%", "<<", ">>", "**"])),
            2 => format!("{a} {} {b}", self.one_of(&["&", "|", "^"])),
            3 => format!("{}{a}", self.one_of(&["-", "~", "- -", "-~"])),
            4 => format!("{} + {a} * {b} - 1", self.leaf(Ty::Int)),
            5 if self.cells > 0 => format!("(await c{}({a}))", self.below(self.cells)),
            6 => format!("{a} |> double()"),
            7 => format!("{}({a})", self.operand(Ty::Function, depth)),
            8 => format!("({} ~> double)({a})", self.operand(Ty::Function, depth)),
            9 => format!("{}.{}", self.operand(Ty::Point, depth), self.one_of(&["x", "y"])),
            10 => format!("{}.0", self.operand(Ty::Pair, depth)),
            11 => format!("({} ++ [1])[0]", self.operand(Ty::List, depth)),
            12 => format!("{}?[0] ?? {a}", self.operand(Ty::List, depth)),
            13 => format!("{} ?? {a}", self.operand(Ty::Maybe, depth)),
            14 => format!("({} ?? {a})!", self.operand(Ty::Maybe, depth)),
            15 => format!("{}.area()", self.operand(Ty::Shape, depth)),
            16 => format!("{}.get()", self.operand(Ty::Shared, depth)),
            17 => format!("len({})", self.operand(Ty::Text, depth)),
            18 => format!("{}\n  |> sum()", self.operand(Ty::List, depth)),
            19 => format!("comptime {a} + 1 end"),
            20 => format!("(try {} else {b})", self.expr(Ty::Outcome, depth)),
            21 if self.gives_result => format!("{}?", self.operand(Ty::Outcome, depth)),
            _ => format!("{}?[\"a\"] ?? 0", self.operand(Ty::Map, depth)),
        }
    }

    /// An expression that stands on one line, as it must within a text of one line.
    pub fn one_line(&mut self, ty: Ty, depth: usize) -> String {
        let text = self.operand(ty, depth);
        if text.contains('\n') { "1".to_owned() } else { text }
    }

    fn float(&mut self, depth: usize) -> String {
        let (a, b) = (self.operand(Ty::Float, depth), self.operand(Ty::Float, depth));
        match self.below(4) {
            0 => format!("{a} {} {b}", self.one_of(&["+", "-", "*"])),
            1 => format!("{a} / 2.0"),
            2 => format!("({} as Float)", self.operand(Ty::Int, depth)),
            _ => format!("{a} ** 2"),
        }
    }

    fn truth(&mut self, depth: usize) -> String {
        let (a, b) = (self.operand(Ty::Int, depth), self.operand(Ty::Int, depth));
        match self.below(8) {
            0 => format!("{a} {} {b}", self.one_of(&["<", "<=", ">", ">=", "==", "!="])),
            1 => format!("{a} in {}", self.operand(Ty::List, depth)),
            2 => format!(
                "{} {} {}",
                self.operand(Ty::Bool, depth),
                self.one_of(&["and", "or"]),
                self.operand(Ty::Bool, depth)
            ),
            3 => format!("not {}", self.operand(Ty::Bool, depth)),
            4 => format!(
                "{} is {}",
                self.operand(Ty::Maybe, depth),
                self.one_of(&["Int", "Null", "String", "(Int | Null)"])
            ),
            5 => format!("{} == {}", self.operand(Ty::Shape, depth), self.operand(Ty::Shape, depth)),
            6 => format!("{} is list[Int]", self.operand(Ty::List, depth)),
            _ => format!("\"a\" in {}", self.operand(Ty::Map, depth)),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        let any = self.ty();
        let inner = self.one_line(any, depth);
        let number = self.one_line(Ty::Int, depth);
        match self.below(6) {
            0 => format!("\"<{{{inner}}}>\""),
            1 => format!("\"{{{number}:>4}} and {{{}:.2}}\"", self.one_line(Ty::Float, depth)),
            2 => format!("{} ++ {}", self.operand(Ty::Text, depth), self.operand(Ty::Text, depth)),
            3 => format!("{}.upper()", self.operand(Ty::Text, depth)),
            4 => format!("string({number})"),
            _ => format!("\"\"\"\n  {{{number}}} é\n    end\n  \"\"\""),
        }
    }

    /// A form that gives what its branches give.
    fn any_form(&mut self, ty: Ty, depth: usize) -> String {
        // Awaiting looks through futures, and a closure as a branch is called.
        let choices = if matches!(ty, Ty::Future | Ty::Function) { 8 } else { 12 };
        match self.below(choices) {
            0 => format!(
                "(if {} then {} else {})",
                self.expr(Ty::Bool, depth),
                self.expr(ty, depth),
                self.expr(ty, depth)
            ),
            1 => self.if_block(ty, depth),
            2 => self.match_form(ty, depth),
            3 => self.when_form(ty, depth),
            4 => self.if_let(ty, depth),
            5 => format!("({})", self.expr(ty, depth)),
            6 => format!("(loop\n{}end)", indented(&format!("break {}\n", self.operand(ty, depth)))),
            7 => self.closure_call(ty, depth),
            8 => format!("(await spawn(fn() => {}))", self.in_function(|it| it.expr(ty, depth))),
            9 => format!("(await {})", self.race_of(ty, depth)),
            10 => format!("(await {})[0]", self.parallel_of(ty, depth)),
            _ => format!("(fn() => {})()", self.in_function(|it| it.expr(ty, depth))),
        }
    }

    fn if_block(&mut self, ty: Ty, depth: usize) -> String {
        let (first, second) = (self.expr(Ty::Bool, depth), self.expr(Ty::Bool, depth));
        let bodies = [self.body(ty, depth), self.body(ty, depth), self.body(ty, depth)];
        let [a, b, c] = bodies.map(|body| indented(&body));
        format!("(if {first}\n{a}else if {second}\n{b}else\n{c}end)")
    }

    fn if_let(&mut self, ty: Ty, depth: usize) -> String {
        let of = self.ty();
        let subject = self.expr(of, depth);
        let (pattern, body) = self.scoped(|it| (it.pattern(of, 2), it.body(ty, depth)));
        let otherwise = self.expr(ty, depth);
        format!("(if let {pattern} = {subject}\n{}else\n  {otherwise}\nend)", indented(&body))
    }

    fn match_form(&mut self, ty: Ty, depth: usize) -> String {
        let of = self.ty();
        let subject = self.expr(of, depth);
        let mut arms = String::new();
        for _ in 0..self.below(3) {
            arms += &self.scoped(|it| it.arm(of, ty, depth));
        }
        let last = self.expr(ty, depth);
        format!("(match {subject}\n{}end)", indented(&format!("{arms}_ -> {last}\n")))
    }

    fn arm(&mut self, of: Ty, ty: Ty, depth: usize) -> String {
        let pattern = self.pattern(of, 2);
        let guard =
            if self.below(3) == 2 { format!(" if {}", self.expr(Ty::Bool, depth.min(1))) } else { String::new() };
        match self.below(2) {
            0 => format!("{pattern}{guard} -> {}\n", self.expr(ty, depth)),
            _ => format!("{pattern}{guard} ->\n{}", indented(&self.body(ty, depth))),
        }
    }

    fn when_form(&mut self, ty: Ty, depth: usize) -> String {
        let (condition, other) = (self.expr(Ty::Bool, depth), self.operand(Ty::Bool, depth));
        let (a, body, c) = (self.expr(ty, depth), indented(&self.body(ty, depth)), self.expr(ty, depth));
        format!("(when\n{}end)", indented(&format!("{condition} -> {a}\n{other} ->\n{body}_ -> {c}\n")))
    }

    fn closure_call(&mut self, ty: Ty, depth: usize) -> String {
        let argument = self.expr(Ty::Int, depth);
        let (name, body) = self.in_function(|it| {
            it.may_return = false;
            (it.declare(Ty::Int, false), it.body(ty, depth))
        });
        let effects = self.one_of(&["", " / {http}"]);
        let written = self.written(ty);
        format!("(fn({name}: Int) -> {written}{effects}\n{}end)({argument})", indented(&body))
    }

    /// Statements and a last expression.
    pub fn body(&mut self, ty: Ty, depth: usize) -> String {
        self.scoped(|it| {
            let before = it.may_return;
            it.may_return = false;
            let head = if depth > 0 && it.below(3) == 2 { it.block(depth.min(1)) } else { String::new() };
            it.may_return = before;
            let tail = it.expr(ty, depth);
            format!("{head}{tail}\n")
        })
    }
}
