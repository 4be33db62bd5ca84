//! Operators, and where a value of a certain type is needed.

use super::checker::{ANY, Checker, Use};
use super::messages::{async_, types as messages};
use super::types::union_of;
use super::unused::is_loose;
use super::{EnumId, Type};
use crate::syntax::tree::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::text::Span;

/// Where an operator and its operands stand.
#[derive(Clone, Copy, Debug)]
pub struct Operands {
    /// The operator.
    pub op: Span,
    /// What is left of it.
    pub left: Span,
    /// What is right of it.
    pub right: Span,
    /// Whether the left and the right are plain string literals.
    pub literals: (bool, bool),
}

impl<'t> Checker<'t> {
    /// `-a`, `not a`, `~a`.
    pub fn unary(&mut self, op: UnaryOp, operand: &'t Expr) -> Type {
        let ty = self.expr(operand, ANY);
        let word = match op {
            UnaryOp::Negate => "`-`",
            UnaryOp::Not => "`not`",
            UnaryOp::BitNot => "`~`",
        };
        if self.needs_value(operand, &ty, word) {
            return Type::Unknown;
        }
        let ty = if op == UnaryOp::Not { ty } else { self.present(operand, ty, word) };
        match op {
            UnaryOp::Not => Type::Bool,
            UnaryOp::Negate if is_never_number(&ty) => self.bad_operand(operand.span, "-", &ty),
            UnaryOp::BitNot if is_never_number(&ty) || ty == Type::Float => self.bad_operand(operand.span, "~", &ty),
            _ => ty,
        }
    }

    fn bad_operand(&mut self, span: Span, op: &str, ty: &Type) -> Type {
        let diagnostic = messages::operand(span, op, &self.show(ty));
        self.report(diagnostic);
        Type::Unknown
    }

    /// `a op b`.
    pub fn binary(&mut self, expr: &'t Expr, op: BinaryOp, op_span: Span, left: &'t Expr, right: &'t Expr) -> Type {
        match op {
            BinaryOp::Pipe => self.pipe(expr, left, right),
            BinaryOp::Compose => self.compose(left, right),
            BinaryOp::Equal | BinaryOp::NotEqual => self.equality(left, right),
            BinaryOp::And | BinaryOp::Or => {
                self.condition(left);
                self.condition_behind(left, op == BinaryOp::And, right);
                Type::Bool
            }
            BinaryOp::Coalesce => self.coalesce(left, right),
            _ => {
                let left_ty = self.expr(left, ANY);
                let right_ty = self.expr(right, ANY);
                let is_pending = self.needs_value(left, &left_ty, "this operator")
                    | self.needs_value(right, &right_ty, "this operator");
                let is_literal =
                    |side: &Expr| matches!(&side.kind, ExprKind::String(text) if !text.raw && !text.triple);
                let literals = (is_literal(left), is_literal(right));
                let at = Operands { op: op_span, left: left.span, right: right.span, literals };
                let left_ty = self.operand(op, left, left_ty);
                let right_ty = self.operand(op, right, right_ty);
                if is_pending { result_despite(op) } else { self.operator(op, at, &left_ty, &right_ty) }
            }
        }
    }

    /// The type of an operand, which null is for no operator but `in`.
    fn operand(&mut self, op: BinaryOp, operand: &'t Expr, ty: Type) -> Type {
        if op == BinaryOp::In { ty } else { self.present(operand, ty, &format!("`{}`", op.symbol())) }
    }

    /// `==` may compare futures with futures, but not a future with a value.
    fn equality(&mut self, left: &'t Expr, right: &'t Expr) -> Type {
        let left_ty = self.expr(left, ANY);
        let right_ty = self.expr(right, Use::Value(&left_ty));
        let is_future = |ty: &Type| matches!(ty, Type::Future(_));
        let is_value = |ty: &Type| {
            matches!(ty, Type::Int | Type::Float | Type::String | Type::Bool | Type::Enum(..) | Type::Record(..))
        };
        if is_future(&left_ty) && is_value(&right_ty) {
            self.needs_value(left, &left_ty, "the comparison");
        } else if is_future(&right_ty) && is_value(&left_ty) {
            self.needs_value(right, &right_ty, "the comparison");
        }
        Type::Bool
    }

    fn coalesce(&mut self, left: &'t Expr, right: &'t Expr) -> Type {
        let left_ty = self.expr(left, ANY);
        self.needs_value(left, &left_ty, "`??`");
        self.flow.open();
        self.assume_null(left, true);
        let right_ty = self.expr(right, Use::Value(&left_ty));
        self.flow.close();
        match left_ty {
            Type::Null => right_ty,
            left_ty => union_of([left_ty.without_null(), right_ty]),
        }
    }

    /// `a |> f(b)` is `f(a, b)`; `a |> f` is `f(a)`.
    fn pipe(&mut self, expr: &'t Expr, left: &'t Expr, right: &'t Expr) -> Type {
        let piped = self.expr(left, ANY);
        match &right.kind {
            ExprKind::Call { callee, arguments } => {
                let ty = self.call(right, callee, arguments, Some((left, piped)), ANY);
                self.note(right.id, ty)
            }
            _ => self.call(expr, right, &[], Some((left, piped)), ANY),
        }
    }

