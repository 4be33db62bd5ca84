//! Properties of parsing and formatting: nothing panics, spans nest, and formatting what was parsed changes nothing.
#![allow(clippy::disallowed_methods, reason = "the test reads files of the project")]

#[path = "formatting/sameness.rs"]
mod sameness;

use lumen_playground::syntax::{Parsed, highlight, parse, tree::Tree};
use lumen_playground::text::Span;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sameness::assert_formats_well;

/// Asserts that every place lies inside the source and inside the place of what it is a part of. Works on the tree's
/// debug text, in which a part stands between the braces of its whole.
fn assert_spans_nest(source: &str, tree: &Tree) {
    let text = format!("{:?}", tree);
    let mut frames: Vec<(Option<Span>, Vec<Span>)> = vec![(None, Vec::new())];
    let mut rest = text.as_str();
    while let Some(ch) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("op_span: Span { start: ") {
            let (span, after) = read_span(after);
            frames.last_mut().unwrap().1.push(span);
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix("span: Span { start: ") {
            let (span, after) = read_span(after);
            frames.last_mut().unwrap().0 = Some(span);
            rest = after;
            continue;
        }
        if ch == '"' {
            rest = behind_string(rest);
            continue;
        }
        if matches!(ch, '{' | '(' | '[') {
            frames.push((None, Vec::new()));
        } else if matches!(ch, '}' | ')' | ']') {
            let (own, parts) = frames.pop().unwrap();
            close_frame(source, own, parts, &mut frames.last_mut().unwrap().1);
        }
        rest = &rest[ch.len_utf8()..];
    }
}

fn close_frame(source: &str, own: Option<Span>, parts: Vec<Span>, outer: &mut Vec<Span>) {
    let Some(own) = own else { return outer.extend(parts) };
    assert!(own.end as usize <= source.len() && source.is_char_boundary(own.start as usize), "{own:?}");
    for part in parts {
        assert!(own.contains(part), "{part:?} {:?} is not in {own:?} {:?}", part.text(source), own.text(source));
    }
    outer.push(own);
}

fn read_span(text: &str) -> (Span, &str) {
    let (start, rest) = text.split_once(", end: ").unwrap();
    let (end, rest) = rest.split_once(" }").unwrap();
    (Span::new(start.parse().unwrap(), end.parse().unwrap()), rest)
}

fn behind_string(text: &str) -> &str {
    let mut escaped = true;
    for (at, ch) in text.char_indices() {
        match ch {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return &text[at + 1..],
            _ => {}
        }
    }
    ""
}

fn assert_sound(source: &str) -> Parsed {
    let parsed = parse(source);
    for diagnostic in &parsed.diagnostics {
        let span = diagnostic.span;
        assert!(
            span.start <= span.end && source.get(span.start as usize..span.end as usize).is_some(),
            "{diagnostic:?}"
        );
    }
    assert_spans_nest(source, &parsed.tree);
    let pieces = highlight(source);
    assert!(pieces.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    parsed
}

/// A word or sign of the language, or something close to it.
fn soup_token() -> impl Strategy<Value = String> {
    let words = "and as await break continue defer else end false fn for if in is let loop match not null or return then \
                 true try when while cell record enum type const use tool grant bind effect extern async pub trait import \
                 race vote select parallel timeout spawn halt comptime role emit step set mut where elif x y User _ 1 2.5 \
                 ( ) [ ] { } , : ; . -> => ... + - * / // % ** << >> .. ..= ++ | |> ~> ~ & ^ == != < > ?? ?. ?[ ? ! = += && \
                 || ' \" \"\"\" r\" {x} \\n @label # $ é 日 \u{0}";
    let mut words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    words.extend(["\n".to_owned(), "\n".to_owned(), "\n  ".to_owned(), "```lumen\n".to_owned(), "\n```\n".to_owned()]);
    prop::sample::select(words)
}

fn soup() -> impl Strategy<Value = String> {
    (prop::collection::vec(soup_token(), 0..60), any::<bool>())
        .prop_map(|(tokens, spaced)| tokens.join(if spaced { " " } else { "" }))
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "timeout", "value", "step", "ok", "record", "state", "x1"])
        .prop_map(str::to_owned)
}

