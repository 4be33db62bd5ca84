//! Written types: names are looked up, aliases expanded, one-capital names stand for generics.

use super::{Substitution, bounded, union_of};
use crate::check::checker::{Checker, Progress, Side};
use crate::check::globals::{Global, names_of};
use crate::check::habits;
use crate::check::messages::{Meant, types as messages};
use crate::check::{EnumId, Type};
use crate::syntax::tree::{Name, TypeExpr, TypeKind};

/// The names of the types that every program has.
const BUILTIN_TYPES: &[&str] = &[
    "Any",
    "Bool",
    "Bytes",
    "Channel",
    "Float",
    "Future",
    "FutureState",
    "Int",
    "Json",
    "Null",
    "Shared",
    "String",
    "list",
    "map",
    "result",
    "set",
    "tuple",
];

impl<'t> Checker<'t> {
    /// The type that `ty` writes in a declaration; an undeclared one-capital name is an implicit generic.
    pub fn written(&mut self, ty: &TypeExpr) -> Type {
        match &ty.kind {
            TypeKind::Named { name, arguments } => self.named_type(name, arguments),
            TypeKind::Tuple(parts) => Type::Tuple(self.written_all(parts)),
            TypeKind::Optional(inner) => self.written(inner).optional(),
            TypeKind::Union(members) => union_of(self.written_all(members)),
            TypeKind::Function { parameters, result, .. } => {
                let parameters = self.written_all(parameters);
                let result = result.as_ref().map_or(Type::Null, |result| self.written(result));
                Type::Function(parameters, Box::new(result))
            }
            TypeKind::Error => Type::Unknown,
        }
    }

    /// The type that `ty` writes in a pattern, `is` or `as`; an undeclared one-capital name is any value but null.
    pub fn written_in_pattern(&mut self, ty: &TypeExpr) -> Type {
        match &ty.kind {
            TypeKind::Named { name, arguments } if arguments.is_empty() && self.is_undeclared_letter(&name.text) => {
                Type::NonNull
            }
            TypeKind::Union(members) => union_of(members.iter().map(|member| self.written_in_pattern(member))),
            TypeKind::Optional(inner) => self.written_in_pattern(inner).optional(),
            _ => self.written(ty),
        }
    }

    fn written_all(&mut self, types: &[TypeExpr]) -> Vec<Type> {
        types.iter().map(|ty| self.written(ty)).collect()
    }

    fn is_undeclared_letter(&self, name: &str) -> bool {
        let is_letter = name.len() == 1 && name.starts_with(|letter: char| letter.is_ascii_uppercase());
        is_letter && !self.generics.iter().any(|generic| generic == name) && self.declared_type(name).is_none()
    }

    fn declared_type(&self, name: &str) -> Option<Global> {
        if self.side == Side::Prelude {
            return None;
        }
        self.globals.names.get(name).map(|(global, _)| *global)
    }

    fn named_type(&mut self, name: &Name, arguments: &[TypeExpr]) -> Type {
        if self.generics.contains(&name.text) || self.is_undeclared_letter(&name.text) {
            return Type::Generic(name.text.clone());
        }
        let given = self.written_all(arguments);
        match self.declared_type(&name.text) {
            Some(Global::Record(id)) => {
                let wanted = self.record_generics[id.0 as usize].len();
                Type::Record(id, self.arguments_of(name, given, wanted))
            }
            Some(Global::Enum(id)) => {
                let wanted = self.enum_generics[id.0 as usize].len();
                Type::Enum(id, self.arguments_of(name, given, wanted))
            }
            Some(Global::Alias(index)) => self.aliased(name, index, given),
            _ => self.builtin_type(name, given),
        }
    }

    fn aliased(&mut self, name: &Name, index: usize, given: Vec<Type>) -> Type {
        let generics = names_of(&self.aliases[index].alias.generics);
        let given = self.arguments_of(name, given, generics.len());
        let body = self.alias_body(index);
        bounded(Substitution::of(&generics, &given).apply(&body))
    }

    /// What an alias stands for, with its own generics in it; read once, because aliases of aliases may double.
    pub fn alias_body(&mut self, index: usize) -> Type {
        let work = &mut self.aliases[index];
        let alias = work.alias;
        match work.progress {
            Progress::Done => return work.body.clone(),
            Progress::Doing => {
                self.report(messages::alias_cycle(alias.name.span, &alias.name.text));
                return Type::Unknown;
            }
            Progress::Todo => work.progress = Progress::Doing,
        }
        let outer = std::mem::replace(&mut self.generics, names_of(&alias.generics));
        let body = bounded(self.written(&alias.ty));
        self.generics = outer;
        self.aliases[index].progress = Progress::Done;
        self.aliases[index].body = body.clone();
        body
    }

