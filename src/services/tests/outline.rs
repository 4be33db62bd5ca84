//! What a document declares.

use crate::services::{Analysis, OutlineItem, outline};

fn lines(items: &[OutlineItem], depth: usize, out: &mut Vec<String>) {
    for item in items {
        let detail = item.detail.as_deref().map_or_else(String::new, |detail| format!(" — {detail}"));
        out.push(format!("{}{} {}{detail}", "  ".repeat(depth), item.kind.word(), item.name));
        lines(&item.children, depth + 1, out);
    }
}

#[test]
fn declarations_in_source_order_with_what_is_inside() {
    let source = "use tool llm.chat as Chat\nconst MAX = 3\ntype Names = list[String]\nrecord P\n  x: Int\nend\nenum S\n  Dot\n  Circle(r: Int)\n  cell area(self) = 1\nend\nextern cell ext(n: Int) -> Int\nasync cell work(n: Int)\n  cell inner() = n\n  return 1\nend\nlet total = 1\nprint(total)\n";
    let mut shown = Vec::new();
    lines(&outline(&Analysis::of(source)), 0, &mut shown);
    assert_eq!(
        shown,
        [
            "tool Chat — llm.chat",
            "constant MAX — 3",
            "type Names — list[String]",
            "record P",
            "  field x — Int",
            "enum S",
            "  variant Dot",
            "  variant Circle — Circle(r: Int)",
            "  method area — cell area(self) -> Int",
            "extern ext",
            "cell work — async cell work(n: Int) -> Int",
            "  cell inner — cell inner() -> Int",
            "variable total — Int",
        ]
    );
}

#[test]
fn a_name_lies_inside_of_its_declaration() {
    for item in outline(&Analysis::of("cell f(\nlet x = 1\nrecord R\n  a: Int\n")) {
        assert!(item.span.contains(item.selection), "{item:?}");
    }
}
