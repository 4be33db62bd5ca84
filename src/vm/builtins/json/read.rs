//! Reading JSON (RFC 8259).

use crate::base::parse_float;
use crate::vm::Value;
use std::collections::BTreeMap;

type Read<T = Value> = Result<T, String>;

/// The value that `text` describes; the error says what is wrong and where.
pub(super) fn read(text: &str, depth_max: usize) -> Read {
    let mut reader = Reader { text, at: 0, depth_max };
    let value = reader.value(0)?;
    reader.skip_blanks();
    if reader.at < text.len() { Err(reader.wrong("the end")) } else { Ok(value) }
}

struct Reader<'t> {
    text: &'t str,
    /// Byte offset of what comes next.
    at: usize,
    depth_max: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn wrong(&self, expected: &str) -> String {
        let before = &self.text[..self.at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let found = self.rest().chars().next().map_or("the end".to_string(), |found| format!("`{found}`"));
        format!("line {line}, column {column}: expected {expected}, found {found}")
    }

    fn value(&mut self, depth: usize) -> Read {
        if depth > self.depth_max {
            return Err(format!("nested more than {} levels deep", self.depth_max));
        }
        self.skip_blanks();
        match self.rest().chars().next() {
            Some('{') => self.object(depth),
            Some('[') => self.array(depth),
            Some('"') => self.string().map(Value::text),
            Some('-' | '0'..='9') => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Read {
        let words = [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
        words.into_iter().find(|(word, _)| self.take(word)).map(|(_, value)| value).ok_or_else(|| self.wrong("a value"))
    }

    fn array(&mut self, depth: usize) -> Read {
        let mut items = Vec::new();
        self.take("[");
        self.skip_blanks();
        if self.take("]") {
            return Ok(Value::list(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip_blanks();
            if self.take("]") {
                return Ok(Value::list(items));
            }
            if !self.take(",") {
                return Err(self.wrong("`,` or `]`"));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Read {
        let mut entries = BTreeMap::new();
        self.take("{");
        self.skip_blanks();
        if self.take("}") {
            return Ok(Value::map(entries));
        }
        loop {
            self.skip_blanks();
            let key = self.string()?;
            self.skip_blanks();
            if !self.take(":") {
                return Err(self.wrong("`:`"));
            }
            entries.insert(Value::text(key), self.value(depth + 1)?);
            self.skip_blanks();
            if self.take("}") {
                return Ok(Value::map(entries));
            }
            if !self.take(",") {
                return Err(self.wrong("`,` or `}`"));
            }
        }
    }

    fn string(&mut self) -> Read<String> {
        if !self.take("\"") {
            return Err(self.wrong("a text in quotes"));
        }
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let plain = rest.find(|c: char| matches!(c, '"' | '\\') || c < ' ').unwrap_or(rest.len());
            out.push_str(&rest[..plain]);
            self.at += plain;
            if self.take("\"") {
                return Ok(out);
            }
            if !self.take("\\") {
                return Err(self.wrong("`\"`"));
            }
            out.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Read<char> {
        let escapes = [
            ("\"", '"'),
            ("\\", '\\'),
            ("/", '/'),
            ("b", '\u{8}'),
            ("f", '\u{c}'),
            ("n", '\n'),
            ("r", '\r'),
            ("t", '\t'),
        ];
        if let Some((_, character)) = escapes.into_iter().find(|(letter, _)| self.take(letter)) {
            return Ok(character);
        }
        if !self.take("u") {
            return Err(self.wrong("an escape"));
        }
        let high = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high).ok_or_else(|| self.wrong("a character"));
        }
        if !self.take("\\u") {
            return Err(self.wrong("the second half of the pair"));
        }
        let low = self.four_digits()?;
        let pair = low.checked_sub(0xdc00).filter(|low| *low < 0x400);
        pair.and_then(|low| char::from_u32(0x10000 + ((high - 0xd800) << 10) + low))
            .ok_or_else(|| self.wrong("a character"))
    }

    fn four_digits(&mut self) -> Read<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let code = code.ok_or_else(|| self.wrong("four hexadecimal digits"))?;
        self.at += 4;
        Ok(code)
    }

    fn digits(&mut self) -> bool {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        self.at += end;
        end > 0
    }

    fn number(&mut self) -> Read {
        let start = self.at;
        self.take("-");
        let is_integer_part = self.take("0") || self.digits();
        let has_point = self.take(".");
        let is_fraction = !has_point || self.digits();
        let has_exponent = self.take("e") || self.take("E");
        let is_exponent = !has_exponent || {
            let _ = self.take("+") || self.take("-");
            self.digits()
        };
        if !(is_integer_part && is_fraction && is_exponent) {
            return Err(self.wrong("a digit"));
        }
        let text = &self.text[start..self.at];
        let integer = if has_point || has_exponent { None } else { text.parse().ok().map(Value::Int) };
        integer.or_else(|| parse_float(text).map(Value::Float)).ok_or_else(|| self.wrong("a number"))
    }
}
