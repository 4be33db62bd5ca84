//! The table of builtins.

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
    /// A line of Lumen and, behind `# `, what it gives.
    pub example: &'static str,
}

/// All builtins. Several names may share a meaning (`push`, `append`); each has its own row.
pub static BUILTINS: &[Builtin] = &[
    Builtin {
        name: "print",
        signature: "(...values: list[Any]) -> Null",
        doc: "Prints one line.",
        example: "print(\"hi\")  # hi",
    },
    Builtin {
        name: "push",
        signature: "(items: list[T], value: T) -> list[T]",
        doc: "The list with one more item at its end.",
        example: "push([1], 2)  # [1, 2]",
    },
];

/// The builtin called `name`.
pub fn builtin(name: &str) -> Option<BuiltinId> {
    BUILTINS.iter().position(|row| row.name == name).map(|index| BuiltinId(index as u16))
}
