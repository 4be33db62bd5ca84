//! What is said about programs that do not parse: each program with the codes it is answered by, and where.

use lumen_playground::syntax::parse;
use lumen_playground::text::LineIndex;

/// The diagnostics of a program as `code@line`.
fn found(source: &str) -> Vec<String> {
    let lines = LineIndex::new(source);
    let show = |code: &str, at| format!("{code}@{}", lines.line_column(at).line);
    parse(source).diagnostics.iter().map(|diagnostic| show(diagnostic.code, diagnostic.span.start)).collect()
}

#[test]
fn a_missing_end_is_blamed_on_the_block_that_lacks_it() {
    let source = "cell main()\n  if x\n    a()\n  b()\nend\n\ncell other()\n  c()\nend\n";
    assert_eq!(found(source), ["missing-end@2"]);
    assert_eq!(parse(source).tree.items.len(), 2);
    let flat = "cell main()\nif x\na()\nend\ncell other()\nc()\nend\n";
    assert_eq!(found(flat), ["missing-end@1"]);
}

#[test]
fn a_superfluous_end_is_named() {
    assert_eq!(found("cell main()\n  a()\nend\nend\nb()\n"), ["stray-end@4"]);
    assert_eq!(found("if a then b\nelse\nc\n"), ["stray-else@2"]);
}

#[test]
fn each_mistake_is_reported_once_and_parsing_goes_on() {
    let source = "cell main()\n  let x =\n  let y = 3\n  print(1\n  let z = [1, 2\n  print(\"{a\")\n  return x\nend\nlet after = 1\n";
    let expected =
        ["expected-expression@2", "unclosed-bracket@4", "unclosed-bracket@5", "unterminated-interpolation@6"];
    assert_eq!(found(source), expected);
    assert_eq!(parse(source).tree.items.len(), 2);
}

#[test]
fn habits_from_other_languages_are_understood() {
    let c = "function foo(a, b) {\n  var x = 1;\n  if (a == b) {\n    x = 2\n  } else {\n    x = 3\n  }\n  for (x of xs) {\n    f(x)\n  }\n  return a && !b\n}\n";
    let expected = [
        "foreign-cell@1",
        "brace-block@1",
        "foreign-let@2",
        "brace-block@3",
        "brace-block@5",
        "parens-around-loop@8",
        "foreign-for@8",
        "brace-block@8",
        "foreign-operator@11",
        "foreign-operator@11",
    ];
    assert_eq!(found(c), expected);
    let python = "def foo(a):\n  if a = 1:\n    b()\n  elif a == 2:\n    c()\n  end\nend\n";
    let expected = ["foreign-cell@1", "colon-before-block@1", "assignment-in-condition@2", "colon-before-block@2"];
    assert_eq!(found(python)[..4], expected);
    assert_eq!(found(python)[4..], ["foreign-else-if@4", "colon-before-block@4"]);
    assert_eq!(found("record User {\n  name: String,\n  age: Int\n}\n"), ["brace-block@1"]);
    assert_eq!(found("match x\n  1 => a\n  2: b\n  _ -> c\nend\n"), ["foreign-arrow@2", "foreign-arrow@3"]);
}

#[test]
fn reserved_words_cannot_be_names_but_the_others_can() {
    assert_eq!(found("let end = 3\n"), ["reserved-word@1"]);
    assert_eq!(found("cell match(x)\n  x\nend\n"), ["reserved-word@1"]);
    let names =
        ["race", "vote", "select", "timeout", "spawn", "parallel", "state", "ok", "err", "error", "value", "result"];
    for name in names
        .into_iter()
        .chain(["step", "from", "to", "role", "tool", "emit", "cell", "record", "type", "async", "use"])
    {
        let source = format!(
            "let {name} = 1\nprint({name} + {name})\nf({name}: {name}.{name})\n{name} = 2\nmatch {name}\n  {name} -> {name}\nend\n"
        );
        assert_eq!(found(&source), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn forms_that_are_not_run_are_named_and_skipped() {
    let source = "trait Show\n  cell show(self) -> String\nend\nimport a: b\nagent Bot\n  cell go()\n    if x\n    end\n  end\nend\nprint(1)\n";
    assert_eq!(found(source), ["unsupported-form@1", "unsupported-form@4", "unsupported-form@5"]);
    let flat: String = source.lines().map(|line| line.trim().to_owned() + "\n").collect();
    assert_eq!(found(&flat), found(source));
    assert_eq!(parse(source).tree.items.len(), 4);
}

#[test]
fn warnings_do_not_stop_a_program() {
    let parsed = parse("let a = not b == c\nlet d = not (b in c)\nlet e = not b and c\n");
    assert_eq!(parsed.diagnostics.len(), 1);
    assert!(!parsed.diagnostics[0].is_error());
    assert_eq!(parsed.diagnostics[0].code, "not-before-comparison");
}

#[test]
fn places_in_a_document_are_places_of_the_document() {
    let source = "# Title\n\n```lumen\nlet x =\n```\n\ntext\n\n```lumen\nend\n```\n";
    assert_eq!(found(source), ["expected-expression@4", "stray-end@10"]);
}
