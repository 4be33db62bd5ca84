//! Statements and blocks.

use super::ty::Ty;
use super::{Writer, indented};

impl Writer<'_> {
    /// A few statements; what they bind stays in scope.
    pub fn block(&mut self, depth: usize) -> String {
        let count = self.below(if depth > 2 { 6 } else { 3 });
        (0..count).map(|_| self.stmt(depth)).collect()
    }

    /// The statements of a nested block.
    fn inner(&mut self, depth: usize) -> String {
        indented(&self.scoped(|it| it.block(depth.saturating_sub(1))))
    }

    fn stmt(&mut self, depth: usize) -> String {
        if !self.takes_form() {
            return "print(\"x\")\n".to_owned();
        }
        match self.below(if depth == 0 { 14 } else { 30 }) {
            0 => self.printed(depth),
            1..4 => self.let_stmt(depth),
            4 => self.let_mut(depth),
            5 => self.let_destructured(depth),
            6 => self.assigned(depth),
            7 => self.assigned_part(depth),
            8 => format!("emit {}\n", self.expr(Ty::Text, depth.min(2))),
            9 => format!("await sleep({})\n", self.below(4)),
            10 => self.channel_stmt(depth),
            11 => "print(b\"cafe\", null)\n".to_owned(),
            12 => self.jump(depth),
            13 => self.role(depth),
            14 => self.let_else(depth),
            15 => self.if_stmt(depth),
            16 => self.if_let_stmt(depth),
            17 => self.match_stmt(depth),
            18 => self.when_stmt(depth),
            19 => self.for_stmt(depth),
            20 => self.while_stmt(depth),
            21 => self.while_let(depth),
            22 => self.loop_stmt(depth),
            23 => self.deferred(depth),
            24 => self.nested_cell(depth),
            25 => self.named_composite(depth.min(2)),
            26 => self.caught(depth),
            27 => format!("await {}\n", self.parallel_for(Ty::Int, depth.min(2))),
            28 => self.spawned(depth),
            _ => {
                format!("match {}\n  {} -> print(\"only\")\nend\n", self.expr(Ty::Int, 1), self.one_of(&["1", "2 | 3"]))
            }
        }
    }

    fn printed(&mut self, depth: usize) -> String {
        let ty = self.ty();
        let further = self.one_of(&["", "", ", now()", ", ...[1, 2]"]);
        format!("print({}{further})\n", self.expr(ty, depth.min(3)))
    }

    fn let_stmt(&mut self, depth: usize) -> String {
        let ty = self.ty();
        let value = self.expr(ty, depth.min(3));
        let is_written = self.below(2) == 1 || ty == Ty::Maybe;
        let written = if is_written { format!(": {}", self.written(ty)) } else { String::new() };
        let separator = self.one_of(&["\n", "\n", "; print(2)\n"]);
        format!("let {}{written} = {value}{separator}", self.declare(ty, false))
    }

    fn let_mut(&mut self, depth: usize) -> String {
        let ty = [Ty::Int, Ty::List, Ty::Map, Ty::Point, Ty::Maybe, Ty::Text, Ty::Float][self.below(7)];
        let value = self.expr(ty, depth.min(2));
        let written = self.written(ty);
        format!("let mut {}: {written} = {value}\n", self.declare(ty, true))
    }

    fn let_destructured(&mut self, depth: usize) -> String {
        let ty = [Ty::Pair, Ty::Point][self.below(2)];
        let value = self.expr(ty, depth.min(2));
        format!("let {} = {value}\n", self.binding(ty))
    }

    fn let_else(&mut self, depth: usize) -> String {
        if !self.may_return {
            return self.let_stmt(depth);
        }
        let ty = self.ty();
        let value = self.expr(ty, depth.min(2));
        let out = if self.gives_result { "err(\"else\")" } else { "0" };
        format!("let ({}) = {value} else\n  return {out}\nend\n", self.pattern(ty, 2))
    }

    fn assigned(&mut self, depth: usize) -> String {
        let Some(name) = self.mutable(Ty::Int) else { return self.let_mut(depth) };
        let value = self.operand(Ty::Int, depth.min(2));
        match self.below(3) {
            0 => format!("{name} = {value}\n"),
            1 => format!("{name} {} {value}\n", self.one_of(&["+=", "-=", "*=", "&=", "|=", "^="])),
            _ => format!("{name} {} 2\n", self.one_of(&["//=", "%=", "**=", "<<=", ">>="])),
        }
    }

    fn assigned_part(&mut self, depth: usize) -> String {
        let value = self.operand(Ty::Int, depth.min(2));
        let Some((name, ty)) = self.changeable() else { return self.let_mut(depth) };
        match ty {
            Ty::Map => format!("{name}[\"a\"] = {value}\n"),
            Ty::Point => format!("{name}.x += {value}\n"),
            Ty::List if self.below(2) == 1 => format!("{name} = [7]\n{name}[0] -= {value}\n"),
            Ty::List => format!("{name} ++= [{value}]\n"),
            Ty::Text => format!("{name} ++= \"more\"\n"),
            Ty::Float => format!("{name} /= 2.0\n"),
            _ => format!("{name} ??= {value}\n"),
        }
    }

    fn channel_stmt(&mut self, depth: usize) -> String {
        let value = self.operand(Ty::Int, depth.min(1));
        let Some(name) = self.variable(Ty::Channel) else {
            return format!("let {} = channel(capacity: 3)\n", self.declare(Ty::Channel, false));
        };
        match self.below(3) {
            0 => format!("await timeout(1, {name}.send({value}))\n"),
            1 => format!("spawn({name}.send({value}))\n"),
            _ => format!("print({name}.try_receive(), {name}.len())\n"),
        }
    }

    /// What leaves a loop or the cell; only under a condition, so that more may follow.
    fn jump(&mut self, depth: usize) -> String {
        let condition = self.expr(Ty::Bool, depth.min(1));
        let label = self.labels.last().cloned();
        match (self.below(4), label) {
            (0, Some(label)) => format!("if {condition} then break {label}\n"),
            (1, Some(label)) => format!("if {condition}\n  continue {label}\nend\n"),
            (2, Some(_)) => format!("if {condition} then {}\n", self.one_of(&["break", "continue"])),
            (2, None) => format!("if {condition} then halt(\"halted {{now()}}\")\n"),
            _ if self.gives_result => format!("if {condition}\n  return err(\"early\")\nend\n"),
            _ if self.may_return => format!("if {condition}\n  return 0\nend\n"),
            _ => "print(\"stays\")\n".to_owned(),
        }
    }

    fn role(&mut self, depth: usize) -> String {
        let told = self.one_line(Ty::Int, depth.min(1));
        let user = self.one_of(&["", "role user: ask {MAX}\n"]);
        let call = "string(Chat(prompt: \"p\", model: \"gpt-4\"))";
        let name = self.declare(Ty::Text, false);
        format!("role system: You are {{{told}}} \\n é\n{user}let {name} = {call}\n")
    }

    fn if_stmt(&mut self, depth: usize) -> String {
        let condition = self.expr(Ty::Bool, depth.min(2));
        let other = self.expr(Ty::Bool, 1);
        let (a, b, c) = (self.inner(depth), self.inner(depth), self.inner(depth));
        match self.below(3) {
            0 => format!("if {condition}\n{a}end\n"),
            1 => format!("if {condition}\n{a}else\n{b}end\n"),
            _ => format!("if {condition}\n{a}else if {other}\n{b}else\n{c}end\n"),
        }
    }

    fn if_let_stmt(&mut self, depth: usize) -> String {
        let ty = self.ty();
        let value = self.expr(ty, depth.min(2));
        self.scoped(|it| format!("if let {} = {value}\n{}end\n", it.pattern(ty, 2), it.inner(depth)))
    }

    fn match_stmt(&mut self, depth: usize) -> String {
        let ty = self.ty();
        let value = self.expr(ty, depth.min(2));
        let arm = self.scoped(|it| {
            let pattern = it.pattern(ty, 3);
            let guard = if it.below(3) == 2 { format!(" if {}", it.expr(Ty::Bool, 1)) } else { String::new() };
            format!("{pattern}{guard} ->\n{}", it.inner(depth))
        });
        format!("match {value}\n{}end\n", indented(&format!("{arm}_ -> print(\"other\")\n")))
    }

    fn when_stmt(&mut self, depth: usize) -> String {
        let condition = self.expr(Ty::Bool, 2);
        let body = self.inner(depth);
        format!("when\n{}end\n", indented(&format!("{condition} ->\n{body}_ -> print(\"none\")\n")))
    }

    fn label(&mut self) -> (String, String) {
        let label = format!("@l{}", self.labels.len());
        let written = if self.below(2) == 1 { format!("{label} ") } else { String::new() };
        (if written.is_empty() { String::new() } else { label }, written)
    }

    fn for_stmt(&mut self, depth: usize) -> String {
        let (label, written) = self.label();
        let (ty, source) = match self.below(5) {
            0 => (Ty::Int, "0..3".to_owned()),
            1 => (Ty::Int, self.operand(Ty::List, 2)),
            2 => (Ty::Int, self.one_of(&["10..0 step -4", "1..=3", "{1, 2}"]).to_owned()),
            3 => (Ty::Pair, "[(1, \"a\"), (2, \"b\")]".to_owned()),
            _ => (Ty::Text, "\"ab\" |> chars()".to_owned()),
        };
        self.labels.push(label);
        let text = self.scoped(|it| {
            let pattern = it.binding(ty);
            let filter = if it.below(3) == 2 { format!(" if {}", it.operand(Ty::Bool, 1)) } else { String::new() };
            format!("for {written}{pattern} in {source}{filter}\n{}end\n", it.inner(depth))
        });
        self.labels.pop();
        text
    }

    fn while_stmt(&mut self, depth: usize) -> String {
        let (label, written) = self.label();
        let count = self.declare(Ty::Int, false);
        self.labels.push(label);
        let body = self.inner(depth);
        self.labels.pop();
        format!("let mut {count} = 0\nwhile {written}{count} < 3\n  {count} += 1\n{body}end\n")
    }

    fn while_let(&mut self, depth: usize) -> String {
        let (label, written) = self.label();
        let rest = self.declare(Ty::List, false);
        self.labels.push(label);
        let text = self.scoped(|it| {
            let (first, after) = (it.declare(Ty::Int, false), it.new_name());
            let body = it.inner(depth);
            format!("let mut {rest} = [1, 2]\nwhile {written}let [{first}, ...{after}] = {rest}\n  {rest} = {after}\n{body}end\n")
        });
        self.labels.pop();
        text
    }

    fn loop_stmt(&mut self, depth: usize) -> String {
        let (label, written) = self.label();
        let count = self.declare(Ty::Int, false);
        self.labels.push(label);
        let body = self.inner(depth);
        self.labels.pop();
        format!("let mut {count} = 0\nloop {written}\n  {count} += 1\n  if {count} > 2 then break\n{body}end\n")
    }

    fn deferred(&mut self, depth: usize) -> String {
        let labels = std::mem::take(&mut self.labels);
        let before = (self.may_return, self.gives_result);
        (self.may_return, self.gives_result) = (false, false);
        let body = self.inner(depth.min(2));
        (self.may_return, self.gives_result) = before;
        self.labels = labels;
        format!("defer\n{body}  print(\"deferred\")\nend\n")
    }

    fn nested_cell(&mut self, depth: usize) -> String {
        let name = self.new_name();
        let word = self.one_of(&["", "async "]);
        let body = self.in_function(|it| {
            it.may_return = true;
            it.scope.clear();
            let head = it.inner(depth.min(2));
            format!("{head}  return {}\n", it.expr(Ty::Int, 1))
        });
        format!("{word}cell {name}() -> Int\n{body}end\nprint(await {name}())\n")
    }

    fn caught(&mut self, depth: usize) -> String {
        let future = self.operand(Ty::Future, depth.min(2));
        let name = self.new_name();
        match self.below(3) {
            0 => format!("match await {future}\n  err({name}) -> print(\"caught\", {name})\n  n -> print(n)\nend\n"),
            1 => format!(
                "match {future}.state\n  Pending -> print(\"pending\")\n  Completed(n) -> print(n)\n  Error({name}) -> print({name})\nend\n"
            ),
            _ => format!(
                "let {name} = await {future}\nmatch {name}\n  n: T -> print(n)\n  null -> print(\"none\")\n  m: String -> print(\"caught\", m)\nend\n"
            ),
        }
    }

    fn spawned(&mut self, depth: usize) -> String {
        let future = self.expr(Ty::Future, depth.min(3));
        let name = self.declare(Ty::Future, false);
        let look = self.one_of(&["", "print({}.state)\n", "print(await {})\n"]).replace("{}", &name);
        format!("let {name} = {future}\n{look}")
    }
}
