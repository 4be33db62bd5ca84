//! The table of builtins, split by area.

mod check;
mod collection;
mod convert;
mod encoding;
mod json;
mod list;
mod map;
mod math;
mod result;
mod run;
mod set;
mod text;

/// Index into [`BUILTINS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BuiltinId(pub u16);

/// One builtin.
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    /// Its name; unique.
    pub name: &'static str,
    /// Its signature in Lumen's own syntax, for example `(items: list[T], value: T) -> list[T]`; read by `syntax::parse_signature`.
    pub signature: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// A line of Lumen and, behind `  # `, what it gives as `print` shows it.
    pub example: &'static str,
}

const fn row(name: &'static str, signature: &'static str, doc: &'static str, example: &'static str) -> Builtin {
    Builtin { name, signature, doc, example }
}

/// The areas in the order of the reference, each with its topic.
const AREAS: &[(&str, &[Builtin])] = &[
    ("collections", collection::ROWS),
    ("lists", list::ROWS),
    ("maps", map::ROWS),
    ("sets", set::ROWS),
    ("texts", text::ROWS),
    ("numbers", math::ROWS),
    ("conversion", convert::ROWS),
    ("results", result::ROWS),
    ("JSON", json::ROWS),
    ("bytes", encoding::ROWS),
    ("running", run::ROWS),
    ("assertions", check::ROWS),
];

/// The rows by topic, in the order of the reference.
pub fn areas() -> impl Iterator<Item = (&'static str, &'static [Builtin])> {
    AREAS.iter().copied()
}

const LEN: usize = {
    let (mut area, mut len) = (0, 0);
    while area < AREAS.len() {
        len += AREAS[area].1.len();
        area += 1;
    }
    len
};

/// All builtins. Several names may share a meaning (`push`, `append`); each has its own row.
pub static BUILTINS: &[Builtin; LEN] = &join_areas();

const fn join_areas() -> [Builtin; LEN] {
    let mut all = [AREAS[0].1[0]; LEN];
    let (mut area, mut count) = (0, 0);
    while area < AREAS.len() {
        let mut row = 0;
        while row < AREAS[area].1.len() {
            all[count] = AREAS[area].1[row];
            row += 1;
            count += 1;
        }
        area += 1;
    }
    all
}

/// The builtin called `name`.
pub fn builtin(name: &str) -> Option<BuiltinId> {
    BUILTINS.iter().position(|row| row.name == name).map(|index| BuiltinId(index as u16))
}
