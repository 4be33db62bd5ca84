//! Expressions. Parentheses are part of the tree, so none are added.

use super::Printer;
use crate::syntax::tree::{Argument, Comprehension, ComprehensionKind, Expr, ExprKind, Lambda, LambdaBody, UnaryOp};

impl Printer {
    pub(super) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::String(_)
            | ExprKind::Bytes(_)
            | ExprKind::Name(_)
            | ExprKind::Error => self.atom(&expr.kind),
            ExprKind::List(_)
            | ExprKind::Tuple(_)
            | ExprKind::Set(_)
            | ExprKind::Map(_)
            | ExprKind::Comprehension(_)
            | ExprKind::Spread(_)
            | ExprKind::Paren(_) => self.collection(&expr.kind),
            ExprKind::Range { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::Is { .. }
            | ExprKind::As { .. }
            | ExprKind::Await(_) => self.operation(&expr.kind),
            ExprKind::Call { .. }
            | ExprKind::Field { .. }
            | ExprKind::Index { .. }
            | ExprKind::Unwrap(_)
            | ExprKind::Try(_) => self.postfix(&expr.kind),
            ExprKind::Lambda(lambda) => self.lambda(lambda),
            ExprKind::Halt(value) => self.form("halt(", value, ")"),
            ExprKind::Spawn(value) => self.form("spawn(", value, ")"),
            ExprKind::Comptime(value) => self.form("comptime ", value, " end"),
            ExprKind::TryElse { value, otherwise } => {
                self.form("try ", value, "");
                self.opt(" else ", otherwise.as_deref(), Printer::expr);
            }
            ExprKind::ParallelFor(_) | ExprKind::Composite(_) => self.asynchronous(&expr.kind),
            _ => self.control(&expr.kind),
        }
    }

    pub(super) fn form(&mut self, open: &str, value: &Expr, close: &str) {
        self.put(open);
        self.expr(value);
        self.put(close);
    }

    fn atom(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Bool(value) => self.put(if *value { "true" } else { "false" }),
            ExprKind::Int(value) => self.put(&value.to_string()),
            ExprKind::Float(value) => self.float(*value),
            ExprKind::String(literal) => self.string(literal),
            ExprKind::Bytes(bytes) => self.bytes(bytes),
            ExprKind::Name(name) => self.name(name),
            _ => self.put("null"),
        }
    }

    fn collection(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::List(elements) => self.list("[", elements, "]", Printer::expr),
            ExprKind::Tuple(parts) => self.list("(", parts, ")", Printer::expr),
            ExprKind::Set(elements) => self.set(elements),
            ExprKind::Map(entries) => self.list("{", entries, "}", Printer::map_entry),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Spread(value) => self.form("...", value, ""),
            ExprKind::Paren(value) => self.form("(", value, ")"),
            _ => {}
        }
    }

    /// `{}` is a map, and so are spreads alone in braces.
    fn set(&mut self, elements: &[Expr]) {
        let needs_word = elements.iter().all(|element| matches!(element.kind, ExprKind::Spread(_)));
        let (open, close) = if needs_word { ("set[", "]") } else { ("{", "}") };
        self.list(open, elements, close, Printer::expr);
    }

    fn map_entry(&mut self, (key, value): &(Expr, Option<Expr>)) {
        self.expr(key);
        self.opt(": ", value.as_ref(), Printer::expr);
    }

    fn comprehension(&mut self, comprehension: &Comprehension) {
        let is_list = comprehension.kind == ComprehensionKind::List;
        self.put(if is_list { "[" } else { "{" });
        self.expr(&comprehension.element);
        self.opt(": ", comprehension.value.as_ref(), Printer::expr);
        for (pattern, iterable, filter) in &comprehension.clauses {
            self.put(" for ");
            self.pattern(pattern);
            self.form(" in ", iterable, "");
            self.opt(" if ", filter.as_ref(), Printer::expr);
        }
        self.put(if is_list { "]" } else { "}" });
    }

    fn operation(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Range { low, high, inclusive, step } => {
                self.opt("", low.as_deref(), Printer::expr);
                self.put(if *inclusive { "..=" } else { ".." });
                self.opt("", high.as_deref(), Printer::expr);
                self.opt(" step ", step.as_deref(), Printer::expr);
            }
            ExprKind::Unary { op: UnaryOp::Negate, operand } => self.form("-", operand, ""),
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.form("not ", operand, ""),
            ExprKind::Unary { op: UnaryOp::BitNot, operand } => self.form("~", operand, ""),
            ExprKind::Await(operand) => self.form("await ", operand, ""),
            ExprKind::Binary { op, left, right, .. } => {
                self.form("", left, " ");
                self.put(op.symbol());
                self.form(" ", right, "");
            }
            ExprKind::Is { value, ty } => {
                self.form("", value, " is ");
                self.ty(ty);
            }
            ExprKind::As { value, ty } => {
                self.form("", value, " as ");
                self.ty(ty);
            }
            _ => {}
        }
    }

    fn postfix(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Call { callee, arguments } => {
                self.expr(callee);
                self.list("(", arguments, ")", Printer::argument);
            }
            ExprKind::Field { object, name, optional } => {
                self.object(object);
                self.put(if *optional { "?." } else { "." });
                self.name(name);
            }
            ExprKind::Index { object, index, optional } => {
                self.object(object);
                self.put(if *optional { "?[" } else { "[" });
                self.form("", index, "]");
            }
            ExprKind::Unwrap(value) => self.form("", value, "!"),
            ExprKind::Try(value) => self.form("", value, "?"),
            _ => {}
        }
    }

    /// What a `.` or `[` is attached to: a `?` before it stays apart, or the two would be one sign.
    fn object(&mut self, object: &Expr) {
        self.expr(object);
        self.put(if matches!(object.kind, ExprKind::Try(_)) { " " } else { "" });
    }

    fn argument(&mut self, argument: &Argument) {
        if let Some(name) = &argument.name {
            self.name(name);
            self.put(": ");
        }
        self.expr(&argument.value);
    }

    fn lambda(&mut self, lambda: &Lambda) {
        self.put("fn");
        self.params(&lambda.params);
        self.opt(" -> ", lambda.result.as_ref(), Printer::result_ty);
        self.effects(lambda.effects.as_ref());
        match &lambda.body {
            LambdaBody::Expr(value) => self.form(" => ", value, ""),
            LambdaBody::Block(block) => self.block(block),
        }
    }
}
