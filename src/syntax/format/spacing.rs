//! The blank between two atoms on a line.

use super::atoms::{AtomIndex, Kind};
use super::plan::Plan;
use crate::syntax::token::T;

/// Whether a blank stands between the atom `right` and the one before it.
pub(super) fn is_apart(plan: &Plan<'_, '_>, right: AtomIndex) -> bool {
    let left = right - 1;
    let is_border = |index: AtomIndex| plan.atoms.all[index].kind == Kind::Border;
    if is_border(left) || is_border(right) || plan.atoms.text(right).is_empty() {
        return false;
    }
    let (before, behind) = (plan.atoms.kind(left), plan.atoms.kind(right));
    if would_join(before, behind) || before == T::Comma {
        return true;
    }
    let is_call = behind == T::LeftParen && before == T::Fn;
    !(plan.attached[right] || plan.prefix[left] || is_call || hugs_right(before) || hugs_left(behind))
}

/// Whether two tokens would be read as another one if nothing stood between them.
fn would_join(before: T, behind: T) -> bool {
    use T::*;
    before == Question && matches!(behind, Dot | DotDot | DotDotEqual | LeftBracket | Question | QuestionQuestion)
}

/// Whether nothing stands behind such a token.
fn hugs_right(kind: T) -> bool {
    use T::*;
    matches!(
        kind,
        LeftParen | LeftBracket | LeftBrace | QuestionBracket | Dot | QuestionDot | DotDot | DotDotEqual | Ellipsis
    )
}

/// Whether nothing stands before such a token.
fn hugs_left(kind: T) -> bool {
    use T::*;
    matches!(kind, RightParen | RightBracket | RightBrace | QuestionBracket | Comma | Colon | Dot | QuestionDot)
        || matches!(kind, DotDot | DotDotEqual | Question | Bang)
}
