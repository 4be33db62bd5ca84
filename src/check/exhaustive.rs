//! Which values no arm takes: rows of patterns are split by constructor, column by column.
//!
//! (After Maranget, "Warnings for pattern matching", 2007.) Where a type is not known well enough, every value counts as
//! taken, so that what is reported is certain.

use super::types::takes_every;
use super::{Checked, EnumId, Resolution, Type};
use crate::check::types::Substitution;
use crate::syntax::tree::{ExprKind, FieldPattern, Pattern, PatternKind};

/// Rows looked at before giving up; then everything counts as taken. Chosen by feel.
const STEPS_MAX: usize = 50_000;

/// One cell of the table.
#[derive(Clone, Copy)]
enum Part<'t> {
    /// Takes everything.
    Any,
    /// What the pattern takes.
    Pattern(&'t Pattern),
}

type Row<'t> = Vec<Part<'t>>;

/// A constructor that splits a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Variant(EnumId, u16),
    Bool(bool),
    Null,
    /// A record or tuple: it has only one constructor.
    Single,
}

/// Looks for values that no pattern takes.
pub struct Exhaustive<'c> {
    checked: &'c Checked,
    enum_generics: &'c [Vec<String>],
    record_generics: &'c [Vec<String>],
    steps: usize,
}

impl<'c> Exhaustive<'c> {
    /// A search over the declarations of a program.
    pub fn new(
        checked: &'c Checked,
        enum_generics: &'c [Vec<String>],
        record_generics: &'c [Vec<String>],
    ) -> Exhaustive<'c> {
        Exhaustive { checked, enum_generics, record_generics, steps: 0 }
    }

    /// Examples of values of `ty` that none of `patterns` takes; for an enum one for each such variant.
    pub fn missing(&mut self, patterns: &[&Pattern], ty: &Type) -> Vec<String> {
        let rows: Vec<Row> = patterns.iter().map(|pattern| vec![Part::Pattern(pattern)]).collect();
        let shapes = self.shapes(ty);
        if shapes.is_empty() || matches!(ty, Type::Union(_)) {
            return self.witness(&rows, std::slice::from_ref(ty)).into_iter().flatten().collect();
        }
        shapes.into_iter().filter_map(|shape| self.witness_of(shape, &rows, ty, &[])?.into_iter().next()).collect()
    }

    /// A value for each column that no row takes.
    fn witness(&mut self, rows: &[Row], types: &[Type]) -> Option<Vec<String>> {
        self.steps += 1 + rows.len();
        let Some((ty, rest)) = types.split_first() else {
            return rows.is_empty().then(Vec::new);
        };
        if self.steps > STEPS_MAX {
            return None;
        }
        if let Type::Union(members) = ty {
            return members.iter().find_map(|member| self.witness_with(rows, member, rest));
        }
        let ty = self.guessed(rows, ty);
        let shapes = self.shapes(&ty);
        if shapes.is_empty() || !rows.iter().any(|row| self.splits(row[0])) {
            return self.witness_of_rest(rows, &ty, rest);
        }
        shapes.into_iter().find_map(|shape| self.witness_of(shape, rows, &ty, rest))
    }

    fn witness_with(&mut self, rows: &[Row], first: &Type, rest: &[Type]) -> Option<Vec<String>> {
        let mut types = vec![first.clone()];
        types.extend_from_slice(rest);
        self.witness(rows, &types)
    }

    /// The first column has no constructors worth splitting: only rows that take everything there help.
    fn witness_of_rest(&mut self, rows: &[Row], ty: &Type, rest: &[Type]) -> Option<Vec<String>> {
        if rows.iter().any(|row| self.is_beyond(row[0], ty)) {
            return None;
        }
        let open: Vec<Row> =
            rows.iter().filter(|row| self.takes_all(row[0], ty)).map(|row| row[1..].to_vec()).collect();
        let mut found = self.witness(&open, rest)?;
        found.insert(0, if matches!(ty, Type::Null) { "null".to_string() } else { "_".to_string() });
        Some(found)
    }

    fn witness_of(&mut self, shape: Shape, rows: &[Row], ty: &Type, rest: &[Type]) -> Option<Vec<String>> {
        self.steps += 1 + rows.len();
        if self.steps > STEPS_MAX {
            return None;
        }
        let mut types = self.parts(shape, ty);
        let width = types.len();
        types.extend_from_slice(rest);
        let narrowed: Vec<Row> = rows.iter().flat_map(|row| self.narrowed(row, shape, width, ty)).collect();
        let found = self.witness(&narrowed, &types)?;
        let (own, behind) = found.split_at(width);
        let mut result = vec![self.text(shape, ty, own)];
        result.extend_from_slice(behind);
        Some(result)
    }

    /// The constructors of a type; none when it is not split.
    fn shapes(&self, ty: &Type) -> Vec<Shape> {
        match ty {
            Type::Enum(id, _) => {
                let count = self.checked.enums[id.0 as usize].variants.len();
                (0..count).map(|index| Shape::Variant(*id, index as u16)).collect()
            }
            Type::Bool => vec![Shape::Bool(true), Shape::Bool(false)],
            Type::Null => vec![Shape::Null],
            Type::Tuple(_) | Type::Record(..) => vec![Shape::Single],
            _ => Vec::new(),
        }
    }

    /// A column of unknown type whose rows name variants of one enum is taken for that enum.
    fn guessed(&self, rows: &[Row], ty: &Type) -> Type {
        if !ty.is_unknown() {
            return ty.clone();
        }
        let found = rows.iter().find_map(|row| match row[0] {
            Part::Pattern(pattern) => self.enum_of(pattern),
            Part::Any => None,
        });
        found.map_or(Type::Unknown, |id| Type::Enum(id, vec![Type::Unknown; self.enum_generics[id.0 as usize].len()]))
    }

    /// The enum whose variant a pattern names.
    pub fn enum_of(&self, pattern: &Pattern) -> Option<EnumId> {
        if let PatternKind::Or(alternatives) = &pattern.kind {
            return alternatives.iter().find_map(|pattern| self.enum_of(pattern));
        }
        match self.checked.resolutions.get(pattern.id) {
            Some(Resolution::Variant(id, _)) => Some(*id),
            _ => None,
        }
    }

    /// The types of what a constructor holds.
    fn parts(&self, shape: Shape, ty: &Type) -> Vec<Type> {
        match (shape, ty) {
            (Shape::Variant(id, index), Type::Enum(_, arguments)) => {
                let known = Substitution::of(&self.enum_generics[id.0 as usize], arguments);
                let variant = &self.checked.enums[id.0 as usize].variants[index as usize];
                variant.fields.iter().map(|field| known.apply(&field.ty)).collect()
            }
            (Shape::Single, Type::Tuple(parts)) => parts.clone(),
            (Shape::Single, Type::Record(id, arguments)) => {
                let known = Substitution::of(&self.record_generics[id.0 as usize], arguments);
                self.checked.records[id.0 as usize].fields.iter().map(|field| known.apply(&field.ty)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a pattern takes some constructors and not others.
    fn splits(&self, part: Part) -> bool {
        let Part::Pattern(pattern) = part else { return false };
        match &pattern.kind {
            PatternKind::Literal(literal) => matches!(literal.kind, ExprKind::Bool(_) | ExprKind::Null),
            PatternKind::Name(_) => matches!(self.checked.resolutions.get(pattern.id), Some(Resolution::Variant(..))),
            PatternKind::Constructor { .. } | PatternKind::Tuple(_) => true,
            PatternKind::Or(alternatives) => alternatives.iter().any(|pattern| self.splits(Part::Pattern(pattern))),
            _ => false,
        }
    }

    /// Whether a pattern splits values in a way this search does not follow.
    fn is_beyond(&self, part: Part, ty: &Type) -> bool {
        let Part::Pattern(pattern) = part else { return false };
        match &pattern.kind {
            PatternKind::List { .. } | PatternKind::Error => true,
            PatternKind::Typed { .. } => ty.is_unknown() && !self.takes_all(part, ty),
            PatternKind::Constructor { .. } | PatternKind::Tuple(_) => !is_without_parts(ty),
            PatternKind::Or(alternatives) => {
                alternatives.iter().any(|pattern| self.is_beyond(Part::Pattern(pattern), ty))
            }
            _ => false,
        }
    }

    fn takes_all(&self, part: Part, ty: &Type) -> bool {
        let Part::Pattern(pattern) = part else { return true };
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Error => true,
            PatternKind::Name(_) => !matches!(
                self.checked.resolutions.get(pattern.id),
                Some(Resolution::Variant(..) | Resolution::Const(_))
            ),
            PatternKind::Typed { .. } => {
                self.checked.written.get(&pattern.id).is_some_and(|written| takes_every(written, ty))
            }
            PatternKind::Or(alternatives) => {
                alternatives.iter().any(|pattern| self.takes_all(Part::Pattern(pattern), ty))
            }
            PatternKind::Literal(literal) => *ty == Type::Null && matches!(literal.kind, ExprKind::Null),
            // What could not be resolved was reported and counts as taking everything.
            PatternKind::Constructor { .. } => self.checked.resolutions.get(pattern.id).is_none(),
            _ => false,
        }
    }

    /// The rows left of `row` when the first column is `shape`, with its parts in front.
    fn narrowed<'t>(&self, row: &Row<'t>, shape: Shape, width: usize, ty: &Type) -> Vec<Row<'t>> {
        let with = |parts: Vec<Part<'t>>| vec![parts.into_iter().chain(row[1..].iter().copied()).collect::<Row>()];
        let Part::Pattern(pattern) = row[0] else { return with(vec![Part::Any; width]) };
        if self.takes_all(row[0], ty) {
            return with(vec![Part::Any; width]);
        }
        match &pattern.kind {
            PatternKind::Or(alternatives) => alternatives
                .iter()
                .flat_map(|alternative| {
                    let mut row = row.clone();
                    row[0] = Part::Pattern(alternative);
                    self.narrowed(&row, shape, width, ty)
                })
                .collect(),
            _ if !self.is_shape(pattern, shape) => Vec::new(),
            PatternKind::Constructor { fields, .. } => with(self.field_parts(fields, shape, width, ty)),
            PatternKind::Tuple(parts) if parts.len() == width => with(parts.iter().map(Part::Pattern).collect()),
            _ => with(vec![Part::Any; width]),
        }
    }

    fn is_shape(&self, pattern: &Pattern, shape: Shape) -> bool {
        match (&pattern.kind, shape) {
            (PatternKind::Literal(literal), Shape::Bool(flag)) => {
                matches!(literal.kind, ExprKind::Bool(found) if found == flag)
            }
            (PatternKind::Literal(literal), Shape::Null) => matches!(literal.kind, ExprKind::Null),
            (PatternKind::Tuple(_), Shape::Single) => true,
            (_, Shape::Variant(id, index)) => {
                self.checked.resolutions.get(pattern.id) == Some(&Resolution::Variant(id, index))
            }
            (PatternKind::Constructor { .. }, Shape::Single) => {
                matches!(self.checked.resolutions.get(pattern.id), Some(Resolution::Record(_)))
            }
            _ => false,
        }
    }

    fn field_parts<'t>(&self, fields: &'t [FieldPattern], shape: Shape, width: usize, ty: &Type) -> Vec<Part<'t>> {
        let names = self.field_names(shape, ty);
        let mut parts = vec![Part::Any; width];
        for (index, field) in fields.iter().enumerate() {
            let place = match &field.name {
                None => Some(index),
                Some(name) => names.iter().position(|known| *known == name.text),
            };
            if let Some(part) = place.and_then(|place| parts.get_mut(place)) {
                *part = Part::Pattern(&field.pattern);
            }
        }
        parts
    }

    fn field_names(&self, shape: Shape, ty: &Type) -> Vec<&str> {
        let fields = match (shape, ty) {
            (Shape::Variant(id, index), _) => &self.checked.enums[id.0 as usize].variants[index as usize].fields,
            (_, Type::Record(id, _)) => &self.checked.records[id.0 as usize].fields,
            _ => return Vec::new(),
        };
        fields.iter().map(|field| field.name.as_str()).collect()
    }

    fn text(&self, shape: Shape, ty: &Type, parts: &[String]) -> String {
        let name = match (shape, ty) {
            (Shape::Bool(flag), _) => return flag.to_string(),
            (Shape::Null, _) => return "null".to_string(),
            (Shape::Variant(id, index), _) => &self.checked.enums[id.0 as usize].variants[index as usize].name,
            (Shape::Single, Type::Record(id, _)) => &self.checked.records[id.0 as usize].name,
            (Shape::Single, _) => "",
        };
        if parts.is_empty() { name.to_string() } else { format!("{name}({})", parts.join(", ")) }
    }
}

