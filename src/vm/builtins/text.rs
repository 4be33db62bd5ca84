//! Texts. Positions and lengths count characters (Unicode scalar values), never bytes.

use super::arguments::{Call, given};
use super::{Answer, Entry};
use crate::vm::Value;
use crate::vm::text::{self, write_display};

pub(super) const CODE: &[Entry] = &[
    ("upper", |call, a| Ok(Value::text(call.text(a, 0)?.to_uppercase()))),
    ("lower", |call, a| Ok(Value::text(call.text(a, 0)?.to_lowercase()))),
    ("capitalize", |call, a| Ok(Value::text(capitalized(call.text(a, 0)?)))),
    ("title_case", |call, a| recased(call, a, " ", |_, word| capitalized(word))),
    ("snake_case", |call, a| recased(call, a, "_", |_, word| word.to_lowercase())),
    ("camel_case", |call, a| {
        recased(call, a, "", |at, word| if at == 0 { word.to_lowercase() } else { capitalized(word) })
    }),
    ("trim", |call, a| Ok(Value::text(call.text(a, 0)?.trim()))),
    ("trim_start", |call, a| Ok(Value::text(call.text(a, 0)?.trim_start()))),
    ("trim_end", |call, a| Ok(Value::text(call.text(a, 0)?.trim_end()))),
    ("strip_prefix", |call, a| {
        let text = call.text(a, 0)?;
        Ok(Value::text(text.strip_prefix(call.text(a, 1)?.as_str()).unwrap_or(text)))
    }),
    ("strip_suffix", |call, a| {
        let text = call.text(a, 0)?;
        Ok(Value::text(text.strip_suffix(call.text(a, 1)?.as_str()).unwrap_or(text)))
    }),
    ("starts_with", |call, a| Ok(Value::Bool(call.text(a, 0)?.starts_with(call.text(a, 1)?.as_str())))),
    ("ends_with", |call, a| Ok(Value::Bool(call.text(a, 0)?.ends_with(call.text(a, 1)?.as_str())))),
    ("replace", replace),
    ("split", split),
    ("lines", |call, a| Ok(texts(call.text(a, 0)?.lines()))),
    ("words", |call, a| Ok(texts(call.text(a, 0)?.split_whitespace()))),
    ("chars", |call, a| Ok(Value::list(call.text(a, 0)?.chars().map(Value::text).collect()))),
    ("substring", substring),
    ("last_index_of", |call, a| {
        let text = call.text(a, 0)?;
        let found = text.rfind(call.text(a, 1)?.as_str()).map(|at| text[..at].chars().count());
        Ok(Value::Int(found.map_or(-1, |at| at as i64)))
    }),
    ("pad_left", |call, a| pad(call, a, |text, fill| fill + text)),
    ("pad_right", |call, a| pad(call, a, |text, fill| text.to_string() + &fill)),
    ("char_code", |call, a| match call.text(a, 0)?.chars().next() {
        Some(character) => Ok(Value::Int(i64::from(u32::from(character)))),
        None => Err(call.fault("the text is empty")),
    }),
    ("from_char_code", |call, a| {
        let code = call.int(a, 0)?;
        let character = u32::try_from(code).ok().and_then(char::from_u32);
        character.map(Value::text).ok_or_else(|| call.fault(&format!("{code} is no character")))
    }),
    ("format", format),
    ("is_letter", |call, a| every(call, a, char::is_alphabetic)),
    ("is_digit", |call, a| every(call, a, |character| character.is_ascii_digit())),
    ("is_alphanumeric", |call, a| every(call, a, char::is_alphanumeric)),
    ("is_space", |call, a| every(call, a, char::is_whitespace)),
    ("is_upper", |call, a| every(call, a, char::is_uppercase)),
    ("is_lower", |call, a| every(call, a, char::is_lowercase)),
];

fn every(call: &Call<'_, '_>, arguments: &[Value], test: fn(char) -> bool) -> Answer {
    let text = call.text(arguments, 0)?;
    Ok(Value::Bool(!text.is_empty() && text.chars().all(test)))
}

