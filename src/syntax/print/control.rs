//! Control forms and composites.

use super::Printer;
use crate::syntax::tree::{
    Block, Clause, Composite, CompositeKind, CompositeOperands, Entry, Expr, ExprKind, ForLoop, IfBranch, MatchArm,
    Name, ParallelFor, Pattern, StmtKind, WhenArm,
};

impl Printer {
    pub(super) fn control(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::If { branches, otherwise } => self.if_expr(branches, otherwise.as_ref()),
            ExprKind::Match { subject, arms } => {
                self.on_one_line(|printer| printer.form("match ", subject, ""));
                self.body(|printer| arms.iter().for_each(|arm| printer.match_arm(arm)));
            }
            ExprKind::When(arms) => {
                self.put("when");
                self.body(|printer| arms.iter().for_each(|arm| printer.when_arm(arm)));
            }
            ExprKind::For(found) => {
                let ForLoop { label, pattern, iterable, filter, body } = &**found;
                self.put("for ");
                self.label(label.as_ref());
                self.for_header(pattern, iterable, filter.as_ref());
                self.block(body);
            }
            ExprKind::While(found) => {
                self.put("while ");
                self.label(found.label.as_ref());
                self.clause(&found.condition);
                self.block(&found.body);
            }
            ExprKind::Loop { label, body } => {
                self.put("loop");
                self.opt(" @", label.as_ref(), Printer::name);
                self.block(body);
            }
            _ => {}
        }
    }

    fn label(&mut self, label: Option<&Name>) {
        if let Some(label) = label {
            self.put(&format!("@{} ", label.text));
        }
    }

    /// The first line of a block: where there is a choice, nothing on it goes over lines.
    fn on_one_line(&mut self, print: impl FnOnce(&mut Printer)) {
        let outside = std::mem::replace(&mut self.in_header, true);
        print(self);
        self.in_header = outside;
    }

    fn for_header(&mut self, pattern: &Pattern, iterable: &Expr, filter: Option<&Expr>) {
        self.on_one_line(|printer| {
            printer.pattern(pattern);
            printer.form(" in ", iterable, "");
            printer.opt(" if ", filter, Printer::expr);
        });
    }

    fn clause(&mut self, clause: &Clause) {
        self.on_one_line(|printer| match clause {
            Clause::Expr(condition) => printer.expr(condition),
            Clause::Let { pattern, value } => {
                printer.put("let ");
                printer.pattern(pattern);
                printer.form(" = ", value, "");
            }
        });
    }

    /// `if … then … else …` where each part is short, else blocks.
    fn if_expr(&mut self, branches: &[IfBranch], otherwise: Option<&Block>) {
        if self.probing {
            // Whoever asks whether this fits on a line gets no for an answer; trying it out could take ages.
            return self.put("\n");
        }
        let mut bodies = branches.iter().map(|branch| &branch.body).chain(otherwise);
        let fits = match self.in_text {
            true => bodies.all(|body| body.stmts.len() == 1),
            false => otherwise.is_some() && bodies.all(|body| self.fits_on_line(body)),
        };
        match fits {
            true => self.then_else(branches, otherwise),
            false => self.if_blocks(branches, otherwise),
        }
    }

    fn then_else(&mut self, branches: &[IfBranch], otherwise: Option<&Block>) {
        for (index, branch) in branches.iter().enumerate() {
            self.put(if index == 0 { "if " } else { " else if " });
            self.clause(&branch.condition);
            self.put(" then ");
            branch.body.stmts.iter().for_each(|stmt| self.stmt(stmt));
        }
        if let Some(block) = otherwise {
            self.put(" else ");
            block.stmts.iter().for_each(|stmt| self.stmt(stmt));
        }
    }

    /// Whether a block is one statement without line breaks, and without an `else` of its own.
    fn fits_on_line(&self, block: &Block) -> bool {
        let [stmt] = block.stmts.as_slice() else { return false };
        let mut printer = Printer { probing: true, ..Printer::default() };
        printer.stmt(stmt);
        let text = printer.text;
        !matches!(stmt.kind, StmtKind::Role { .. }) && !text.contains('\n') && !text.contains("try ")
    }

    fn if_blocks(&mut self, branches: &[IfBranch], otherwise: Option<&Block>) {
        for (index, branch) in branches.iter().enumerate() {
            if index > 0 {
                self.begin_line();
            }
            self.put(if index == 0 { "if " } else { "else if " });
            self.clause(&branch.condition);
            self.indented(|printer| printer.stmts(&branch.body));
        }
        if let Some(block) = otherwise {
            self.begin_line();
            self.put("else");
            self.indented(|printer| printer.stmts(block));
        }
        self.begin_line();
        self.put("end");
    }

    fn match_arm(&mut self, arm: &MatchArm) {
        self.begin_line();
        self.pattern(&arm.pattern);
        self.opt(" if ", arm.guard.as_ref(), Printer::expr);
        self.arm_body(&arm.body);
    }

    fn when_arm(&mut self, arm: &WhenArm) {
        self.begin_line();
        match &arm.condition {
            Some(condition) => self.expr(condition),
            None => self.put("_"),
        }
        self.arm_body(&arm.body);
    }

    fn arm_body(&mut self, body: &Block) {
        self.put(" ->");
        match body.stmts.as_slice() {
            [stmt] if !matches!(stmt.kind, StmtKind::Role { .. }) => {
                self.put(" ");
                self.stmt(stmt);
                self.end_statement();
            }
            _ => self.indented(|printer| printer.stmts(body)),
        }
    }

    pub(super) fn asynchronous(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::ParallelFor(found) => {
                let ParallelFor { pattern, iterable, filter, body } = &**found;
                self.put("parallel for ");
                self.for_header(pattern, iterable, filter.as_ref());
                self.block(body);
            }
            ExprKind::Composite(composite) => self.composite(composite),
            _ => {}
        }
    }

    fn composite(&mut self, composite: &Composite) {
        self.put(match composite.kind {
            CompositeKind::Parallel => "parallel",
            CompositeKind::Race => "race",
            CompositeKind::Vote => "vote",
            CompositeKind::Select => "select",
            CompositeKind::Timeout => "timeout",
        });
        match &composite.operands {
            CompositeOperands::Timeout { limit_ms, body } => {
                self.form("(", limit_ms, ", ");
                self.form("", body, ")");
            }
            CompositeOperands::List(list) => self.form("(", list, ")"),
            CompositeOperands::Entries(entries) => self.entries(entries),
        }
    }

    /// A block, or a call where a block could not be told from a name or cannot stand.
    fn entries(&mut self, entries: &[Entry]) {
        let spreads = entries.iter().any(|entry| matches!(entry.body.kind, ExprKind::Spread(_)));
        let on_one_line = self.in_text || self.in_header || spreads;
        match entries {
            [] => self.put("()"),
            [Entry { name: None, body, .. }] if on_one_line => self.form("([", body, "])"),
            _ if on_one_line => self.list("(", entries, ")", |printer, entry| printer.entry(entry, ": ")),
            _ => self.body(|printer| entries.iter().for_each(|entry| printer.entry_line(entry))),
        }
    }

    fn entry_line(&mut self, entry: &Entry) {
        self.begin_line();
        self.entry(entry, " = ");
        self.end_statement();
    }

    fn entry(&mut self, entry: &Entry, sign: &str) {
        if let Some(name) = &entry.name {
            self.name(name);
            self.put(sign);
        }
        self.expr(&entry.body);
    }
}
