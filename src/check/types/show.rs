//! Types as text, the way they are written in a program.

use crate::check::{Checked, Type};
use std::fmt::{Display, Formatter, Result};

/// Shows a type with the names that `checked` declares.
pub struct Show<'c>(pub &'c Checked, pub &'c Type);

impl Display for Show<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        let Show(checked, ty) = *self;
        match ty {
            Type::Unknown | Type::Any | Type::NonNull => out.write_str("Any"),
            Type::Generic(name) => out.write_str(name),
            Type::Null => out.write_str("Null"),
            Type::Bool => out.write_str("Bool"),
            Type::Int => out.write_str("Int"),
            Type::Float => out.write_str("Float"),
            Type::String => out.write_str("String"),
            Type::Bytes => out.write_str("Bytes"),
            Type::Json => out.write_str("Json"),
            Type::Never => out.write_str("Never"),
            Type::List(part) => write!(out, "list[{}]", Show(checked, part)),
            Type::Set(part) => write!(out, "set[{}]", Show(checked, part)),
            Type::Map(key, value) => write!(out, "map[{}, {}]", Show(checked, key), Show(checked, value)),
            Type::Future(part) => write!(out, "Future[{}]", Show(checked, part)),
            Type::Channel(part) => write!(out, "Channel[{}]", Show(checked, part)),
            Type::Shared(part) => write!(out, "Shared[{}]", Show(checked, part)),
            Type::Tuple(parts) => write!(out, "({})", self.list(parts, ", ")),
            Type::Record(id, parts) => self.named(out, &checked.records[id.0 as usize].name, parts),
            Type::Enum(id, parts) => self.named(out, &checked.enums[id.0 as usize].name, parts),
            Type::Union(members) => self.choice(out, members),
            Type::Function(params, result) => {
                write!(out, "fn({}) -> {}", self.list(params, ", "), Show(checked, result))
            }
            Type::Fields(fields) => self.fields(out, fields),
        }
    }
}

impl Show<'_> {
    fn list(&self, parts: &[Type], between: &str) -> String {
        parts.iter().map(|part| Show(self.0, part).to_string()).collect::<Vec<_>>().join(between)
    }

    /// `T?` for one type and null.
    fn choice(&self, out: &mut Formatter<'_>, members: &[Type]) -> Result {
        let mut others = members.iter().filter(|member| **member != Type::Null);
        match (others.next(), others.next()) {
            (Some(only), None) if !matches!(only, Type::Function(..)) => write!(out, "{}?", Show(self.0, only)),
            _ => out.write_str(&self.list(members, " | ")),
        }
    }

    fn named(&self, out: &mut Formatter<'_>, name: &str, parts: &[Type]) -> Result {
        out.write_str(name)?;
        if parts.is_empty() || parts.iter().all(Type::is_unknown) {
            return Ok(());
        }
        write!(out, "[{}]", self.list(parts, ", "))
    }

    fn fields(&self, out: &mut Formatter<'_>, fields: &[(String, Type)]) -> Result {
        let parts: Vec<_> = fields.iter().map(|(name, part)| format!("{name}: {}", Show(self.0, part))).collect();
        write!(out, "({})", parts.join(", "))
    }
}