    /// `f ~> g`: a closure; a call on the right gets the value as its first argument, as with `|>`.
    fn compose(&mut self, left: &'t Expr, right: &'t Expr) -> Type {
        for side in [left, right] {
            match &side.kind {
                ExprKind::Call { callee, arguments } => {
                    self.expr(callee, ANY);
                    arguments.iter().for_each(|argument| {
                        self.expr(&argument.value, ANY);
                    });
                }
                _ => {
                    self.expr(side, ANY);
                }
            }
        }
        Type::Function(vec![Type::Unknown], Box::new(Type::Unknown))
    }

    /// An operator on two types that hold no future.
    pub fn operator(&mut self, op: BinaryOp, at: Operands, left: &Type, right: &Type) -> Type {
        match op {
            BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => {
                if is_scalar(left) && is_scalar(right) && !is_same_kind(left, right) {
                    self.bad_operands(op, at, left, right);
                }
                Type::Bool
            }
            BinaryOp::In => Type::Bool,
            BinaryOp::Concat => concat(left, right),
            BinaryOp::Add if *left == Type::String && *right == Type::String => Type::String,
            BinaryOp::Add if !is_scalar(left) && !is_scalar(right) => concat(left, right),
            BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor if !is_scalar(left) && !is_scalar(right) => {
                concat(left, right)
            }
            _ => self.arithmetic(op, at, left, right),
        }
    }

    fn arithmetic(&mut self, op: BinaryOp, at: Operands, left: &Type, right: &Type) -> Type {
        let is_repeat = op == BinaryOp::Multiply && (*left == Type::String || *right == Type::String);
        let is_bad = is_never_number(left) || is_never_number(right);
        if is_bad && !is_repeat && is_certain(left) && is_certain(right) {
            return self.bad_operands(op, at, left, right);
        }
        let needs_ints = matches!(
            op,
            BinaryOp::ShiftLeft | BinaryOp::ShiftRight | BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor
        );
        if needs_ints && (*left == Type::Float || *right == Type::Float) {
            return self.bad_operands(op, at, left, right);
        }
        match (left, right) {
            (Type::Int, Type::Int) => Type::Int,
            (Type::Float, Type::Int | Type::Float) | (Type::Int, Type::Float) => Type::Float,
            _ => Type::Unknown,
        }
    }

    fn bad_operands(&mut self, op: BinaryOp, at: Operands, left: &Type, right: &Type) -> Type {
        let diagnostic = messages::operands(at, op.symbol(), &self.show(left), &self.show(right));
        self.report(diagnostic);
        Type::Unknown
    }

    /// Reports a future where its value is needed; says whether it did.
    pub fn needs_value(&mut self, expr: &'t Expr, ty: &Type, wants: &str) -> bool {
        matches!(ty, Type::Future(_)) && self.report_future(expr, wants, false)
    }

    /// Reports a future before something that stands directly behind it, as `.name`, `[…]` or `(…)`; says whether it did.
    pub fn needs_value_before(&mut self, expr: &'t Expr, ty: &Type, wants: &str) -> bool {
        matches!(ty, Type::Future(_)) && self.report_future(expr, wants, true)
    }

    /// Reports a future where its value is needed.
    pub fn report_future(&mut self, expr: &Expr, wants: &str, around: bool) -> bool {
        let since = match self.out.resolutions.get(expr.id) {
            Some(super::Resolution::Local(id)) => Some(self.out.locals[id.0 as usize].span),
            _ => None,
        };
        self.report(async_::future_as_value(expr.span, wants, around, is_loose(expr), since));
        true
    }
}

/// What the operator gives even when an operand was wrong.
fn result_despite(op: BinaryOp) -> Type {
    match op {
        BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual | BinaryOp::In => Type::Bool,
        _ => Type::Unknown,
    }
}

fn concat(left: &Type, right: &Type) -> Type {
    match (left, right) {
        (Type::List(a), Type::List(b)) => Type::list(union_of([(**a).clone(), (**b).clone()])),
        (Type::String, Type::String) => Type::String,
        (left, right) if left == right => left.clone(),
        _ => Type::Unknown,
    }
}

/// Whether the type says for sure which operators work.
fn is_certain(ty: &Type) -> bool {
    !matches!(
        ty,
        Type::Unknown | Type::Any | Type::NonNull | Type::Generic(_) | Type::Json | Type::Never | Type::Union(_)
    )
}

fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Float | Type::String | Type::Bool | Type::Null)
}

fn is_same_kind(left: &Type, right: &Type) -> bool {
    let is_number = |ty: &Type| matches!(ty, Type::Int | Type::Float);
    left == right || (is_number(left) && is_number(right))
}

/// Whether arithmetic on the type certainly fails.
fn is_never_number(ty: &Type) -> bool {
    match ty {
        Type::Enum(id, _) => *id == EnumId::RESULT || *id == EnumId::FUTURE_STATE,
        ty => matches!(
            ty,
            Type::String
                | Type::Bool
                | Type::Null
                | Type::List(_)
                | Type::Map(..)
                | Type::Record(..)
                | Type::Function(..)
        ),
    }
}
