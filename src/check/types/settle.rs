//! What `await` makes of a type: futures are replaced by their values, however deep they lie (rule R5).

use super::union_of;
use crate::check::Type;

/// The type of `await v` for `v: ty`.
pub fn settled(ty: &Type) -> Type {
    match ty {
        Type::Future(value) => settled(value),
        Type::List(part) => Type::list(settled(part)),
        Type::Set(part) => Type::Set(Box::new(settled(part))),
        Type::Map(key, value) => Type::Map(key.clone(), Box::new(settled(value))),
        Type::Tuple(parts) => Type::Tuple(parts.iter().map(settled).collect()),
        Type::Record(id, parts) => Type::Record(*id, parts.iter().map(settled).collect()),
        Type::Enum(id, parts) => Type::Enum(*id, parts.iter().map(settled).collect()),
        Type::Fields(fields) => Type::Fields(fields.iter().map(|(name, part)| (name.clone(), settled(part))).collect()),
        Type::Union(members) => union_of(members.iter().map(settled)),
        other => other.clone(),
    }
}

/// The type of a fiber's outcome when its body gives `ty`: a future stands for its own outcome (rule R9).
pub fn without_future(ty: Type) -> Type {
    match ty {
        Type::Future(value) => *value,
        ty => ty,
    }
}

/// Whether a value of `ty` may hold a future somewhere; true also when the type is not known well enough.
pub fn holds_future(ty: &Type) -> bool {
    match ty {
        Type::Future(_) | Type::Unknown | Type::Any | Type::NonNull | Type::Generic(_) => true,
        Type::List(part) | Type::Set(part) => holds_future(part),
        Type::Map(_, value) => holds_future(value),
        Type::Tuple(parts) | Type::Enum(_, parts) | Type::Union(parts) => parts.iter().any(holds_future),
        // A record's declared fields may hold futures of their own.
        Type::Record(..) => true,
        Type::Fields(fields) => fields.iter().any(|(_, part)| holds_future(part)),
        _ => false,
    }
}

/// Whether `ty` certainly is a future, or a list of futures.
pub fn is_future_like(ty: &Type) -> bool {
    match ty {
        Type::Future(_) => true,
        Type::List(part) => is_future_like(part),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn futures_are_replaced_at_any_depth() {
        let ty = Type::list(Type::Tuple(vec![Type::future(Type::list(Type::future(Type::Int))), Type::Bool]));
        assert_eq!(settled(&ty), Type::list(Type::Tuple(vec![Type::list(Type::Int), Type::Bool])));
    }
}
