//! Patterns for a value of a type.

use super::Writer;
use super::ty::Ty;

impl Writer<'_> {
    /// A pattern that a value of the type may match; its names are in scope afterwards.
    pub fn pattern(&mut self, ty: Ty, depth: usize) -> String {
        match self.below(if depth == 0 { 3 } else { 8 }) {
            0 => "_".to_owned(),
            1 => self.declare(ty, false),
            2 if ty != Ty::Function => self.typed_pattern(ty),
            _ => self.shaped_pattern(ty, depth.saturating_sub(1)),
        }
    }

    fn typed_pattern(&mut self, ty: Ty) -> String {
        let written = match ty {
            Ty::Maybe => "Int",
            _ => self.written(ty),
        };
        let ty = if ty == Ty::Maybe { Ty::Int } else { ty };
        // Inside of a constructor's brackets `name: Type` would name a field.
        format!("({}: {written})", self.declare(ty, false))
    }

    fn shaped_pattern(&mut self, ty: Ty, depth: usize) -> String {
        match ty {
            Ty::Int => self.one_of(&["0", "-1", "1..5", "-3..=-1", "1 | 2", "1 | 3..=9 | -7", "MAX"]).to_owned(),
            Ty::Float => self.one_of(&["0.5", "-1.5"]).to_owned(),
            Ty::Bool => self.one_of(&["true", "false", "true | false"]).to_owned(),
            Ty::Text => self.one_of(&["\"a\"", "\"a\" | \"b\"", "\"\"", "r\"\\x\""]).to_owned(),
            Ty::List => self.list_pattern(depth),
            Ty::Pair => format!("({}, {})", self.pattern(Ty::Int, depth), self.pattern(Ty::Text, depth)),
            Ty::Point => self.point_pattern(depth),
            Ty::Shape => self.shape_pattern(depth),
            Ty::Maybe if self.below(2) == 0 => "null".to_owned(),
            Ty::Maybe => self.shaped_pattern(Ty::Int, depth),
            Ty::Outcome if self.below(2) == 0 => format!("err({})", self.pattern(Ty::Text, depth)),
            Ty::Outcome => format!("ok({})", self.pattern(Ty::Int, depth)),
            _ => "_".to_owned(),
        }
    }

    fn list_pattern(&mut self, depth: usize) -> String {
        match self.below(6) {
            0 => "[]".to_owned(),
            1 => format!("[{}]", self.pattern(Ty::Int, depth)),
            2 => format!("[{}, ...{}]", self.pattern(Ty::Int, depth), self.declare(Ty::List, false)),
            3 => format!("[..., {}]", self.pattern(Ty::Int, depth)),
            4 => format!("[{}, ..., {}]", self.pattern(Ty::Int, depth), self.pattern(Ty::Int, depth)),
            _ => format!("[...{}, {}]", self.declare(Ty::List, false), self.pattern(Ty::Int, depth)),
        }
    }

    fn point_pattern(&mut self, depth: usize) -> String {
        match self.below(3) {
            0 => format!("Point({}, {})", self.pattern(Ty::Int, depth), self.pattern(Ty::Int, depth)),
            1 => format!("Point(x: {}, ..)", self.pattern(Ty::Int, depth)),
            _ => format!("Point(y: {}, x: {})", self.pattern(Ty::Int, depth), self.pattern(Ty::Int, depth)),
        }
    }

    fn shape_pattern(&mut self, depth: usize) -> String {
        match self.below(5) {
            0 => "Dot".to_owned(),
            1 => "Shape.Dot | Circle(_)".to_owned(),
            2 => format!("Circle({})", self.pattern(Ty::Int, depth)),
            3 => format!("Shape.Circle(radius: {})", self.pattern(Ty::Int, depth)),
            _ => format!("Rect({}, {})", self.pattern(Ty::Int, depth), self.pattern(Ty::Int, depth)),
        }
    }

    /// A pattern that takes any value of the type.
    pub fn binding(&mut self, ty: Ty) -> String {
        match ty {
            Ty::Pair if self.below(2) == 1 => {
                format!("({}, {})", self.declare(Ty::Int, false), self.declare(Ty::Text, false))
            }
            Ty::Point if self.below(2) == 1 => {
                self.scope.push(super::Variable { name: "x".to_owned(), ty: Ty::Int, mutable: false });
                format!("Point(x:, y: {})", self.declare(Ty::Int, false))
            }
            _ => self.declare(ty, false),
        }
    }
}
