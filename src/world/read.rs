//! Reads a `world` block: TOML with `[[fetch]]` and `[[tool]]` rules. Collects every mistake with its place and goes on.

use super::description::{Answers, Description, Failing, Latency, Rule, Target, Wanted};
use super::template::Template;
use crate::base::parse_float;
use crate::check::nearest;
use crate::diag::{Code, Diagnostic, sort_by_place};
use crate::text::Span;
use crate::vm::Value;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

const SYNTAX: Code = "world-syntax";
const UNKNOWN_KEY: Code = "world-unknown-key";
const WRONG_KIND: Code = "world-wrong-kind";
const WRONG_VALUE: Code = "world-wrong-value";
const MISSING_KEY: Code = "world-missing-key";

const FETCH_KEYS: &[&str] = &["url", "when", "latency", "answer", "answers", "fail"];
const TOOL_KEYS: &[&str] = &["name", "when", "latency", "answer", "answers", "fail"];
const FAIL_KEYS: &[&str] = &["message", "rate", "calls"];

type Item<'t> = Spanned<DeValue<'t>>;

/// The world that a text describes, and what is wrong with it. Places are offset by `base`, where the text begins in its document.
pub fn read(text: &str, base: u32) -> (Description, Vec<Diagnostic>) {
    let mut reader = Reader { base, found: Vec::new() };
    let mut rules = Vec::new();
    match DeTable::parse(text) {
        Ok(table) => {
            reader.known_keys(table.get_ref(), "a world", &["fetch", "tool"]);
            for is_fetch in [true, false] {
                let key = if is_fetch { "fetch" } else { "tool" };
                rules.extend(table.get_ref().get(key).into_iter().flat_map(|value| reader.rules(value, is_fetch)));
            }
        }
        Err(error) => reader.report_syntax(&error),
    }
    sort_by_place(&mut reader.found);
    (Description { source: text.into(), rules }, reader.found)
}

struct Reader {
    base: u32,
    found: Vec<Diagnostic>,
}

impl Reader {
    fn report(&mut self, code: Code, place: Range<usize>, message: impl Into<String>) {
        let span = self.span(place);
        self.found.push(Diagnostic::error(code, span, message));
    }

    fn report_syntax(&mut self, error: &toml::de::Error) {
        let span = self.span(error.span().unwrap_or(0..0));
        let diagnostic = Diagnostic::error(SYNTAX, span, error.message().replace('\n', ", "));
        let help = "a line is `key = value`, with texts in quotes; a rule begins with `[[fetch]]` or `[[tool]]`";
        self.found.push(diagnostic.help(help));
    }

    fn report_missing(&mut self, place: Range<usize>, message: impl Into<String>, help: &str) {
        let span = self.span(place);
        self.found.push(Diagnostic::error(MISSING_KEY, span, message).help(help));
    }

    fn span(&self, place: Range<usize>) -> Span {
        Span::new(self.base + place.start as u32, self.base + place.end as u32)
    }

    fn wrong_kind(&mut self, item: &Item<'_>, what: &str, wanted: &str) {
        self.report(WRONG_KIND, item.span(), format!("{what} must be {wanted}, found {}", kind(item.get_ref())));
    }

