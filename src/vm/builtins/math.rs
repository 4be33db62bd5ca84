//! Numbers. Functions whose last digits differ between platforms come from `libm` on every target, so that native and wasm agree.

use super::arguments::{Call, given};
use super::parse::float_to_int;
use super::{Answer, Entry};
use crate::base::parse_float;
use crate::vm::Value;
use crate::vm::ops;

pub(super) const CODE: &[Entry] = &[
    ("abs", |call, a| match &a[0] {
        Value::Int(value) => {
            value.checked_abs().map(Value::Int).ok_or_else(|| ops::overflow(&format!("abs({value})")).into())
        }
        _ => Ok(Value::Float(call.float(a, 0)?.abs())),
    }),
    ("sign", |call, a| match &a[0] {
        Value::Int(value) => Ok(Value::Int(value.signum())),
        _ => Ok(Value::Int(call.float(a, 0)?.partial_cmp(&0.0).map_or(0, |order| order as i64))),
    }),
    ("floor", |call, a| whole(call, a, f64::floor)),
    ("ceil", |call, a| whole(call, a, f64::ceil)),
    ("trunc", |call, a| whole(call, a, f64::trunc)),
    ("round", round),
    ("sqrt", |call, a| Ok(Value::Float(call.float(a, 0)?.sqrt()))),
    ("pow", |call, a| Ok(Value::Float(libm::pow(call.float(a, 0)?, call.float(a, 1)?)))),
    ("exp", |call, a| Ok(Value::Float(libm::exp(call.float(a, 0)?)))),
    ("log", |call, a| {
        let value = libm::log(call.float(a, 0)?);
        Ok(Value::Float(match given(a, 1) {
            Some(_) => value / libm::log(call.float(a, 1)?),
            None => value,
        }))
    }),
    ("log2", |call, a| Ok(Value::Float(libm::log2(call.float(a, 0)?)))),
    ("log10", |call, a| Ok(Value::Float(libm::log10(call.float(a, 0)?)))),
    ("sin", |call, a| Ok(Value::Float(libm::sin(call.float(a, 0)?)))),
    ("cos", |call, a| Ok(Value::Float(libm::cos(call.float(a, 0)?)))),
    ("tan", |call, a| Ok(Value::Float(libm::tan(call.float(a, 0)?)))),
    ("asin", |call, a| Ok(Value::Float(libm::asin(call.float(a, 0)?)))),
    ("acos", |call, a| Ok(Value::Float(libm::acos(call.float(a, 0)?)))),
    ("atan", |call, a| Ok(Value::Float(libm::atan(call.float(a, 0)?)))),
    ("atan2", |call, a| Ok(Value::Float(libm::atan2(call.float(a, 0)?, call.float(a, 1)?)))),
    ("hypot", |call, a| Ok(Value::Float(libm::hypot(call.float(a, 0)?, call.float(a, 1)?)))),
    ("pi", |_, _| Ok(Value::Float(std::f64::consts::PI))),
    ("math_pi", |_, _| Ok(Value::Float(std::f64::consts::PI))),
    ("math_e", |_, _| Ok(Value::Float(std::f64::consts::E))),
    ("clamp", clamp),
    ("compare", |_, a| Ok(Value::Int(a[0].cmp(&a[1]) as i64))),
    ("gcd", |call, a| {
        let (mut x, mut y) = (call.int(a, 0)?.unsigned_abs(), call.int(a, 1)?.unsigned_abs());
        while y != 0 {
            (x, y) = (y, x % y);
        }
        i64::try_from(x).map(Value::Int).map_err(|_| ops::overflow("gcd").into())
    }),
    ("is_nan", |_, a| Ok(Value::Bool(matches!(&a[0], Value::Float(value) if value.is_nan())))),
    ("is_infinite", |_, a| Ok(Value::Bool(matches!(&a[0], Value::Float(value) if value.is_infinite())))),
    ("wrapping_add", |call, a| Ok(Value::Int(call.int(a, 0)?.wrapping_add(call.int(a, 1)?)))),
    ("wrapping_sub", |call, a| Ok(Value::Int(call.int(a, 0)?.wrapping_sub(call.int(a, 1)?)))),
    ("wrapping_mul", |call, a| Ok(Value::Int(call.int(a, 0)?.wrapping_mul(call.int(a, 1)?)))),
];

fn whole(call: &Call<'_, '_>, arguments: &[Value], round: fn(f64) -> f64) -> Answer {
    if let Value::Int(value) = &arguments[0] {
        return Ok(Value::Int(*value));
    }
    let value = call.float(arguments, 0)?;
    let fault = || call.fault(&format!("{} does not fit into an Int", crate::vm::text::float(value)));
    float_to_int(round(value)).ok_or_else(fault)
}

/// Halves go away from zero. With a number of digits the result stays a Float.
fn round(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    if given(arguments, 1).is_none() {
        return whole(call, arguments, f64::round);
    }
    let digits = call.int(arguments, 1)?.clamp(0, 17) as usize;
    let value = call.float(arguments, 0)?;
    if !value.is_finite() {
        return Ok(Value::Float(value));
    }
    // The decimal text is exact, a multiplication by a power of ten is not; a half is decided by the shortest text.
    let shortest: String = value.to_string();
    let behind = shortest.split_once('.').map_or(0, |(_, digits)| digits.len());
    let is_half = behind == digits + 1 && shortest.ends_with('5');
    let text = if is_half { format!("{}6", &shortest[..shortest.len() - 1]) } else { shortest };
    let exact = parse_float(&text).unwrap_or(value);
    Ok(Value::Float(parse_float(&format!("{exact:.digits$}")).unwrap_or(value)))
}

fn clamp(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let [value, low, high] = arguments else { return Err(call.fault("needs a value and two bounds")) };
    let env = call.env();
    if ops::less(env, high, low)? {
        return Err(call.fault("the lower bound is above the upper one"));
    }
    let bounded = if ops::less(env, value, low)? {
        low
    } else if ops::less(env, high, value)? {
        high
    } else {
        value
    };
    Ok(bounded.clone())
}

/// The sum of numbers; 0 for none.
pub(super) fn sum_of(call: &Call<'_, '_>, items: &[Value]) -> Answer {
    let mut sum = Value::Int(0);
    for item in items {
        if !matches!(item, Value::Int(_) | Value::Float(_)) {
            return Err(call.needs("numbers", item));
        }
        sum = ops::add(call.env(), sum, item)?;
    }
    Ok(sum)
}
