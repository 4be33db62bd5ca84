//! The call around a place.

use super::marked;
use crate::services::signature;

/// The signature with `<…>` around the active parameter.
fn shown(text: &str) -> String {
    let (analysis, offset) = marked(text);
    let Some(found) = signature(&analysis, offset) else { return "none".to_owned() };
    match found.active.map(|active| found.parameters[active]) {
        Some(span) => {
            let (start, end) = (span.start as usize, span.end as usize);
            format!("{}<{}>{}", &found.label[..start], &found.label[start..end], &found.label[end..])
        }
        None => found.label,
    }
}

const F: &str = "cell f(n: Int, by: Int = 1) -> Int = n * by\n";

#[test]
fn cells_and_the_parameter_at_hand() {
    assert_eq!(shown(&format!("{F}f(|)\n")), "f(<n: Int>, by: Int = 1) -> Int");
    assert_eq!(shown(&format!("{F}f(1, |\nprint(2)\n")), "f(n: Int, <by: Int = 1>) -> Int");
    assert_eq!(shown(&format!("{F}f(by: 3|)\n")), "f(n: Int, <by: Int = 1>) -> Int");
    assert_eq!(shown(&format!("{F}f([1, 2, 3|], 4)\n")), "f(<n: Int>, by: Int = 1) -> Int");
    assert_eq!(shown(&format!("{F}f(1, 2, |)\n")), "f(n: Int, by: Int = 1) -> Int");
    assert_eq!(shown(&format!("{F}print(f(1), |)\n")), shown("print(1, |)\n"));
}

#[test]
fn what_is_given_before_the_dot_or_pipe_is_left_out() {
    assert_eq!(shown(&format!("{F}1.f(|)\n")), "f(<by: Int = 1>) -> Int");
    assert_eq!(shown(&format!("{F}1 \u{7c}> f(|)\n")), "f(<by: Int = 1>) -> Int");
    assert_eq!(
        shown("enum S\n  Dot\n  cell grow(self, by: Int) -> Int = by\nend\nDot.grow(|)\n"),
        "grow(<by: Int>) -> Int"
    );
    assert_eq!(shown("let c = channel(1)\nawait c.send(|\n"), "send(<value: T>) -> Future[Null]");
}

#[test]
fn builtins_constructions_closures_and_forms() {
    assert_eq!(shown("print(map([1], |))\n"), "map(items: list[T], <transform: fn(T) -> U>) -> list[U]");
    assert_eq!(shown("record P\n  x: Int\n  y: Int = 0\nend\nlet p = P(x: 1, y: |\n"), "P(x: Int, <y: Int = …>)");
    assert_eq!(shown("enum S\n  Circle(r: Int)\nend\nlet s = Circle(|)\n"), "Circle(<r: Int>)");
    assert_eq!(shown("let f = fn(a: Int) -> Int => a\nf(|)\n"), "f(<Int>) -> Int");
    assert_eq!(shown("await timeout(5, |\n"), "timeout(ms: Int, <work: T>) -> Future[T?]");
    assert_eq!(shown("await race(1, 2, |)\n"), "race(<...branches: T>) -> Future[T]");
    assert_eq!(shown("await sleep(|)\n"), "sleep(<ms: Int>) -> Future[Null]");
    assert_eq!(shown("extern cell g(n: Int) -> Int\nlet x = spawn(g(|\n"), "g(<n: Int>) -> Int");
}

#[test]
fn long_programs_are_read_in_part() {
    let other = "cell other() -> Int\n  let a = 1\n  return a\nend\n";
    assert_eq!(shown(&format!("{other}{F}let c = channel(1)\nc.send(f(1, |\n")), "f(n: Int, <by: Int = 1>) -> Int");
    assert_eq!(shown(&format!("{other}let c = channel(1)\nc.send(|\n{other}")), "send(<value: T>) -> Future[Null]");
}

#[test]
fn there_is_none_outside_of_calls() {
    for text in [
        "print(1)|\n",
        "cell f(|n: Int)\nend\n",
        "let x = (1 + |2)\n",
        "# f(|\n",
        "if (1 > |0)\nend\n",
        "print(fn()\n  let x = |1\nend)\n",
    ] {
        assert_eq!(shown(text), "none", "{text}");
    }
}
