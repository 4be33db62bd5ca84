//! Every example of the page runs to a good end, without warnings, is repeated from its journal, and says something on the timeline.
#![allow(clippy::disallowed_methods, reason = "the test reads files of the project")]

mod replaying;

use lumen_playground::diag::Severity;
use lumen_playground::trace;
use std::path::Path;

#[test]
fn every_example_runs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/examples");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the examples are part of the project") {
        let path = entry.expect("a readable folder").path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().as_bytes()[0].is_ascii_digit()) {
            runs_well(&path);
            count += 1;
        }
    }
    assert!(count >= 21, "each snippet of the reference page has its example; found {count}");
}

fn runs_well(path: &Path) {
    let source = std::fs::read_to_string(path).expect("an example is readable");
    let report = trace::run(&source, &trace::Options::default());
    let problems: Vec<_> = report.diagnostics.iter().filter(|it| it.severity != Severity::Hint).collect();
    assert!(problems.is_empty(), "{}: {problems:#?}", path.display());
    assert_eq!(report.status.word(), "ok", "{}: {:?}", path.display(), report.error);
    let prepared = trace::prepare(&source).expect("it was run");
    let differences = replaying::differences(&prepared, &trace::Options::default());
    assert!(differences.is_empty(), "{}: {}", path.display(), differences.join("\n"));
    assert!(report.futures.len() > 1, "{}: no future to look at", path.display());
}
