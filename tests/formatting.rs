//! Properties of formatting: nothing is lost, nothing changes its meaning, and what is formatted stays as it is.
//!
//! Programs come from the specification, the page's examples and the generators; each is also tried with its layout disturbed.
#![allow(clippy::disallowed_methods, reason = "the test reads files of the project")]

#[path = "formatting/disturbed.rs"]
mod disturbed;
#[path = "formatting/document.rs"]
mod document;
mod generator;
#[path = "formatting/sameness.rs"]
mod sameness;

use disturbed::disturbed;
use lumen_playground::syntax::format;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sameness::{assert_formats_well, formatted};

/// The programs of the project's documents, each with the name of its place.
fn known_programs() -> Vec<(String, String)> {
    let mut programs = Vec::new();
    for folder in ["tests/page", "tests/programs", "tests/bench", "tests/spec", "www/examples", "www/lessons"] {
        for entry in std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            match path.extension().and_then(|end| end.to_str()) {
                Some("lm") => programs.push((path.display().to_string(), text)),
                Some("md") => programs.extend(document::programs(&path.display().to_string(), &text)),
                _ => {}
            }
        }
    }
    programs.sort();
    programs
}

#[test]
fn known_programs_keep_their_meaning() {
    let programs = known_programs();
    assert!(programs.len() > 300, "{}", programs.len());
    let count = programs.iter().filter(|(name, source)| assert_formats_well(name, source)).count();
    assert!(count > 250, "only {count} have no mistakes");
}

#[test]
fn the_reference_page_and_the_examples_are_canonical() {
    for (name, source) in known_programs() {
        if name.contains("tests/page") || name.contains("www/examples") {
            let text = format(&source).unwrap();
            // One trailing comment of the page is moved to the right, to stand below another.
            let aligned = source.replace("let r = await f        # Waits", "let r = await f  # Waits");
            assert_eq!(text, aligned, "{name}");
        }
    }
}

#[test]
fn programs_without_indentation_get_it_back() {
    for (name, source) in known_programs() {
        let Ok(text) = format(&source) else { continue };
        if source.contains("\"\"\"") {
            continue;
        }
        let flat: String = text.lines().map(|line| format!("{}\n", line.trim_start())).collect();
        assert_eq!(formatted(&name, &flat), text, "{name}");
    }
}

#[test]
fn documents_are_formatted_as_their_sections_say() {
    document::check_folder("tests/format");
}

fn config() -> ProptestConfig {
    let standard = ProptestConfig { max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() };
    match standard.rng_seed {
        RngSeed::Random => ProptestConfig { cases: 16, rng_seed: RngSeed::Fixed(2026), ..standard },
        RngSeed::Fixed(_) => standard,
    }
}

proptest! {
    // The seed is fixed so that a run means the same everywhere; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` look further.
    #![proptest_config(config())]

    #[test]
    fn random_programs_keep_their_meaning(seed in any::<u64>(), layout in any::<u64>()) {
        let source = generator::program(seed);
        assert_formats_well("generated", &source);
        assert_formats_well("generated and disturbed", &disturbed(&source, layout));
    }

    #[test]
    fn disturbed_programs_keep_their_meaning(index in any::<prop::sample::Index>(), layout in any::<u64>()) {
        let programs = known_programs();
        let (name, source) = index.get(&programs);
        assert_formats_well(name, &disturbed(source, layout));
    }
}