impl Exhaustive<'_> {
    /// The enum that every pattern names a variant of.
    pub fn common_enum(&self, patterns: &[&Pattern]) -> Option<EnumId> {
        let first = self.enum_of(patterns.first()?)?;
        patterns.iter().all(|pattern| self.enum_of(pattern) == Some(first)).then_some(first)
    }

    /// Whether a pattern takes every value of `ty`.
    pub fn takes_every(&self, pattern: &Pattern, ty: &Type) -> bool {
        self.takes_all(Part::Pattern(pattern), ty)
    }

    /// Whether `taken` already take every value that `pattern` takes; false when in doubt.
    pub fn covers(&mut self, taken: &[&Pattern], pattern: &Pattern, ty: &Type) -> bool {
        let rows: Vec<Row> = taken.iter().map(|taken| vec![Part::Pattern(taken)]).collect();
        if ty.is_unknown() || rows.iter().any(|row| self.is_hidden(row[0], ty)) {
            return rows.iter().any(|row| self.takes_all(row[0], &Type::Any) && self.is_open(row[0]));
        }
        let shapes: Vec<Shape> = self.shapes(ty).into_iter().filter(|shape| self.is_shape(pattern, *shape)).collect();
        if shapes.is_empty() {
            return self.witness(&rows, std::slice::from_ref(ty)).is_none() && self.steps <= STEPS_MAX;
        }
        shapes.into_iter().all(|shape| self.witness_of(shape, &rows, ty, &[]).is_none()) && self.steps <= STEPS_MAX
    }

    /// Whether a row takes values in a way that the search counts as "everything" only to be careful.
    fn is_hidden(&self, part: Part, ty: &Type) -> bool {
        let Part::Pattern(pattern) = part else { return false };
        match &pattern.kind {
            PatternKind::Name(_) => self.checked.resolutions.get(pattern.id).is_none(),
            PatternKind::Constructor { fields, .. } => {
                self.checked.resolutions.get(pattern.id).is_none()
                    || !is_followed(ty)
                    || fields.iter().any(|field| !self.is_open(Part::Pattern(&field.pattern)))
            }
            PatternKind::Tuple(parts) => {
                !matches!(ty, Type::Tuple(types) if types.len() == parts.len())
                    || parts.iter().any(|part| !self.is_open(Part::Pattern(part)))
            }
            PatternKind::Or(alternatives) => {
                alternatives.iter().any(|pattern| self.is_hidden(Part::Pattern(pattern), ty))
            }
            _ => self.is_beyond(part, ty),
        }
    }

    /// Whether a pattern takes everything, whatever the type.
    fn is_open(&self, part: Part) -> bool {
        let Part::Pattern(pattern) = part else { return true };
        match &pattern.kind {
            PatternKind::Wildcard => true,
            PatternKind::Name(_) => matches!(self.checked.resolutions.get(pattern.id), Some(Resolution::Local(_))),
            _ => false,
        }
    }
}

/// Whether constructor patterns can be followed through all of the type.
fn is_followed(ty: &Type) -> bool {
    match ty {
        Type::Enum(..) | Type::Record(..) => true,
        Type::Union(members) => members.iter().all(|member| is_followed(member) || is_without_parts(member)),
        _ => false,
    }
}

/// Whether no value of the type is a variant, record or tuple.
fn is_without_parts(ty: &Type) -> bool {
    use Type::{Bool, Bytes, Channel, Float, Function, Future, Int, List, Map, Null, Set, Shared, String};
    matches!(
        ty,
        Null | Bool
            | Int
            | Float
            | String
            | Bytes
            | List(_)
            | Set(_)
            | Map(..)
            | Future(_)
            | Channel(_)
            | Shared(_)
            | Function(..)
    )
}