fn texts<'t>(parts: impl Iterator<Item = &'t str>) -> Value {
    Value::list(parts.map(Value::text).collect())
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
        .unwrap_or_default()
}

/// The words of a text in any case: parted by what is no letter or digit, and where a capital follows a small letter.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for character in text.chars().filter(|character| *character != '\'') {
        let starts = !before.is_alphanumeric() || (before.is_lowercase() && character.is_uppercase());
        if character.is_alphanumeric() && starts {
            words.push(String::new());
        }
        if let (true, Some(word)) = (character.is_alphanumeric(), words.last_mut()) {
            word.push(character);
        }
        before = character;
    }
    words.into_iter()
}

fn recased(call: &Call<'_, '_>, arguments: &[Value], between: &str, recase: fn(usize, &str) -> String) -> Answer {
    let words = words_of(call.text(arguments, 0)?).enumerate();
    Ok(Value::text(words.map(|(at, word)| recase(at, &word)).collect::<Vec<_>>().join(between)))
}

fn replace(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let (text, from, to) = (call.text(arguments, 0)?, call.text(arguments, 1)?, call.text(arguments, 2)?);
    let times = text.matches(from.as_str()).count();
    call.env().limits.check_text(text.len().saturating_add(times.saturating_mul(to.len())))?;
    Ok(Value::text(text.replace(from.as_str(), to)))
}

fn split(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let text = call.text(arguments, 0)?;
    match given(arguments, 1) {
        None => Ok(texts(text.split_whitespace())),
        Some(_) => match call.text(arguments, 1)?.as_str() {
            "" => Ok(Value::list(text.chars().map(Value::text).collect())),
            separator => Ok(texts(text.split(separator))),
        },
    }
}

fn substring(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    call.text(arguments, 0)?;
    let end = given(arguments, 2).cloned().unwrap_or(Value::Null);
    Ok(crate::vm::ops::slice(call.env(), &arguments[0], &arguments[1], &end, false)?)
}

fn pad(call: &Call<'_, '_>, arguments: &[Value], join: fn(&str, String) -> String) -> Answer {
    let text = text::display(call.env(), &arguments[0])?;
    let width = call.count(arguments, 1)?;
    let fill = match given(arguments, 2) {
        Some(_) => call.text(arguments, 2)?.as_str(),
        None => " ",
    };
    let missing = width.saturating_sub(text.chars().count());
    if fill.is_empty() && missing > 0 {
        return Err(call.fault("the fill is empty"));
    }
    call.env().limits.check_text(missing.saturating_mul(fill.len().max(1)).saturating_add(text.len()))?;
    Ok(Value::text(join(&text, fill.chars().cycle().take(missing).collect())))
}

/// `{}` takes the next value, `{1}` one by its number, `{:spec}` and `{1:spec}` format it; `{{` and `}}` are braces.
fn format(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let template = call.text(arguments, 0)?.clone();
    let mut out = String::new();
    let mut rest = template.as_str();
    let mut next = 0;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let doubled = rest[at..].starts_with("{{") || rest[at..].starts_with("}}");
        if doubled || rest[at..].starts_with('}') {
            out.push_str(&rest[at..=at]);
            rest = &rest[at + 1 + usize::from(doubled)..];
            continue;
        }
        let Some(end) = rest[at..].find('}') else { return Err(call.fault("a `{` is not closed")) };
        write_hole(call, &rest[at + 1..at + end], &arguments[1..], &mut next, &mut out)?;
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    call.new_text(out)
}

fn write_hole(call: &Call<'_, '_>, hole: &str, values: &[Value], next: &mut usize, out: &mut String) -> Answer<()> {
    let (which, spec) = hole.split_once(':').unwrap_or((hole, ""));
    let number = match which.trim() {
        "" => std::mem::replace(next, *next + 1),
        digits => digits.parse().map_err(|_| call.fault(&format!("`{{{hole}}}` is not understood")))?,
    };
    let Some(value) = values.get(number) else {
        return Err(call.fault(&format!("`{{{hole}}}` has no value: there are {}", values.len())));
    };
    match spec {
        "" => write_display(call.env(), value, out)?,
        _ => out.push_str(&text::format(call.env(), value, spec)?),
    }
    Ok(())
}
