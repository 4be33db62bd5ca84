//! Programs that use the whole grammar: all forms of the tree occur in them, most of them run, and formatting changes nothing of what they mean.
//!
//! `PROPTEST_CASES` and `PROPTEST_RNG_SEED` look further than the usual programs.
#![allow(clippy::disallowed_methods, reason = "the test reads the tree's source")]

#[path = "formatting/disturbed.rs"]
mod disturbed;
#[path = "whole_grammar/forms.rs"]
mod forms;
mod grammar;
#[path = "formatting/sameness.rs"]
mod sameness;

use disturbed::disturbed;
use forms::Forms;
use lumen_playground::syntax::parse;
use lumen_playground::trace::prepare;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sameness::assert_formats_well;

/// Forms that no text has: what could not be read, and lists that the grammar never leaves empty.
const NEVER_WRITTEN: [&str; 10] = [
    "Comprehension.clauses=[]",
    "Expr.kind=Error",
    "Grant.limits=[]",
    "If.branches=[]",
    "Item.kind=Error",
    "Match.arms=[]",
    "Pattern.kind=Error",
    "Stmt.kind=Error",
    "Tree.items=[]",
    "TypeExpr.kind=Error",
];

/// Programs of which all forms are found; chosen so that the rarest occurs a few times.
const PROGRAMS: u64 = 500;

/// Bytes for the program of a seed.
fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let len = 200 + (seed % 7) as usize * 150;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..len).map(next).collect()
}

#[test]
fn every_form_of_the_tree_is_written() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/syntax/tree");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let sources: Vec<String> = entries.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let declared = forms::declared(&sources);
    assert!(declared.len() > 250, "{}", declared.len());
    let mut written = Forms::new();
    for seed in 0..PROGRAMS {
        forms::occurring(&format!("{:?}", parse(&grammar::program(&bytes(seed))).tree), &mut written);
    }
    let missing: Vec<&String> = declared.iter().filter(|form| !written.contains(*form)).collect();
    let unexpected: Vec<_> = missing.iter().filter(|form| !NEVER_WRITTEN.contains(&form.as_str())).collect();
    assert!(unexpected.is_empty(), "never written: {unexpected:?}");
}

#[test]
fn most_programs_run() {
    let runs = |seed: &u64| prepare(&grammar::program(&bytes(*seed))).is_ok();
    let count = (0..PROGRAMS).filter(runs).count() as u64;
    assert!(count * 10 > PROGRAMS * 8, "only {count} of {PROGRAMS}");
}

fn config() -> ProptestConfig {
    let standard = ProptestConfig { max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() };
    match standard.rng_seed {
        RngSeed::Random => ProptestConfig { cases: 40, rng_seed: RngSeed::Fixed(2026), ..standard },
        RngSeed::Fixed(_) => standard,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn formatting_changes_nothing_of_what_a_program_means(choices in prop::collection::vec(any::<u8>(), 0..900)) {
        assert_formats_well("as written", &grammar::program(&choices));
    }

    #[test]
    fn another_layout_means_the_same(choices in prop::collection::vec(any::<u8>(), 0..500), layout in any::<u64>()) {
        assert_formats_well("disturbed", &disturbed(&grammar::program(&choices), layout));
    }
}