    /// Remarks on an alias with a `where`, which is not looked at.
    pub fn note_unchecked(&mut self, index: usize) {
        let alias = self.aliases[index].alias;
        if let Some(check) = &alias.check {
            self.report(messages::unchecked_alias(check.span, &alias.name.text));
        }
    }

    /// Exactly `wanted` arguments: none written means nothing is known of them.
    fn arguments_of(&mut self, name: &Name, mut given: Vec<Type>, wanted: usize) -> Vec<Type> {
        if !given.is_empty() && given.len() != wanted {
            self.report(messages::type_arguments(name, given.len(), wanted));
            given.clear();
        }
        given.resize(wanted, Type::Unknown);
        given
    }

    fn builtin_type(&mut self, name: &Name, given: Vec<Type>) -> Type {
        match arguments_wanted(&name.text) {
            None if name.text == "tuple" => Type::Tuple(given),
            None => self.unknown_type(name),
            Some(wanted) => builtin_named(&name.text, self.arguments_of(name, given, wanted)),
        }
    }

    fn unknown_type(&mut self, name: &Name) -> Type {
        let is_type = |global: &Global| matches!(global, Global::Record(_) | Global::Enum(_) | Global::Alias(_));
        let own = self.globals.names.iter().filter(|(_, (global, _))| is_type(global)).map(|(name, _)| name.as_str());
        let known = own.chain(BUILTIN_TYPES.iter().copied());
        let meant = Meant::of(habits::of_type(&name.text), || self.near(&name.text, known));
        // Of a type that nobody can guess the first use is enough: it is one declaration that is missing.
        if meant.is_some() || self.undeclared_types.insert(name.text.clone()) {
            self.report(messages::unknown_type(name, meant));
        }
        Type::Unknown
    }
}

/// How many arguments a builtin type takes.
fn arguments_wanted(name: &str) -> Option<usize> {
    Some(match name {
        "Any" | "Bool" | "Bytes" | "Float" | "Int" | "Json" | "Null" | "null" | "String" => 0,
        "list" | "set" | "Future" | "Channel" | "Shared" | "FutureState" => 1,
        "map" | "result" => 2,
        _ => return None,
    })
}

/// The builtin type `name` with as many arguments as it takes.
fn builtin_named(name: &str, given: Vec<Type>) -> Type {
    let mut given = given.into_iter();
    let mut next = || Box::new(given.next().unwrap_or(Type::Unknown));
    match name {
        "Int" => Type::Int,
        "Float" => Type::Float,
        "Bool" => Type::Bool,
        "String" => Type::String,
        "Bytes" => Type::Bytes,
        "Json" => Type::Json,
        "Null" | "null" => Type::Null,
        "list" => Type::List(next()),
        "set" => Type::Set(next()),
        "Future" => Type::Future(next()),
        "Channel" => Type::Channel(next()),
        "Shared" => Type::Shared(next()),
        "map" => Type::Map(next(), next()),
        "result" => Type::Enum(EnumId::RESULT, vec![*next(), *next()]),
        "FutureState" => Type::Enum(EnumId::FUTURE_STATE, vec![*next()]),
        _ => Type::Any,
    }
}

/// A type in the table of builtins: only builtin names and one-capital generics.
pub fn signature_type(ty: &TypeExpr) -> Type {
    let all = |types: &[TypeExpr]| types.iter().map(signature_type).collect::<Vec<_>>();
    match &ty.kind {
        TypeKind::Named { name, .. } if name.text.len() == 1 => Type::Generic(name.text.clone()),
        TypeKind::Named { name, arguments } if name.text == "tuple" => Type::Tuple(all(arguments)),
        TypeKind::Named { name, arguments } => builtin_named(&name.text, all(arguments)),
        TypeKind::Tuple(parts) => Type::Tuple(all(parts)),
        TypeKind::Optional(inner) => signature_type(inner).optional(),
        TypeKind::Union(members) => union_of(all(members)),
        TypeKind::Function { parameters, result, .. } => Type::Function(
            all(parameters),
            Box::new(result.as_ref().map_or(Type::Null, |result| signature_type(result))),
        ),
        TypeKind::Error => Type::Unknown,
    }
}
