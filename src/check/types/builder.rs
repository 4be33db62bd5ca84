//! Making types.

use crate::check::Type;

/// Types with more parts than this are forgotten: `let b = (a, a)` doubles its type line by line. Chosen by feel.
const PARTS_MAX: usize = 96;

/// Unions with more members than this are forgotten. Chosen by feel.
const MEMBERS_MAX: usize = 12;

impl Type {
    /// `list[element]`
    pub fn list(element: Type) -> Type {
        Type::List(Box::new(element))
    }

    /// `Future[value]`; the future of a future is that future.
    pub fn future(value: Type) -> Type {
        match value {
            Type::Future(_) => value,
            value => Type::Future(Box::new(value)),
        }
    }

    /// `T?`
    pub fn optional(self) -> Type {
        union_of([self, Type::Null])
    }

    /// The type without `Null`.
    pub fn without_null(self) -> Type {
        match self {
            Type::Union(members) => union_of(members.into_iter().filter(|member| *member != Type::Null)),
            Type::Null => Type::Unknown,
            other => other,
        }
    }

    /// Whether a value's fields and methods are known only when the program runs.
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            Type::Unknown
                | Type::Any
                | Type::NonNull
                | Type::Generic(_)
                | Type::Union(_)
                | Type::Json
                | Type::Fields(_)
        )
    }

    /// Whether nothing at all is known.
    pub fn is_unknown(&self) -> bool {
        *self == Type::Unknown
    }
}

/// The type of a value that has one of `types`: flattened, without duplicates, without `Never`.
pub fn union_of(types: impl IntoIterator<Item = Type>) -> Type {
    let mut members = Vec::new();
    for ty in types {
        match ty {
            Type::Never => {}
            Type::Unknown => return Type::Unknown,
            Type::Union(inner) => inner.into_iter().for_each(|member| add(&mut members, member)),
            ty => add(&mut members, ty),
        }
    }
    match members.len() {
        0 => Type::Never,
        1 => members.swap_remove(0),
        2..=MEMBERS_MAX => Type::Union(members),
        _ => Type::Unknown,
    }
}

fn add(members: &mut Vec<Type>, member: Type) {
    if !members.contains(&member) {
        members.push(member);
    }
}

/// What stays certain of a variable that may be assigned: its outer shape.
pub fn changeable(ty: Type) -> Type {
    let unknown = || Box::new(Type::Unknown);
    match ty {
        Type::List(_) => Type::List(unknown()),
        Type::Set(_) => Type::Set(unknown()),
        Type::Map(..) => Type::Map(unknown(), unknown()),
        Type::Future(_) => Type::Future(unknown()),
        Type::Enum(id, parts) => Type::Enum(id, vec![Type::Unknown; parts.len()]),
        Type::Record(id, parts) => Type::Record(id, vec![Type::Unknown; parts.len()]),
        Type::Int | Type::Float | Type::Bool | Type::String | Type::Bytes | Type::Channel(_) | Type::Shared(_) => ty,
        _ => Type::Unknown,
    }
}

/// `ty`, or [`Type::Unknown`] when it has grown too large to be of use.
pub fn bounded(ty: Type) -> Type {
    let mut left = PARTS_MAX;
    if counts_within(&ty, &mut left) { ty } else { Type::Unknown }
}

fn counts_within(ty: &Type, left: &mut usize) -> bool {
    if *left == 0 {
        return false;
    }
    *left -= 1;
    match ty {
        Type::List(part) | Type::Set(part) | Type::Future(part) | Type::Channel(part) | Type::Shared(part) => {
            counts_within(part, left)
        }
        Type::Map(key, value) => counts_within(key, left) && counts_within(value, left),
        Type::Tuple(parts) | Type::Record(_, parts) | Type::Enum(_, parts) | Type::Union(parts) => {
            parts.iter().all(|part| counts_within(part, left))
        }
        Type::Fields(fields) => fields.iter().all(|(_, part)| counts_within(part, left)),
        Type::Function(params, result) => {
            params.iter().all(|part| counts_within(part, left)) && counts_within(result, left)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_is_flat_and_without_duplicates() {
        let inner = union_of([Type::Int, Type::Null]);
        assert_eq!(union_of([inner, Type::Int, Type::Never]), Type::Union(vec![Type::Int, Type::Null]));
        assert_eq!(union_of([Type::Int, Type::Unknown]), Type::Unknown);
        assert_eq!(union_of([Type::Never]), Type::Never);
    }

    #[test]
    fn a_type_that_doubles_is_forgotten() {
        let mut ty = Type::Int;
        for _ in 0..60 {
            ty = bounded(Type::Tuple(vec![ty.clone(), ty]));
        }
        let mut left = PARTS_MAX;
        assert!(counts_within(&ty, &mut left));
    }
}