    /// Reports the keys of a table that mean nothing.
    fn known_keys(&mut self, table: &DeTable<'_>, owner: &str, known: &[&str]) {
        for (key, _) in table.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            let (name, span) = (key.get_ref().as_ref(), self.span(key.span()));
            let list = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
            let mut diagnostic = Diagnostic::error(UNKNOWN_KEY, span, format!("{owner} has no key `{name}`"));
            diagnostic = match nearest(name, known.iter().copied()) {
                Some(meant) => {
                    diagnostic.help(format!("did you mean `{meant}`?")).fix(format!("Write `{meant}`"), span, meant)
                }
                None => diagnostic.help(format!("its keys are {list}")),
            };
            self.found.push(diagnostic);
        }
    }

    fn rules(&mut self, value: &Item<'_>, is_fetch: bool) -> Vec<Rule> {
        let word = if is_fetch { "fetch" } else { "tool" };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_kind(value, &format!("`{word}`"), &format!("a list of rules, each beginning with [[{word}]]"));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.rule(item, is_fetch)).collect()
    }

    fn rule(&mut self, item: &Item<'_>, is_fetch: bool) -> Option<Rule> {
        let DeValue::Table(table) = item.get_ref() else {
            self.wrong_kind(item, "a rule", "a table");
            return None;
        };
        let (owner, keys) = if is_fetch { ("a `fetch` rule", FETCH_KEYS) } else { ("a `tool` rule", TOOL_KEYS) };
        self.known_keys(table, owner, keys);
        let target = self.target(item, table, is_fetch)?;
        let rule = Rule {
            when: table.get("when").map(|when| self.when(when)).unwrap_or_default(),
            latency: table.get("latency").and_then(|latency| self.latency(latency)),
            answers: self.answers(table),
            failing: table.get("fail").and_then(|fail| self.failing(fail)),
            target,
        };
        self.complete(item, table, &rule);
        Some(rule)
    }

    fn target(&mut self, item: &Item<'_>, table: &DeTable<'_>, is_fetch: bool) -> Option<Target> {
        let key = if is_fetch { "url" } else { "name" };
        let Some(value) = table.get(key) else {
            let message = format!("a `{}` rule needs a `{key}`", if is_fetch { "fetch" } else { "tool" });
            let help = match is_fetch {
                true => "add the address that it answers, `url = \"https://…\"`; `*` stands for any text",
                false => "add the tool's name as it stands behind `use tool`: `name = \"…\"`",
            };
            self.report_missing(item.span(), message, help);
            return None;
        };
        let pattern = self.text(value, &format!("`{key}`"))?;
        Some(if is_fetch { Target::Fetch(pattern) } else { Target::Tool(pattern) })
    }

    /// A tool's rule must say what it gives when it does not fail.
    fn complete(&mut self, item: &Item<'_>, table: &DeTable<'_>, rule: &Rule) {
        if let (Some(_), Some(second)) = (table.get("answer"), table.get("answers")) {
            self.report(WRONG_VALUE, second.span(), "a rule has `answer` or `answers`, not both");
        }
        let Target::Tool(name) = &rule.target else { return };
        let fails_always = rule.failing.as_ref().is_some_and(|failing| failing.is_always());
        let says = ["answer", "answers"].iter().any(|key| table.contains_key(*key));
        if name != "llm.chat" && !fails_always && !says && (rule.failing.is_some() || !table.contains_key("fail")) {
            let message = format!("the rule of `{name}` needs an `answer`, `answers` or `fail`");
            self.report_missing(item.span(), message, "add what the tool gives: `answer = \"…\"`");
        }
    }

    fn text(&mut self, item: &Item<'_>, what: &str) -> Option<String> {
        match item.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.wrong_kind(item, what, "a text");
                None
            }
        }
    }

    fn when(&mut self, item: &Item<'_>) -> Vec<(String, Wanted)> {
        let DeValue::Table(table) = item.get_ref() else {
            self.wrong_kind(item, "`when`", "a table such as { model = \"gpt-4o\" }");
            return Vec::new();
        };
        let wanted = |(key, value): (&Spanned<_>, &Item<'_>)| self.wanted(value).map(|it| (key_text(key), it));
        table.iter().filter_map(wanted).collect()
    }

    fn wanted(&mut self, item: &Item<'_>) -> Option<Wanted> {
        match self.template(item)? {
            Template::Value(value) => Some(Wanted::Value(value)),
            Template::Text(_) => self.text(item, "an argument").map(Wanted::Text),
            Template::List(_) | Template::Map(_) => {
                self.wrong_kind(item, "an argument in `when`", "a text, number or boolean");
                None
            }
        }
    }

    fn latency(&mut self, item: &Item<'_>) -> Option<Latency> {
        let (least, most) = match item.get_ref() {
            DeValue::Integer(_) => self.milliseconds(item).map(|ms| (ms, ms))?,
            DeValue::Array(ends) if ends.len() == 2 => (self.milliseconds(&ends[0])?, self.milliseconds(&ends[1])?),
            _ => {
                self.wrong_kind(item, "`latency`", "milliseconds such as 25, or a range such as [10, 30]");
                return None;
            }
        };
        if least > most {
            self.report(WRONG_VALUE, item.span(), "the range of a `latency` begins with the smaller number");
        }
        (least <= most).then_some(Latency { least, most })
    }

    fn milliseconds(&mut self, item: &Item<'_>) -> Option<i64> {
        let ms = self.whole(item, "a `latency`")?;
        if ms < 0 {
            self.report(WRONG_VALUE, item.span(), format!("a `latency` cannot be negative, found {ms}"));
        }
        (ms >= 0).then_some(ms)
    }

    fn whole(&mut self, item: &Item<'_>, what: &str) -> Option<i64> {
        let DeValue::Integer(number) = item.get_ref() else {
            self.wrong_kind(item, what, "a whole number");
            return None;
        };
        let whole = integer(number);
        if whole.is_none() {
            self.report(WRONG_VALUE, item.span(), format!("{what} must fit into 64 bits"));
        }
        whole
    }

    fn answers(&mut self, table: &DeTable<'_>) -> Option<Answers> {
        if let Some(answer) = table.get("answer") {
            return self.template(answer).map(|answer| Answers(vec![answer]));
        }
        let item = table.get("answers")?;
        match item.get_ref() {
            DeValue::Array(items) if !items.is_empty() => {
                items.iter().map(|item| self.template(item)).collect::<Option<Vec<_>>>().map(Answers)
            }
            DeValue::Array(_) => {
                self.report(WRONG_VALUE, item.span(), "`answers` needs at least one answer");
                None
            }
            _ => {
                self.wrong_kind(item, "`answers`", "a list; a single one is an `answer`");
                None
            }
        }
    }

    /// Nested no deeper than what the parser allows.
    fn template(&mut self, item: &Item<'_>) -> Option<Template> {
        match item.get_ref() {
            DeValue::String(text) => Some(Template::text(text)),
            DeValue::Integer(_) => self.whole(item, "a number").map(|number| Template::Value(Value::Int(number))),
            DeValue::Float(number) => parse_float(number.as_str()).map(|number| Template::Value(Value::Float(number))),
            DeValue::Boolean(flag) => Some(Template::Value(Value::Bool(*flag))),
            DeValue::Array(items) => {
                items.iter().map(|item| self.template(item)).collect::<Option<_>>().map(Template::List)
            }
            DeValue::Table(table) => {
                let entry = |(key, value): (&Spanned<_>, &Item<'_>)| Some((key_text(key), self.template(value)?));
                table.iter().map(entry).collect::<Option<_>>().map(Template::Map)
            }
            DeValue::Datetime(_) => {
                self.wrong_kind(item, "an answer", "a text, number, boolean, list or table");
                None
            }
        }
    }

    fn failing(&mut self, item: &Item<'_>) -> Option<Failing> {
        match item.get_ref() {
            DeValue::String(text) => Some(Failing { message: Template::text(text), rate: None, calls: Vec::new() }),
            DeValue::Table(table) => self.failing_table(item, table),
            _ => {
                self.wrong_kind(item, "`fail`", "a message, or a table such as { message = \"busy\", rate = 0.2 }");
                None
            }
        }
    }

    fn failing_table(&mut self, item: &Item<'_>, table: &DeTable<'_>) -> Option<Failing> {
        self.known_keys(table, "`fail`", FAIL_KEYS);
        let Some(message) = table.get("message") else {
            self.report_missing(
                item.span(),
                "`fail` needs a `message`",
                "add what the failure says: `message = \"…\"`",
            );
            return None;
        };
        let message = Template::text(&self.text(message, "`message`")?);
        let rate = match table.get("rate") {
            Some(rate) => Some(self.rate(rate)?),
            None => None,
        };
        let calls = match table.get("calls") {
            Some(calls) => self.calls(calls)?,
            None => Vec::new(),
        };
        Some(Failing { message, rate, calls })
    }

    fn rate(&mut self, item: &Item<'_>) -> Option<f64> {
        let rate = match item.get_ref() {
            DeValue::Float(number) => parse_float(number.as_str()),
            DeValue::Integer(number) => integer(number).map(|number| number as f64),
            _ => {
                self.wrong_kind(item, "`rate`", "a number from 0 to 1");
                return None;
            }
        };
        let rate = rate.filter(|rate| (0.0..=1.0).contains(rate));
        if rate.is_none() {
            self.report(WRONG_VALUE, item.span(), "`rate` must be a number from 0 to 1");
        }
        rate
    }

    fn calls(&mut self, item: &Item<'_>) -> Option<Vec<u64>> {
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong_kind(item, "`calls`", "a list of numbers of calls such as [1, 3]");
            return None;
        };
        let mut calls = Vec::new();
        for item in items.iter() {
            let number = self.whole(item, "the number of a call")?;
            if number < 1 {
                self.report(WRONG_VALUE, item.span(), format!("calls are numbered from 1, found {number}"));
            }
            calls.push(number.max(1) as u64);
        }
        if calls.is_empty() {
            self.report(WRONG_VALUE, item.span(), "`calls` needs at least one number");
        }
        Some(calls)
    }
}

fn integer(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn key_text(key: &Spanned<std::borrow::Cow<'_, str>>) -> String {
    key.get_ref().to_string()
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
