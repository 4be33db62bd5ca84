//! Generics of a call: which type each of the callee's parameters stands for.

use super::union_of;
use crate::base::SortedMap;
use crate::check::Type;

/// What is known of the generic parameters of one callee.
#[derive(Debug, Default)]
pub struct Substitution {
    found: SortedMap<String, Type>,
}

impl Substitution {
    /// Learns from an argument of type `given` for a parameter of type `wanted`.
    pub fn learn(&mut self, wanted: &Type, given: &Type) {
        match (wanted, given) {
            (Type::Generic(name), given) => self.bind(name, given),
            (Type::List(a), Type::List(b))
            | (Type::Set(a), Type::Set(b))
            | (Type::Future(a), Type::Future(b))
            | (Type::Channel(a), Type::Channel(b))
            | (Type::Shared(a), Type::Shared(b)) => self.learn(a, b),
            (Type::Map(key, value), Type::Map(given_key, given)) => {
                self.learn(key, given_key);
                self.learn(value, given);
            }
            (Type::Function(params, result), Type::Function(given, given_result)) => {
                self.learn_all(params, given);
                self.learn(result, given_result);
            }
            (Type::Tuple(a), Type::Tuple(b)) => self.learn_all(a, b),
            (Type::Record(a, parts), Type::Record(b, given)) if a == b => self.learn_all(parts, given),
            (Type::Enum(a, parts), Type::Enum(b, given)) if a == b => self.learn_all(parts, given),
            (Type::Union(members), given) => self.learn_union(members, given),
            _ => {}
        }
    }

    fn learn_all(&mut self, wanted: &[Type], given: &[Type]) {
        for (wanted, given) in wanted.iter().zip(given) {
            self.learn(wanted, given);
        }
    }

    /// `T?` against `Int?`: what the other members already say is taken away first.
    fn learn_union(&mut self, members: &[Type], given: &Type) {
        let rest = match given {
            Type::Union(given) => union_of(given.iter().filter(|part| !members.contains(part)).cloned()),
            given if members.contains(given) => return,
            given => given.clone(),
        };
        if rest != Type::Never {
            members.iter().for_each(|member| self.learn(member, &rest));
        }
    }

    fn bind(&mut self, name: &str, given: &Type) {
        let known = self.found.remove(name).unwrap_or(Type::Never);
        self.found.insert(name.to_string(), union_of([known, given.clone()]));
    }

    /// `generics` stand for `arguments`, one by one.
    pub fn of(generics: &[String], arguments: &[Type]) -> Substitution {
        Substitution { found: generics.iter().cloned().zip(arguments.iter().cloned()).collect() }
    }

    /// `ty` with the generic parameters replaced; those nothing is known of become [`Type::Unknown`].
    pub fn apply(&self, ty: &Type) -> Type {
        match ty {
            Type::Generic(name) => match self.found.get(name) {
                Some(Type::Never) | None => Type::Unknown,
                Some(found) => found.clone(),
            },
            Type::List(part) => Type::list(self.apply(part)),
            Type::Set(part) => Type::Set(Box::new(self.apply(part))),
            Type::Future(part) => Type::future(self.apply(part)),
            Type::Channel(part) => Type::Channel(Box::new(self.apply(part))),
            Type::Shared(part) => Type::Shared(Box::new(self.apply(part))),
            Type::Map(key, value) => Type::Map(Box::new(self.apply(key)), Box::new(self.apply(value))),
            Type::Tuple(parts) => Type::Tuple(self.apply_all(parts)),
            Type::Record(id, parts) => Type::Record(*id, self.apply_all(parts)),
            Type::Enum(id, parts) => Type::Enum(*id, self.apply_all(parts)),
            Type::Union(members) => union_of(self.apply_all(members)),
            Type::Function(params, result) => Type::Function(self.apply_all(params), Box::new(self.apply(result))),
            other => other.clone(),
        }
    }

    fn apply_all(&self, types: &[Type]) -> Vec<Type> {
        types.iter().map(|ty| self.apply(ty)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generic_is_learned_from_its_arguments() {
        let generic = |name: &str| Type::Generic(name.to_string());
        let mut known = Substitution::default();
        known.learn(&Type::list(generic("T")), &Type::list(Type::Int));
        known.learn(
            &Type::Function(vec![generic("T")], Box::new(generic("U"))),
            &Type::Function(vec![Type::Unknown], Box::new(Type::String)),
        );
        assert_eq!(known.apply(&Type::list(generic("U"))), Type::list(Type::String));
        assert_eq!(known.apply(&generic("V")), Type::Unknown);
    }

    #[test]
    fn an_optional_parameter_takes_the_rest() {
        let mut known = Substitution::default();
        known.learn(&Type::Generic("T".into()).optional(), &Type::Int.optional());
        assert_eq!(known.apply(&Type::Generic("T".into())), Type::Int);
    }
}
