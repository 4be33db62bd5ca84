//! `Record(...base, field: e)`: the fields of another record, some of them replaced.

use super::Type;
use super::checker::Checker;
use super::messages::calls::{self as messages, CalleeWords};
use super::types::fits;
use crate::syntax::tree::{Argument, ExprKind};

impl<'t> Checker<'t> {
    /// What a record's constructor gives that may have a base; `made` is what it gives without one.
    pub fn updated_record(&mut self, words: &CalleeWords, arguments: &'t [Argument], made: Type) -> Type {
        let Some(ExprKind::Spread(base)) = arguments.first().map(|argument| &argument.value.kind) else {
            self.report_late_base(words, arguments);
            return made;
        };
        for argument in arguments[1..].iter().filter(|argument| argument.name.is_none()) {
            self.report(messages::unnamed_beside_base(words, argument.value.span));
        }
        let Type::Record(id, own) = made else { return made };
        match self.out.types.get(base.id).cloned().unwrap_or(Type::Unknown) {
            // What the given fields leave open, the base knows.
            Type::Record(other, of_base) if other == id => {
                let part = |(own, base)| if own == Type::Unknown { base } else { own };
                Type::Record(id, own.into_iter().zip(of_base).map(part).collect())
            }
            ty => {
                let made = Type::Record(id, own);
                if !fits(&ty, &made) {
                    let shown = self.show(&ty);
                    self.report(messages::wrong_base(words, base.span, &shown));
                }
                made
            }
        }
    }

    /// A spread that is not the first argument is no base.
    fn report_late_base(&mut self, words: &CalleeWords, arguments: &'t [Argument]) {
        for argument in arguments.iter().filter(|argument| matches!(argument.value.kind, ExprKind::Spread(_))) {
            self.report(messages::unnamed_beside_base(words, argument.value.span));
        }
    }
}
