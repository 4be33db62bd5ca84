//! Format specs: `[[fill]align][sign][#][0][width][,][.precision][kind]`, the common form.
//!
//! Numbers stand right and texts left unless `<`, `>` or `^` says otherwise; `=` and a `0` before the width put the fill between sign
//! and digits. Kinds: `d`, `x`, `X`, `b`, `o` for integers; `f`, `e`, `%` for numbers; `s` for the value's text.

use super::{display, float};
use crate::vm::Value;
use crate::vm::ops::{Env, Fault, Outcome, describe};

/// A format spec taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// The fill, a blank if not given.
    pub fill: Option<char>,
    /// `<`, `>`, `^` or `=`.
    pub align: Option<char>,
    /// `+`, `-` or a blank.
    pub sign: Option<char>,
    /// `#`: a prefix such as `0x`.
    pub prefix: bool,
    /// Least number of characters.
    pub width: usize,
    /// `,` or `_` between groups of three digits.
    pub group: Option<char>,
    /// Digits behind the point, or characters of a text.
    pub precision: Option<usize>,
    /// The kind's letter.
    pub kind: Option<char>,
}

/// Widths and precisions above this are refused: nobody reads such a line. Chosen by feel.
const WIDTH_MAX: usize = 10_000;

impl Spec {
    /// Reads a spec; the error says what is wrong.
    pub fn parse(text: &str) -> Result<Spec, String> {
        let mut spec = Spec::default();
        let mut rest = text;
        let is_align = |c: char| matches!(c, '<' | '>' | '^' | '=');
        let mut chars = rest.chars();
        match (chars.next(), chars.next()) {
            (Some(fill), Some(align)) if is_align(align) => {
                (spec.fill, spec.align) = (Some(fill), Some(align));
                rest = chars.as_str();
            }
            (Some(align), _) if is_align(align) => {
                spec.align = Some(align);
                rest = &rest[1..];
            }
            _ => {}
        }
        spec.sign = take(&mut rest, &['+', '-', ' ']);
        spec.prefix = take(&mut rest, &['#']).is_some();
        if rest.starts_with('0') && spec.align.is_none() {
            (spec.fill, spec.align) = (Some('0'), Some('='));
        }
        spec.width = number(&mut rest)?.unwrap_or(0);
        spec.group = take(&mut rest, &[',', '_']);
        if take(&mut rest, &['.']).is_some() {
            spec.precision = Some(number(&mut rest)?.ok_or("a number must follow the `.`")?);
        }
        spec.kind = take(&mut rest, &['d', 'x', 'X', 'b', 'o', 'e', 'E', 'f', 's', '%']);
        if rest.is_empty() { Ok(spec) } else { Err(format!("`{rest}` is not understood")) }
    }
}

fn take(rest: &mut &str, any: &[char]) -> Option<char> {
    let first = rest.chars().next().filter(|c| any.contains(c))?;
    *rest = &rest[first.len_utf8()..];
    Some(first)
}

fn number(rest: &mut &str) -> Result<Option<usize>, String> {
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    *rest = behind;
    if digits.is_empty() {
        return Ok(None);
    }
    let number = digits.parse::<usize>().ok().filter(|number| *number <= WIDTH_MAX);
    number.map(Some).ok_or_else(|| format!("{digits} is more than {WIDTH_MAX}"))
}

