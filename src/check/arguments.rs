//! Which argument goes to which parameter, and whether it fits.

use super::ParamInfo;
use super::Type;
use super::calls::{Callee, First};
use super::checker::{Checker, Use};
use super::exprs::element_of;
use super::messages::calls as messages;
use super::misfits::Misfit;
use super::nearest::nearest;
use super::placeholders::placeholder;
use super::types::{Substitution, fits};
use crate::diag::{Edit, Fix};
use crate::syntax::tree::{Argument, Expr, ExprKind, Name};
use crate::text::Span;

impl<'t> Checker<'t> {
    /// Gives each argument to its parameter, reports what does not fit, and says what the generics stand for.
    pub fn bind_arguments(
        &mut self,
        span: Span,
        mut callee: Callee,
        arguments: &'t [Argument],
        first: First<'t>,
    ) -> Substitution {
        let places = self.places(span, &callee, arguments, first.is_some());
        if let Some((value, ty)) = first {
            let place = (!callee.params.is_empty()).then_some(0);
            self.pass(&mut callee, place, value, ty);
        }
        // Closures come last: what their parameters are is learned from the other arguments.
        for closures in [false, true] {
            for (argument, place) in arguments.iter().zip(&places) {
                if matches!(argument.value.kind, ExprKind::Lambda(_)) == closures {
                    self.pass_written(&mut callee, *place, &argument.value);
                }
            }
        }
        callee.known
    }

    fn pass_written(&mut self, callee: &mut Callee, place: Option<usize>, value: &'t Expr) {
        let wanted = place.map_or(Type::Unknown, |index| callee.known.apply(&parameter_type(&callee.params[index])));
        let ty = self.expr(value, Use::Value(&wanted));
        let ty = if matches!(value.kind, ExprKind::Spread(_)) { element_of(&ty) } else { ty };
        self.pass(callee, place, value, ty);
    }

    fn pass(&mut self, callee: &mut Callee, place: Option<usize>, value: &'t Expr, ty: Type) {
        let Some(param) = place.map(|index| &callee.params[index]) else { return };
        let wanted = parameter_type(param);
        param.effects.iter().for_each(|row| self.compare_effects(value, row));
        callee.known.learn(&wanted, &ty);
        let wanted = callee.known.apply(&wanted);
        let Some(Misfit { expr, given, wanted: part }) = self.misfit(value, &ty, &wanted, false) else {
            return self.expect_present(value, &ty, &wanted);
        };
        if let Type::Future(inside) = &given
            && fits(inside, &part)
        {
            let wants = callee.words.name.clone();
            self.needs_value(expr, &given, &wants);
            return;
        }
        let (wanted, given) = (self.show(&wanted), self.show(&given));
        let is_part = expr.span != value.span;
        self.report(messages::wrong_argument(&callee.words, expr.span, param, &wanted, &given, is_part));
    }

    /// For each argument the index of its parameter, if it has one.
    fn places(
        &mut self,
        span: Span,
        callee: &Callee,
        arguments: &'t [Argument],
        has_first: bool,
    ) -> Vec<Option<usize>> {
        let params = &callee.params;
        let mut filled = vec![false; params.len()];
        let mut next = 0;
        if has_first {
            self.take_next(params, &mut filled, &mut next);
        }
        let mut places = Vec::with_capacity(arguments.len());
        let mut is_open = false;
        for argument in arguments {
            if matches!(argument.value.kind, ExprKind::Spread(_)) {
                is_open = true;
                places.push(params.iter().position(|param| param.variadic).filter(|index| *index <= next));
                continue;
            }
            if let (true, false, Some(name)) = (is_open, callee.words.has_fields, &argument.name) {
                self.report(messages::named_beside_spread(&callee.words, name.span));
            }
            places.push(match &argument.name {
                Some(name) => self.named_place(callee, name, &mut filled),
                None if is_open => None,
                None => self.take_next(params, &mut filled, &mut next),
            });
        }
        let given = arguments.len() + usize::from(has_first);
        if !is_open {
            self.report_counts(span, callee, arguments, &places, &filled, given);
        }
        places
    }

    fn take_next(&mut self, params: &[ParamInfo], filled: &mut [bool], next: &mut usize) -> Option<usize> {
        while *next < params.len() && filled[*next] && !params[*next].variadic {
            *next += 1;
        }
        let index = (*next < params.len()).then_some(*next)?;
        filled[index] = true;
        if !params[index].variadic {
            *next += 1;
        }
        Some(index)
    }

    fn named_place(&mut self, callee: &Callee, name: &Name, filled: &mut [bool]) -> Option<usize> {
        let index = callee.params.iter().position(|param| param.name == name.text);
        match index {
            Some(index) if filled[index] => {
                self.report(messages::argument_twice(&callee.words, name.span, &name.text));
                return None;
            }
            Some(index) => filled[index] = true,
            None => {
                let known: Vec<String> = callee.params.iter().map(|param| param.name.clone()).collect();
                let near = nearest(&name.text, known.iter().map(String::as_str));
                self.report(messages::unknown_argument(&callee.words, name, near, &known));
            }
        }
        index
    }

    fn report_counts(
        &mut self,
        span: Span,
        callee: &Callee,
        arguments: &[Argument],
        places: &[Option<usize>],
        filled: &[bool],
        given: usize,
    ) {
        let params = &callee.params;
        let extra = arguments.iter().zip(places).find(|(argument, place)| argument.name.is_none() && place.is_none());
        if let Some((argument, _)) = extra {
            return self.report(messages::too_many(&callee.words, argument.value.span, params.len(), given));
        }
        if given > params.len() && params.is_empty() && arguments.is_empty() {
            return self.report(messages::too_many(&callee.words, span, 0, given));
        }
        // A wrong name was reported already; what it leaves open is not a second mistake.
        if places.iter().any(Option::is_none) {
            return;
        }
        let is_missing = |index: &usize| !filled[*index] && !params[*index].has_default && !params[*index].variadic;
        let missing: Vec<String> =
            (0..params.len()).filter(is_missing).map(|index| params[index].name.clone()).collect();
        if missing.iter().any(String::is_empty) {
            self.report(messages::missing_unnamed(&callee.words, span, params.len(), given));
        } else if !missing.is_empty() {
            let is_left = |param: &&ParamInfo| missing.contains(&param.name);
            let values: Option<Vec<String>> = params.iter().filter(is_left).map(named_placeholder).collect();
            let fix = values.and_then(|values| added_arguments(span, arguments, given, &values.join(", ")));
            self.report(messages::missing(&callee.words, span, &missing).with_fixes(fix));
        }
    }
}

fn named_placeholder(param: &ParamInfo) -> Option<String> {
    placeholder(&param.ty).map(|value| format!("{}: {value}", param.name))
}

/// A repair that adds `text` to the arguments of the call at `span`.
fn added_arguments(span: Span, arguments: &[Argument], given: usize, text: &str) -> Option<Fix> {
    let (at, text) = match arguments.last() {
        Some(last) => (last.value.span.end, format!(", {text}")),
        // A call with what is piped into it may have no parentheses.
        None if given > 0 => return None,
        None => (span.end - 1, text.to_string()),
    };
    Some(Fix {
        title: format!("Add `{}`", text.trim_start_matches(", ")),
        edits: vec![Edit { span: Span::at(at), text }],
    })
}

/// What one argument of a parameter must be: of a variadic one, an element.
fn parameter_type(param: &ParamInfo) -> Type {
    match &param.ty {
        Type::List(element) if param.variadic => (**element).clone(),
        ty => ty.clone(),
    }
}
