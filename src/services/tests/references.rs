//! Where names are declared and used.

use super::marked;
use crate::services::{Role, definition, references};

/// Each place of what is marked, as `line:column` with `!` for a declaration and `=` for an assignment.
fn places(text: &str) -> Vec<String> {
    let (analysis, offset) = marked(text);
    let lines = crate::text::LineIndex::new(&analysis.source);
    let shown = |found: crate::services::Reference| {
        let at = lines.line_column(found.span.start);
        let mark = match found.role {
            Role::Declaration => "!",
            Role::Write => "=",
            Role::Read => "",
        };
        format!("{}:{}{mark}", at.line, at.column)
    };
    references(&analysis, offset).into_iter().map(shown).collect()
}

#[test]
fn variables_with_their_copies() {
    assert_eq!(
        places("let mut n = 1\nn = 2\nlet f = fn() => n| + 1\nprint(\"{n}\")\n"),
        ["1:9!", "2:1=", "3:17", "4:9"]
    );
    assert_eq!(places("let n| = 1\nlet n = n + 1\nprint(n)\n"), ["1:5!", "2:9"]);
    assert_eq!(places("let r = await parallel\n  a| = 1\n  b = 2\nend\nprint(a + r.a)\n"), ["2:3!", "5:7", "5:13"]);
    assert_eq!(places("match [1]\n  [first, ...rest|] -> rest\nend\n"), ["2:14!", "2:23"]);
}

#[test]
fn cells_with_named_arguments_and_calls_behind_a_dot() {
    let text = "cell f(n: Int, by: Int = 1) = n * by\nf(1, by|: 2)\n1.f()\n";
    assert_eq!(places(text), ["1:16!", "1:35", "2:6"]);
    assert_eq!(places(&text.replace('|', "").replace("f(n:", "f|(n:")), ["1:6!", "2:1", "3:3"]);
    let nested =
        "cell f()\n  cell g(n: Int) -> Int\n    return if n > 0 then g(n - 1) else 0\n  end\n  return g|(2)\nend\n";
    assert_eq!(places(nested), ["2:8!", "3:26", "5:10"]);
}

#[test]
fn types_fields_and_variants() {
    let text = "record P\n  x: Int\n  y: Int where y > x\nend\nlet p = P(x: 1, y: 2)\nlet q: P = p\nmatch q\n  P(x:, y: 1) -> x\n  P(x, _) -> p.x|\nend\n";
    assert_eq!(places(text), ["2:3!", "3:20", "5:11", "8:5", "9:16"]);
    assert_eq!(places(&text.replace("x|", "x").replace("q: P", "q: P|")), ["1:8!", "5:9", "6:8", "8:3", "9:3"]);
    let text = "enum S\n  Dot\n  Circle(r: Int)\nend\nlet s = S.Circle(r: 1)\nlet t: S = Dot\nmatch s\n  Circle|(r) -> r\n  Dot -> 0\nend\n";
    assert_eq!(places(text), ["3:3!", "5:11", "8:3"]);
    assert_eq!(places(&text.replace("e|(", "e(").replace("(r: Int", "(r|: Int")), ["3:10!", "5:18"]);
}

#[test]
fn variants_are_named_behind_is() {
    assert_eq!(places("enum S\n  Dot|\n  Line\nend\nlet s: S = Dot\nprint(s is Dot)\n"), ["2:3!", "5:12", "6:12"]);
}

#[test]
fn labels_belong_to_their_loop() {
    let text = "for @a x in [1]\n  while @b true\n    break @a|\n  end\nend\nloop @a\n  continue @a\nend\n";
    assert_eq!(places(text), ["1:6!", "3:12"]);
}

#[test]
fn definitions_cross_fences_and_stop_at_the_language() {
    let (analysis, offset) = marked("```lumen\ncell f() = 1\n```\ntext\n```lumen\nprint(f|())\n```\n");
    assert_eq!(definition(&analysis, offset).map(|span| span.text(&analysis.source)), Some("f"));
    assert_eq!(definition(&analysis, offset).map(|span| span.start), Some(14));
    let (analysis, offset) = marked("print(le|n([]))\n");
    assert_eq!(definition(&analysis, offset), None);
    assert_eq!(places("print(le|n([len]))\n").len(), 2);
}
