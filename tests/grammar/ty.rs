//! Types: those that expressions are written for, and how they can be written.

use super::Writer;

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ty {
    Int,
    Float,
    Bool,
    Text,
    /// `list[Int]`
    List,
    /// `map[String, Int]`
    Map,
    /// `set[Int]`
    Set,
    /// `(Int, String)`
    Pair,
    Point,
    Shape,
    /// `Int?`
    Maybe,
    /// `result[Int, String]`
    Outcome,
    /// `fn(Int) -> Int`
    Function,
    /// `Future[Int]`
    Future,
    /// `Channel[Int]`
    Channel,
    /// `Shared[Int]`
    Shared,
}

pub const TYPES: [Ty; 16] = [
    Ty::Int,
    Ty::Text,
    Ty::Bool,
    Ty::Float,
    Ty::List,
    Ty::Map,
    Ty::Set,
    Ty::Pair,
    Ty::Point,
    Ty::Shape,
    Ty::Maybe,
    Ty::Outcome,
    Ty::Function,
    Ty::Future,
    Ty::Channel,
    Ty::Shared,
];

impl Writer<'_> {
    /// Any type.
    pub fn ty(&mut self) -> Ty {
        TYPES[self.below(TYPES.len())]
    }

    /// One of the ways to write a type.
    pub fn written(&mut self, ty: Ty) -> &'static str {
        let ways: &[&str] = match ty {
            Ty::Int => &["Int", "Count", "(Int)"],
            Ty::Float => &["Float"],
            Ty::Bool => &["Bool"],
            Ty::Text => &["String"],
            Ty::List => &["list[Int]", "Many[Int]", "list[Count]"],
            Ty::Map => &["map[String, Int]", "Named[Int]"],
            Ty::Set => &["set[Int]"],
            Ty::Pair => &["tuple[Int, String]", "(Int, String)"],
            Ty::Point => &["Point"],
            Ty::Shape => &["Shape"],
            Ty::Maybe => &["Int?", "Int | Null", "null | Int"],
            Ty::Outcome => &["result[Int, String]"],
            Ty::Function => &["fn(Int) -> Int", "fn(Int) -> Int / {http}", "Step"],
            Ty::Future => &["Future[Int]"],
            Ty::Channel => &["Channel[Int]"],
            Ty::Shared => &["Shared[Int]"],
        };
        self.one_of(ways)
    }
}
