//! A record as a line of JSON: written member by member, read as a map.

use crate::vm::Value;
use crate::vm::builtins::json::{self, write_text};

/// A record that is being written.
pub struct Writer(String);

impl Writer {
    /// A record of that kind.
    pub fn new(kind: &str) -> Writer {
        Writer::object().text("record", kind)
    }

    /// An object without members.
    pub fn object() -> Writer {
        Writer("{".to_owned())
    }

    fn member(mut self, name: &str) -> Writer {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        write_text(name, &mut self.0);
        self.0.push(':');
        self
    }

    /// A member whose value is JSON already.
    pub fn json(self, name: &str, json: &str) -> Writer {
        let mut line = self.member(name);
        line.0.push_str(json);
        line
    }

    /// A text.
    pub fn text(self, name: &str, text: &str) -> Writer {
        let mut line = self.member(name);
        write_text(text, &mut line.0);
        line
    }

    /// A number.
    pub fn number(self, name: &str, number: impl TryInto<i64>) -> Writer {
        self.json(name, &number.try_into().unwrap_or(i64::MAX).to_string())
    }

    /// A hash, as 16 hexadecimal digits.
    pub fn hash(self, name: &str, hash: u64) -> Writer {
        self.text(name, &format!("{hash:016x}"))
    }

    /// The line, its break included.
    pub fn end(mut self) -> String {
        self.0.push_str("}\n");
        self.0
    }
}

/// A record that was read.
pub struct Line(Value);

/// A member that is not there or not of its kind: what is wrong.
type Read<T> = Result<T, String>;

/// How deep a record may be nested: an answer of 250 maps in each other, well below what the small stack in wasm takes.
const DEPTH_MAX: usize = 520;

impl Line {
    /// Reads a line.
    pub fn read(text: &str) -> Read<Line> {
        // A journal's lines are counted by its reader.
        let read = json::read_nested(text, DEPTH_MAX).map_err(|what| what.trim_start_matches("line 1, ").to_owned());
        match read? {
            value @ Value::Map(_) => Ok(Line(value)),
            _ => Err("expected an object".into()),
        }
    }

    /// A member, if it is there.
    pub fn find(&self, name: &str) -> Option<&Value> {
        match &self.0 {
            Value::Map(members) => members.get(&Value::text(name)),
            _ => None,
        }
    }

    fn member(&self, name: &str) -> Read<&Value> {
        self.find(name).ok_or_else(|| format!("`{name}` is missing"))
    }

    /// A text.
    pub fn text(&self, name: &str) -> Read<&str> {
        match self.member(name)? {
            Value::Text(text) => Ok(text),
            _ => Err(format!("`{name}` must be a text")),
        }
    }

    /// A text that may be missing.
    pub fn opt_text(&self, name: &str) -> Read<Option<&str>> {
        self.find(name).map(|_| self.text(name)).transpose()
    }

    /// A whole number.
    pub fn integer(&self, name: &str) -> Read<i64> {
        match self.member(name)? {
            Value::Int(number) => Ok(*number),
            _ => Err(format!("`{name}` must be a whole number")),
        }
    }

    /// A whole number that fits its use.
    pub fn number<N: TryFrom<i64>>(&self, name: &str) -> Read<N> {
        N::try_from(self.integer(name)?).map_err(|_| format!("`{name}` is out of range"))
    }

    /// A hash.
    pub fn hash(&self, name: &str) -> Read<u64> {
        let text = self.text(name)?;
        let digits = Some(text).filter(|text| text.len() == 16 && !text.starts_with('+'));
        let hash = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
        hash.ok_or_else(|| format!("`{name}` must be 16 hexadecimal digits"))
    }
}
