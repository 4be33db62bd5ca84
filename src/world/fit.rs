//! What comes from outside, in the types that the program declares.
//!
//! Outside there is one kind of number, no tuple and no record: where a type is declared, a whole number becomes a Float, a list a
//! tuple or set, and a map with a record's fields that record. Recurses over declared types; into records as deep as the value is,
//! which whoever brings it in has bounded. A field's `where` and default are the constructor's and not looked at.

use crate::bytecode::{Program, TypeTest};
use crate::vm::ops::{is_type, map_of_entries, set_of_values};
use crate::vm::{MapItems, Value};

/// The largest integer up to which floats are exact.
const EXACT_MAX: u64 = 1 << 53;

/// The value in the declared type; none when it has no counterpart there.
pub fn fit(program: &Program, value: &Value, test: &TypeTest) -> Option<Value> {
    let fitted = match (test, value) {
        (TypeTest::Any, _) => return Some(value.clone()),
        (TypeTest::Float, Value::Int(number)) if number.unsigned_abs() <= EXACT_MAX => Value::Float(*number as f64),
        (TypeTest::Record(shape), Value::Map(entries)) => record(program, *shape, entries)?,
        (TypeTest::Union(tests), _) if !is_type(program, value, test) => {
            tests.iter().find_map(|test| fit(program, value, test))?
        }
        _ => fit_parts(program, value, test)?,
    };
    is_type(program, &fitted, test).then_some(fitted)
}

fn fit_parts(program: &Program, value: &Value, test: &TypeTest) -> Option<Value> {
    let all = |items: &[Value], test| items.iter().map(|item| fit(program, item, test)).collect::<Option<Vec<_>>>();
    Some(match (test, value) {
        (TypeTest::List(test), Value::List(items)) => Value::list(all(items, test)?),
        (TypeTest::Set(test), Value::List(items)) => Value::set(set_of_values(all(items, test)?)),
        (TypeTest::Set(test), Value::Set(items)) => {
            let fitted = items.iter().map(|item| fit(program, item, test)).collect::<Option<Vec<_>>>()?;
            Value::set(set_of_values(fitted))
        }
        (TypeTest::Map(keys, values), Value::Map(entries)) => {
            let fitted =
                entries.iter().map(|(key, value)| Some((fit(program, key, keys)?, fit(program, value, values)?)));
            Value::map(map_of_entries(fitted.collect::<Option<Vec<_>>>()?))
        }
        (TypeTest::Tuple(tests), Value::List(items) | Value::Tuple(items)) if tests.len() == items.len() => {
            let fitted = items.iter().zip(tests).map(|(item, test)| fit(program, item, test));
            Value::tuple(fitted.collect::<Option<_>>()?)
        }
        (TypeTest::Result(ok, err), Value::Variant(variant)) => {
            let test = if variant.variant == crate::bytecode::VariantIndex::OK { ok } else { err };
            Value::variant(variant.variant, all(&variant.payload, test)?)
        }
        _ => value.clone(),
    })
}

/// The record of that shape whose fields are the entries; a missing one is null. None when a field does not fit or there are others.
pub fn record(program: &Program, shape: u16, entries: &MapItems) -> Option<Value> {
    let shape_of = program.records.get(usize::from(shape))?;
    let field = |name| entries.get(&Value::text(program.symbol(name)));
    let known = shape_of.fields.iter().filter(|name| field(**name).is_some()).count();
    let fields = shape_of.fields.iter().enumerate().map(|(index, name)| {
        let test = shape_of.types.get(index).unwrap_or(&TypeTest::Any);
        fit(program, field(*name).unwrap_or(&Value::Null), test)
    });
    (known == entries.len())
        .then(|| fields.collect::<Option<Vec<_>>>())
        .flatten()
        .map(|fields| Value::record(shape, fields))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bytecode::compile, check::check, syntax::parse};

    const SOURCE: &str = "
record Point
  x: Float
  label: String?
end

cell take(a: Float, b: tuple[Int, Float], c: set[Int], d: list[Point], e: result[Float, String], f: Int | Point)
end
";

    fn program() -> Program {
        compile(&check(parse(SOURCE)).0, SOURCE.into()).unwrap()
    }

    /// The argument for the parameter of that name, in its type.
    fn fitted(name: &str, value: Value) -> Option<Value> {
        let program = program();
        let (_, test) = program.cells[0].params.iter().find(|(param, _)| **param == *name).unwrap();
        fit(&program, &value, test)
    }

    fn entries(x: Value) -> Value {
        Value::map([(Value::text("x"), x)].into())
    }

    fn point(x: f64) -> Value {
        Value::record(0, vec![Value::Float(x), Value::Null])
    }

    #[test]
    fn values_become_what_is_declared() {
        let numbers = || Value::list(vec![Value::Int(1), Value::Int(2)]);
        assert!(matches!(fitted("a", Value::Int(2)), Some(Value::Float(2.0))));
        assert_eq!(fitted("b", numbers()), Some(Value::tuple(vec![Value::Int(1), Value::Float(2.0)])));
        assert_eq!(fitted("c", numbers()), Some(Value::set([Value::Int(1), Value::Int(2)].into())));
        assert_eq!(fitted("d", Value::list(vec![entries(Value::Int(1))])), Some(Value::list(vec![point(1.0)])));
        assert_eq!(fitted("e", Value::ok(Value::Int(3))), Some(Value::ok(Value::Float(3.0))));
        assert_eq!(fitted("f", entries(Value::Int(4))), Some(point(4.0)));
    }

    #[test]
    fn what_has_no_counterpart_is_refused() {
        assert_eq!(fitted("a", Value::text("2")), None);
        assert_eq!(fitted("a", Value::Int(i64::MAX)), None);
        assert_eq!(fitted("b", Value::list(vec![Value::Int(1)])), None);
        assert_eq!(fitted("d", Value::list(vec![entries(Value::text("x"))])), None);
        assert_eq!(fitted("f", Value::map([(Value::text("y"), Value::Int(1))].into())), None);
    }
}