fn ty() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec!["Int", "String", "list[Int]", "User?", "null"]).prop_map(str::to_owned);
    leaf.prop_recursive(2, 6, 2, |ty| {
        prop_oneof![
            (ty.clone(), ty.clone()).prop_map(|(a, b)| format!("map[{a}, {b}]")),
            (ty.clone(), ty.clone()).prop_map(|(a, b)| format!("({a}) | ({b})")),
            (ty.clone(), ty).prop_map(|(a, b)| format!("(fn({a}) -> {b})")),
        ]
    })
}

fn pattern() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        name(),
        prop::sample::select(vec!["_", "1", "-2", "null", "true", "\"s\"", "1..=3", "Pending"]).prop_map(str::to_owned),
        (name(), ty()).prop_map(|(name, ty)| format!("({name}: {ty})")),
    ];
    leaf.prop_recursive(2, 6, 3, |pattern| {
        prop_oneof![
            prop::collection::vec(pattern.clone(), 2..3).prop_map(|parts| format!("({})", parts.join(", "))),
            prop::collection::vec(pattern.clone(), 0..3).prop_map(|parts| format!("[{}]", parts.join(", "))),
            (pattern.clone(), name()).prop_map(|(part, rest)| format!("[{part}, ...{rest}]")),
            pattern.clone().prop_map(|part| format!("Some({part})")),
            (name(), pattern.clone()).prop_map(|(field, part)| format!("User({field}: {part}, ..)")),
            (pattern.clone(), pattern).prop_map(|(a, b)| format!("({a} | {b})")),
        ]
    })
}

fn literal() -> impl Strategy<Value = String> {
    let fixed =
        vec!["1", "0xFF", "2.5", "1e3", "true", "null", "\"text\"", "\"a\\{b\\n\"", "b\"ca\"", "r\"\\x\"", "[]", "{}"];
    prop_oneof![prop::sample::select(fixed).prop_map(str::to_owned), name()]
}

fn expr() -> BoxedStrategy<String> {
    let leaf = literal();
    leaf.prop_recursive(3, 10, 2, |e| {
        let op = prop::sample::select(vec![
            "+", "-", "*", "/", "//", "%", "**", "<<", "++", "|>", "~>", "&", "^", "|", "==", "<", "in", "and", "or",
            "??",
        ]);
        prop_oneof![
            (e.clone(), op, e.clone()).prop_map(|(a, op, b)| format!("({a}) {op} {b}")),
            (prop::sample::select(vec!["-", "~", "await ", "not "]), e.clone())
                .prop_map(|(op, a)| format!("{op}({a})")),
            (name(), e.clone(), e.clone()).prop_map(|(f, a, b)| format!("f.{f}({a}, {f}: {b})")),
            (e.clone(), e.clone()).prop_map(|(a, b)| format!("[{a}, ...{b}]")),
            (e.clone(), e.clone()).prop_map(|(a, b)| format!("{{{a}: {b}}}")),
            (e.clone(), e.clone()).prop_map(|(a, b)| format!("({a}, {b})")),
            (e.clone(), e.clone(), e.clone()).prop_map(|(a, b, c)| format!("(if {a} then {b} else {c})")),
            (pattern(), e.clone(), e.clone()).prop_map(|(p, a, b)| format!("[{a} for {p} in {b}]")),
            (name(), e.clone()).prop_map(|(p, a)| format!("(fn({p}) => {a})")),
            (e.clone(), ty()).prop_map(|(a, ty)| format!("(({a}) is {ty})")),
            e.clone().prop_map(|a| format!("({a})?")),
            e.clone().prop_map(|a| format!("({a})?.name![0]")),
            e.clone().prop_map(|a| format!("\"x {{{a}:>4}} y\"")),
            e.clone().prop_map(|a| format!("spawn({a})")),
            (e.clone(), e.clone()).prop_map(|(a, b)| format!("race({a}, {b})")),
            (e.clone(), e.clone()).prop_map(|(a, b)| format!("timeout({a}, {b})")),
            (e.clone(), e.clone()).prop_map(|(a, b)| format!("(({a})..=({b}) step 2)")),
            (e.clone(), e).prop_map(|(a, b)| format!("(try {a} else {b})")),
        ]
    })
    .boxed()
}

