//! What a repair writes where a value is missing: something of the type that changes nothing else.

use super::Type;

/// A plain value of the type; none where there is no obvious one.
pub fn placeholder(ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::Int => "0",
        Type::Float => "0.0",
        Type::Bool => "false",
        Type::String => "\"\"",
        Type::Null => "null",
        Type::List(_) => "[]",
        Type::Map(..) => "{}",
        Type::Set(_) => "set[]",
        Type::Union(members) if members.contains(&Type::Null) => "null",
        _ => return None,
    })
}