/// The text of `value` by the spec.
pub fn format(env: Env<'_>, value: &Value, spec: &str) -> Outcome<String> {
    let fault = |message: String| Fault::error(format!("format `{spec}`: {message}"));
    let parsed = Spec::parse(spec).map_err(fault)?;
    let wrong = || fault(format!("needs a number, found {}", describe(env, value)));
    let text = match (parsed.kind, value) {
        (Some('s'), _) => plain(env, value, &parsed)?,
        (Some('x' | 'X' | 'b' | 'o'), Value::Int(value)) => in_base(*value, &parsed),
        (Some('x' | 'X' | 'b' | 'o' | 'd'), Value::Float(_)) => {
            return Err(fault(format!("needs an Int, found {}", describe(env, value))));
        }
        (Some('f' | 'e' | 'E' | '%'), Value::Int(value)) => float_text(*value as f64, &parsed),
        (None, Value::Int(value)) if parsed.precision.is_some() => float_text(*value as f64, &parsed),
        (_, Value::Int(value)) => signed(*value < 0, &grouped(&value.unsigned_abs().to_string(), &parsed), &parsed),
        (_, Value::Float(value)) => float_text(*value, &parsed),
        (Some(_), _) => return Err(wrong()),
        (None, _) => plain(env, value, &parsed)?,
    };
    Ok(padded(&text, &parsed, matches!(value, Value::Int(_) | Value::Float(_)) && parsed.kind != Some('s')))
}

fn plain(env: Env<'_>, value: &Value, spec: &Spec) -> Outcome<String> {
    let text = display(env, value)?;
    Ok(match spec.precision {
        Some(max) => text.chars().take(max).collect(),
        None => text,
    })
}

fn in_base(value: i64, spec: &Spec) -> String {
    let size = value.unsigned_abs();
    let (prefix, digits) = match spec.kind {
        Some('b') => ("0b", format!("{size:b}")),
        Some('o') => ("0o", format!("{size:o}")),
        Some('X') => ("0X", format!("{size:X}")),
        _ => ("0x", format!("{size:x}")),
    };
    let prefix = if spec.prefix { prefix } else { "" };
    signed(value < 0, &format!("{prefix}{digits}"), spec)
}

fn float_text(value: f64, spec: &Spec) -> String {
    let size = value.abs();
    let digits = match (spec.kind, spec.precision) {
        _ if !value.is_finite() => float(size),
        (Some('%'), precision) => format!("{:.*}%", precision.unwrap_or(0), size * 100.0),
        (Some('e'), Some(precision)) => format!("{size:.precision$e}"),
        (Some('e'), None) => format!("{size:e}"),
        (Some('E'), Some(precision)) => format!("{size:.precision$E}"),
        (Some('E'), None) => format!("{size:E}"),
        (Some('f'), None) => format!("{size:.6}"),
        (_, Some(precision)) => format!("{size:.precision$}"),
        (_, None) => float(size),
    };
    signed(value.is_sign_negative() && !value.is_nan(), &grouped(&digits, spec), spec)
}

/// Puts the separator between groups of three digits before the point.
fn grouped(digits: &str, spec: &Spec) -> String {
    let Some(separator) = spec.group else { return digits.to_string() };
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let mut out = String::new();
    for (at, digit) in digits[..end].chars().enumerate() {
        if at > 0 && (end - at) % 3 == 0 {
            out.push(separator);
        }
        out.push(digit);
    }
    out + &digits[end..]
}

fn signed(is_negative: bool, digits: &str, spec: &Spec) -> String {
    match (is_negative, spec.sign) {
        (true, _) => format!("-{digits}"),
        (false, Some('+')) => format!("+{digits}"),
        (false, Some(' ')) => format!(" {digits}"),
        (false, _) => digits.to_string(),
    }
}

fn padded(text: &str, spec: &Spec, is_number: bool) -> String {
    let missing = spec.width.saturating_sub(text.chars().count());
    let fill = |count: usize| spec.fill.unwrap_or(' ').to_string().repeat(count);
    match spec.align.unwrap_or(if is_number { '>' } else { '<' }) {
        '>' => fill(missing) + text,
        '^' => fill(missing / 2) + text + &fill(missing - missing / 2),
        '=' if is_number => {
            let after_sign = text.find(|c: char| !matches!(c, '+' | '-' | ' ')).unwrap_or(0);
            let digits = &text[after_sign..];
            let has_prefix = spec.prefix && matches!(spec.kind, Some('x' | 'X' | 'b' | 'o'));
            let start = if has_prefix { after_sign + digits.len().min(2) } else { after_sign };
            format!("{}{}{}", &text[..start], fill(missing), &text[start..])
        }
        _ => text.to_string() + &fill(missing),
    }
}