fn stmt() -> BoxedStrategy<String> {
    let simple = prop_oneof![
        (pattern(), expr()).prop_map(|(p, e)| format!("let ({p}) = {e}\n")),
        (name(), ty(), expr()).prop_map(|(n, ty, e)| format!("let mut {n}: {ty} = {e}\n")),
        (name(), expr()).prop_map(|(n, e)| format!("{n}.a[0] += {e}\n")),
        expr().prop_map(|e| format!("return {e}\n")),
        expr().prop_map(|e| format!("f({e})\n")),
        (name(), expr()).prop_map(|(n, e)| format!("role {n}: say {{{e}}} # text\n")),
    ];
    simple
        .prop_recursive(3, 12, 3, |s| {
            let body = prop::collection::vec(s, 0..3).prop_map(|lines| lines.concat());
            prop_oneof![
                (expr(), body.clone(), body.clone())
                    .prop_map(|(e, a, b)| format!("if {e}\n{a}else if {e}\nelse\n{b}end\n")),
                (pattern(), expr(), body.clone()).prop_map(|(p, e, b)| format!("for {p} in {e} if {e}\n{b}end\n")),
                (pattern(), expr(), body.clone()).prop_map(|(p, e, b)| format!("while let {p} = {e}\n{b}end\n")),
                (expr(), pattern(), body.clone())
                    .prop_map(|(e, p, b)| format!("match {e}\n{p} if {e} ->\n{b}_ -> {e}\nend\n")),
                (expr(), body.clone()).prop_map(|(e, b)| format!("when\n{e} -> {e}\n_ ->\n{b}end\n")),
                (name(), expr(), body.clone())
                    .prop_map(|(n, e, b)| format!("let r = await race\n{n} = {e}\n{e}\nend\ndefer\n{b}end\n")),
                (expr(), body.clone()).prop_map(|(e, b)| format!("await parallel for x in {e}\n{b}end\n")),
                body.prop_map(|b| format!("let f = spawn(fn()\n{b}end)\n")),
            ]
        })
        .boxed()
}

fn program() -> impl Strategy<Value = String> {
    let body = prop::collection::vec(stmt(), 0..4).prop_map(|lines| lines.concat());
    let cell = (name(), name(), ty(), expr(), body.clone())
        .prop_map(|(n, p, ty, e, b)| format!("async cell {n}[T]({p}: {ty}, q = {e}) -> {ty} / {{http}}\n{b}end\n"));
    let record = (name(), ty(), expr()).prop_map(|(f, ty, e)| format!("record R\n{f}: {ty} = {e} where {e}\nend\n"));
    prop::collection::vec(prop_oneof![cell, record, body], 1..3).prop_map(|items| items.concat())
}

fn config() -> ProptestConfig {
    let standard = ProptestConfig { max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() };
    match standard.rng_seed {
        RngSeed::Random => ProptestConfig { cases: 48, rng_seed: RngSeed::Fixed(2026), ..standard },
        RngSeed::Fixed(_) => standard,
    }
}

proptest! {
    // The seed is fixed so that a run means the same everywhere; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` look further.
    #![proptest_config(config())]

    #[test]
    fn soup_never_panics(source in soup()) {
        assert_sound(&source);
    }

    #[test]
    fn any_text_never_panics(source in "\\PC{0,200}") {
        assert_sound(&source);
    }

    #[test]
    fn programs_keep_their_tree_when_formatted(source in program()) {
        assert_sound(&source);
        assert!(assert_formats_well("generated", &source), "a mistake in\n{source}");
    }
}
