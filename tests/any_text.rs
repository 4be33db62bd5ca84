//! Any text is answered: programs that were mutilated, texts that are very long or very deep. Nothing panics, nothing takes more than its share
//! of work and memory, and what has no errors runs.
//!
//! `PROPTEST_CASES` and `PROPTEST_RNG_SEED` look further than the usual texts; `tests/fuzz/` looks for as long as one likes.
#![allow(clippy::disallowed_methods, reason = "the test reads the specification")]

#[path = "any_text/asking.rs"]
mod asking;
mod grammar;
#[path = "any_text/measure.rs"]
mod measure;
#[path = "any_text/mutations.rs"]
mod mutations;
#[path = "any_text/survival.rs"]
mod survival;

use lumen_playground::services::Analysis;
use lumen_playground::syntax::{Document, format, highlight, parse};
use measure::{Counting, Taken, taken};
use mutations::mutated;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use survival::{runs, survives};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The stack of a thread in a browser; a test's own is larger.
const STACK_BYTES: usize = 1 << 20;

fn config() -> ProptestConfig {
    let standard = ProptestConfig { max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() };
    match standard.rng_seed {
        RngSeed::Random => ProptestConfig { cases: 40, rng_seed: RngSeed::Fixed(2026), ..standard },
        RngSeed::Fixed(_) => standard,
    }
}

/// The documents of the specification, whole.
fn specified() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/spec");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let documents = paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
    documents.flat_map(|text| programs(&text)).collect()
}

fn programs(document: &str) -> Vec<String> {
    let blocks = Document::of(document).blocks.into_iter().filter(|block| block.language == "lumen");
    blocks.map(|block| block.content.text(document).to_owned()).collect()
}

fn some_mutations() -> impl Strategy<Value = Vec<(u8, u16, u8)>> {
    prop::collection::vec(any::<(u8, u16, u8)>(), 1..5)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whole_programs_survive(choices in prop::collection::vec(any::<u8>(), 0..900), seed in any::<usize>()) {
        survives(&grammar::program(&choices), seed);
    }

    #[test]
    fn mutilated_programs_survive(
        choices in prop::collection::vec(any::<u8>(), 0..500),
        mutations in some_mutations(),
        seed in any::<usize>(),
    ) {
        let source = grammar::program(&choices);
        survives(&mutated(&source, &source, &mutations), seed);
    }

    #[test]
    fn mutilated_specifications_survive(
        pair in any::<(prop::sample::Index, prop::sample::Index)>(),
        mutations in some_mutations(),
        seed in any::<usize>(),
    ) {
        let programs = specified();
        let (one, other): (&String, &String) = (pair.0.get(&programs), pair.1.get(&programs));
        survives(&mutated(one, other, &mutations), seed);
    }
}

/// Does everything with a text that a page does while it is typed and run, on a browser's stack.
fn all_stages(source: String) -> Taken {
    let work = move || {
        taken(|| {
            parse(&source);
            highlight(&source);
            let _ = format(&source);
            let analysis = Analysis::of(&source);
            asking::ask_whole(&analysis);
            asking::ask(&analysis, asking::offset(&source, 5));
            runs(&source);
        })
    };
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(work).unwrap().join().unwrap()
}

/// Texts that grow with a number, each about as long as the number says.
fn growing(len: usize) -> Vec<(&'static str, String)> {
    let numbered = |count: usize, line: fn(usize) -> String| (0..count).map(line).collect::<String>();
    vec![
        ("cells", numbered(len / 32, |n| format!("cell c{n}(x: Int) -> Int = x + {n}\n"))),
        ("records", numbered(len / 24, |n| format!("record R{n}\n  x: Int\nend\n"))),
        ("variants", format!("enum E\n{}end\n", numbered(len / 12, |n| format!("  V{n}\n")))),
        ("statements", numbered(len / 16, |n| format!("let v{n} = {n}\n"))),
        ("one line", format!("let x = [{}]\n", "1, ".repeat(len / 3))),
        ("one text", format!("let x = \"{}\"\n", "é{1}".repeat(len / 5))),
        ("one name", format!("let {} = 1\n", "a".repeat(len))),
        ("one number", "9".repeat(len)),
        ("blanks", " ".repeat(len)),
        ("lines", "\n".repeat(len)),
        ("comments", "# c\n".repeat(len / 4)),
        ("open brackets", "(".repeat(len)),
        ("open blocks", "if x\n".repeat(len / 5)),
        ("ends", "end\n".repeat(len / 4)),
        ("quotes", "\"".repeat(len)),
        ("interpolations", "\"{".repeat(len / 2)),
        ("arms", format!("match x\n{}end\n", "1 -> b\n".repeat(len / 7))),
        ("unknown names", numbered(len / 10, |n| format!("nope{n}\n"))),
        ("fences", "```lumen\n```\n".repeat(len / 13)),
        ("strange signs", "$".repeat(len)),
    ]
}

/// Four times the text takes four times the work, or a little more where a service comes to another place in it; with quadratic work it would
/// take sixteen times as much.
#[test]
fn work_and_memory_grow_with_the_text_and_no_faster() {
    const LEN: usize = 5_000;
    for ((name, short), (_, long)) in growing(LEN).into_iter().zip(growing(4 * LEN)) {
        let (small, large) = (all_stages(short), all_stages(long));
        assert!(large.asked < small.asked * 9 + 500_000, "{name}: {small:?}, and four times as long {large:?}");
        assert!(large.peak < 600 * 4 * LEN + (1 << 20), "{name}: {large:?}");
    }
}

/// What is read whole is read at any length, up to a limit.
#[test]
fn long_texts_are_answered() {
    for (_, source) in growing(1 << 18) {
        parse(&source);
        highlight(&source);
    }
    assert_eq!(parse(&" ".repeat(5 << 20)).diagnostics[0].code, "too-large");
}

#[test]
fn whatever_nests_ten_thousand_deep_is_answered() {
    let forms = [
        "(",
        "[",
        "{a: ",
        "f(",
        "[...",
        "-",
        "not ",
        "await ",
        "fn() => ",
        "spawn(",
        "if x\n",
        "match x\n_ ->\n",
        "await race\n",
        "cell a()\n",
        "\"{",
        "let x: list[",
        "let Some(",
        "defer\n",
        "(if let _ = ",
        "enum E\ncell a(self)\n",
        "x.",
        "1 + ",
        "a |> ",
        "try ",
        "when\n",
    ];
    for form in forms {
        println!("{form:?}");
        all_stages(form.repeat(10_000));
    }
}
