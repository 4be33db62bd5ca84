//! Parts that can be folded away.

use crate::services::{Analysis, folds};

/// What each fold hides.
fn hidden(source: &str) -> Vec<&str> {
    folds(&Analysis::of(source)).into_iter().map(|span| span.text(source)).collect()
}

#[test]
fn blocks_brackets_and_comments() {
    assert_eq!(hidden("cell f()\n  print(1)\nend\n"), ["\n  print(1)\n"]);
    assert_eq!(hidden("let x = [\n  1,\n]\n"), ["\n  1,\n"]);
    assert_eq!(hidden("# a\n# b\nlet x = 1\n# c\n"), ["\n# b"]);
    assert_eq!(hidden("record R\n  a: Int\nend\n"), ["\n  a: Int\n"]);
    assert_eq!(hidden("if true\n  1\nelse\n  2\nend\n"), ["\n  1\nelse\n  2\n"]);
    assert_eq!(hidden("let x = await race\n  1\n  2\nend\n"), ["\n  1\n  2\n"]);
    assert_eq!(hidden("let x = if true then 1 else 2\n"), [""; 0]);
}
