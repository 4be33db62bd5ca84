//! Patterns, and the arms that a `match` lacks.

use super::{Completion, Site, place};
use crate::check::{EnumId, RecordId, Resolution, Type};
use crate::services::callee::{Callee, of_symbol};
use crate::services::describe::SymbolKind;
use crate::services::node::Node;
use crate::services::symbol::Symbol;
use crate::syntax::tree::{Expr, ExprKind, MatchArm, Pattern, PatternKind, StmtKind};

impl Site<'_> {
    /// What `pattern`, the name of the probe, may become; none where a name of one's own is wanted.
    pub fn patterns(&self, pattern: &Pattern, above: &[Node<'_>]) -> Option<Vec<Completion>> {
        let ty = self.type_of(pattern);
        match above {
            [.., Node::Expr(Expr { kind: ExprKind::Match { subject, arms }, .. }), Node::Arm(_)] => {
                let ty = if matches!(ty, Type::Unknown) { self.subject_type(subject) } else { ty };
                let mut items = self.missing_arms(&ty, arms);
                items.extend(self.choices(&ty, !self.has_arrow));
                items.push(self.arm("_", "_", SymbolKind::Keyword, !self.has_arrow));
                Some(items)
            }
            [.., Node::Pattern(_)] => Some(self.choices(&ty, false)),
            [.., Node::Expr(Expr { kind: ExprKind::If { .. } | ExprKind::While(_), .. })] => {
                Some(self.choices(&ty, false))
            }
            _ => None,
        }
    }

    fn type_of(&self, pattern: &Pattern) -> Type {
        match self.analysis.checked.resolutions.get(pattern.id) {
            Some(Resolution::Local(local)) => self.analysis.checked.locals[local.0 as usize].ty.clone(),
            _ => Type::Unknown,
        }
    }

    fn subject_type(&self, subject: &Expr) -> Type {
        self.analysis.checked.types.get(subject.id).cloned().unwrap_or(Type::Unknown)
    }

    /// The arms that the `match` around a statement lacks, when the statement may as well be an arm.
    pub fn missing_arms_of_body(&self, above: &[Node<'_>]) -> Vec<Completion> {
        let [
            ..,
            Node::Expr(Expr { kind: ExprKind::Match { subject, arms }, .. }),
            Node::Arm(_),
            Node::Block(block),
            Node::Stmt(stmt),
        ] = above
        else {
            return Vec::new();
        };
        let is_alone = matches!(&stmt.kind, StmtKind::Expr(expr) if expr.span == self.probe.name);
        let is_last = block.stmts.len() > 1 && block.stmts.last().is_some_and(|last| last.span == stmt.span);
        if !is_alone || !is_last {
            return Vec::new();
        }
        self.missing_arms(&self.subject_type(subject), arms)
    }

    /// An arm for each variant that has none, and, if there are several, all of them at once.
    fn missing_arms(&self, ty: &Type, arms: &[MatchArm]) -> Vec<Completion> {
        let cases = self.cases(ty);
        let covers = |case: &Case| arms.iter().any(|arm| arm.guard.is_none() && self.covers(&arm.pattern, case));
        let missing: Vec<&Case> = cases.iter().filter(|case| !covers(case)).collect();
        if self.has_arrow || missing.is_empty() {
            return Vec::new();
        }
        let mut items = Vec::new();
        if missing.len() > 1 {
            let lines: Vec<String> = (1..)
                .zip(&missing)
                .map(|(index, case): (usize, _)| format!("{} -> ${{result{index}}}", case.text))
                .collect();
            let names: Vec<&str> = missing.iter().map(|case| case.label.as_str()).collect();
            let detail = names.join(", ");
            items.push(Completion::plain("missing arms", SymbolKind::Snippet).detail(detail).insert(lines.join("\n")));
        }
        items.extend(missing.iter().map(|case| self.arm(&case.label, &case.text, case.kind, true)));
        items
    }

    /// A pattern, with the arrow behind it if it is to be a whole arm.
    fn arm(&self, label: &str, text: &str, kind: SymbolKind, is_whole: bool) -> Completion {
        let insert = if is_whole { format!("{text} -> ${{result}}") } else { text.to_owned() };
        Completion::plain(label, kind).insert(insert)
    }

    /// Patterns for values of a type; every variant and record of the program when nothing is known.
    fn choices(&self, ty: &Type, is_whole: bool) -> Vec<Completion> {
        let cases = match ty {
            Type::Unknown | Type::Any | Type::NonNull => self.all_cases(),
            ty => self.cases(ty),
        };
        cases.iter().map(|case| self.arm(&case.label, &case.text, case.kind, is_whole)).collect()
    }

    /// The variants that a value may be, by name alone.
    pub fn variant_names(&self, value: &Expr) -> Vec<Completion> {
        let Type::Enum(id, _) = self.subject_type(value) else { return Vec::new() };
        let names = self.analysis.checked.enums[id.0 as usize].variants.iter().map(|variant| variant.name.as_str());
        names.map(|name| Completion::plain(name, SymbolKind::Variant)).collect()
    }

    fn all_cases(&self) -> Vec<Case> {
        let enums = (0..self.analysis.checked.enums.len() as u32).map(EnumId);
        let records = (0..self.analysis.checked.records.len() as u32).map(RecordId);
        let mut cases: Vec<Case> = enums.flat_map(|id| self.variants(id)).collect();
        cases.extend(records.filter_map(|id| self.record(id)));
        cases
    }

    /// The cases that a value of the type may be.
    fn cases(&self, ty: &Type) -> Vec<Case> {
        match ty {
            Type::Enum(id, _) => self.variants(*id),
            Type::Record(id, _) => self.record(*id).into_iter().collect(),
            Type::Bool => ["true", "false"].map(|word| Case::new(word, word, SymbolKind::Keyword, None)).into(),
            Type::Null => vec![Case::new("null", "null", SymbolKind::Keyword, None)],
            Type::Union(members) => members.iter().flat_map(|member| self.member_cases(member)).collect(),
            _ => Vec::new(),
        }
    }

    fn member_cases(&self, ty: &Type) -> Vec<Case> {
        let known = self.cases(ty);
        if !known.is_empty() {
            return known;
        }
        let shown = self.analysis.show(ty);
        vec![Case::new(&format!("value: {shown}"), &format!("${{value}}: {shown}"), SymbolKind::Type, None)]
    }

    fn variants(&self, id: EnumId) -> Vec<Case> {
        let variants = &self.analysis.checked.enums[id.0 as usize].variants;
        (0..)
            .zip(variants)
            .filter_map(|(index, variant)| {
                let target = of_symbol(self.analysis, &self.globals, Symbol::Variant(id, index), false)?;
                let text = if target.parameters.is_empty() { variant.name.clone() } else { constructor(&target) };
                Some(Case::new(&variant.name, &text, SymbolKind::Variant, Some(Resolution::Variant(id, index))))
            })
            .collect()
    }

    fn record(&self, id: RecordId) -> Option<Case> {
        let target = of_symbol(self.analysis, &self.globals, Symbol::Record(id), false)?;
        let fields: Vec<String> = target.parameters.iter().map(|parameter| format!("{}:", parameter.name)).collect();
        let text = format!("{}({})", target.head, fields.join(", "));
        Some(Case::new(&target.head, &text, SymbolKind::Record, Some(Resolution::Record(id))))
    }

    /// Whether a pattern takes every value of the case.
    fn covers(&self, pattern: &Pattern, case: &Case) -> bool {
        if pattern.span.contains(self.probe.name) {
            return false;
        }
        match &pattern.kind {
            PatternKind::Wildcard => true,
            PatternKind::Or(parts) => parts.iter().any(|part| self.covers(part, case)),
            PatternKind::Literal(_) => self.analysis.text(pattern.span) == case.text,
            PatternKind::Name(_) | PatternKind::Constructor { .. } => {
                match self.analysis.checked.resolutions.get(pattern.id) {
                    Some(Resolution::Local(_)) => true,
                    found => found.is_some() && found == case.found.as_ref(),
                }
            }
            PatternKind::Typed { .. } => {
                let written = self.analysis.checked.written.get(&pattern.id);
                written.is_some_and(|ty| case.label == format!("value: {}", self.analysis.show(ty)))
            }
            _ => false,
        }
    }
}

/// One of the cases that a value may be.
struct Case {
    label: String,
    text: String,
    kind: SymbolKind,
    found: Option<Resolution>,
}

impl Case {
    fn new(label: &str, text: &str, kind: SymbolKind, found: Option<Resolution>) -> Case {
        Case { label: label.to_owned(), text: text.to_owned(), kind, found }
    }
}

/// `Completed(${value})`
fn constructor(target: &Callee) -> String {
    let places: Vec<String> =
        target.parameters.iter().enumerate().map(|(index, parameter)| place(parameter, index)).collect();
    format!("{}({})", target.head, places.join(", "))
}
