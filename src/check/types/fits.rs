//! Whether a value of one type may stand where another is wanted.

use crate::check::Type;

/// False only when no value of `from` can be a `to`. A union fits when one of its members does.
pub fn fits(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Null, Type::NonNull) => false,
        (from, to) if is_open(from) || is_open(to) => true,
        (Type::Union(members), to) => members.iter().any(|member| fits(member, to)),
        (from, Type::Union(members)) => members.iter().any(|member| fits(from, member)),
        (Type::Int, Type::Float) => true,
        (Type::Function(params, result), Type::Function(wanted, wanted_result)) => {
            params.len() == wanted.len() && (**wanted_result == Type::Null || fits(result, wanted_result))
        }
        (Type::Fields(_), Type::Record(..) | Type::Map(..) | Type::Fields(_)) => true,
        (from, to) => parts_fit(from, to),
    }
}

/// Whether a union stands somewhere in the type.
pub fn has_union(ty: &Type) -> bool {
    match ty {
        Type::Union(_) => true,
        Type::List(part) | Type::Set(part) | Type::Future(part) => has_union(part),
        Type::Map(key, value) => has_union(key) || has_union(value),
        Type::Tuple(parts) => parts.iter().any(has_union),
        _ => false,
    }
}

fn is_open(ty: &Type) -> bool {
    matches!(ty, Type::Unknown | Type::Any | Type::NonNull | Type::Generic(_) | Type::Json | Type::Never)
}

fn parts_fit(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::List(a), Type::List(b))
        | (Type::Set(a), Type::Set(b))
        | (Type::Future(a), Type::Future(b))
        | (Type::Channel(a), Type::Channel(b))
        | (Type::Shared(a), Type::Shared(b)) => fits(a, b),
        (Type::Map(key, value), Type::Map(wanted_key, wanted)) => fits(key, wanted_key) && fits(value, wanted),
        (Type::Tuple(a), Type::Tuple(b)) => a.len() == b.len() && all_fit(a, b),
        (Type::Record(a, parts), Type::Record(b, wanted)) => a == b && all_fit(parts, wanted),
        (Type::Enum(a, parts), Type::Enum(b, wanted)) => a == b && all_fit(parts, wanted),
        (from, to) => from == to,
    }
}

fn all_fit(from: &[Type], to: &[Type]) -> bool {
    from.iter().zip(to).all(|(from, to)| fits(from, to))
}

/// Whether a value of `ty` can be a string.
pub fn admits_string(ty: &Type) -> bool {
    match ty {
        Type::Union(members) => members.iter().any(admits_string),
        Type::Never => false,
        ty => *ty == Type::String || is_open(ty),
    }
}

/// Whether a value of `ty` can be null.
pub fn admits_null(ty: &Type) -> bool {
    match ty {
        Type::Union(members) => members.iter().any(admits_null),
        Type::NonNull | Type::Never => false,
        ty => *ty == Type::Null || is_open(ty),
    }
}

/// Whether a pattern `n: written` certainly takes every value of `ty`.
pub fn takes_every(written: &Type, ty: &Type) -> bool {
    match (written, ty) {
        (Type::Any | Type::Generic(_), _) | (_, Type::Never) => true,
        (Type::NonNull, ty) => !admits_null(ty),
        (written, Type::Union(members)) => members.iter().all(|member| takes_every(written, member)),
        (Type::Union(written), ty) => written.iter().any(|written| takes_every(written, ty)),
        (Type::Record(a, _), Type::Record(b, _)) => a == b,
        (Type::Enum(a, _), Type::Enum(b, _)) => a == b,
        (written, ty) => written == ty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_certain_misfits_are_misfits() {
        assert!(!fits(&Type::Int, &Type::String));
        assert!(!fits(&Type::Float, &Type::Int));
        assert!(fits(&Type::Int, &Type::Float));
        assert!(fits(&Type::Unknown, &Type::String));
        assert!(fits(&Type::Int.optional(), &Type::Int));
        assert!(!fits(&Type::list(Type::Int), &Type::list(Type::String)));
        assert!(fits(&Type::list(Type::Never), &Type::list(Type::String)));
    }

    #[test]
    fn a_one_capital_type_takes_every_value_but_null() {
        assert!(takes_every(&Type::NonNull, &Type::String));
        assert!(!takes_every(&Type::NonNull, &Type::String.optional()));
        assert!(!takes_every(&Type::NonNull, &Type::Unknown));
    }
}
