//! What captures finds what is captured: each way to bind `a` and `b` around each form with functions in it.

use super::compiled;

/// Binds an Int `a` and a list `b` around `BODY`.
const BINDERS: [&str; 9] = [
    "let mut xs = [1, 2]\nwhile let [a, ...b] = xs\nBODY\nxs = b\nend",
    "if let [a, ...b] = [1, 2]\nBODY\nend",
    "match [1, 2]\n[a, ...b] ->\nBODY\n_ -> null\nend",
    "match await spawn(fn() => [1, 2])\nerr(m) -> null\n[a, ...b] ->\nBODY\n_ -> null\nend",
    "for (a, b) in [(1, [2])]\nBODY\nend",
    "let [a, ...b] = [1, 2]\nBODY",
    "let g = fn(a: Int, b: list[Int]) -> Any\nBODY\nreturn 0\nend",
    "await parallel for (a, b) in [(1, [2])]\nBODY\n0\nend",
    "await parallel\na = 1\nb = [2]\nend\nBODY",
];

/// Forms that become functions of their own, alone and in each other.
const FORMS: [&str; 20] = [
    "fn() => a + len(b)",
    "[fn() => a + x for x in b if x > a]",
    "spawn(fn() => a + len(b))",
    "spawn([fn() => a + x for x in b])",
    "spawn(parallel([fn() => a for x in b]))",
    "race(fn() => a, fn() => len(b))",
    "race([a + x for x in b])",
    "race([fn() => a + x for x in b])",
    "race([(fn() => a + x) for x in b])",
    "race([fn(z = a) => z + x for x in b])",
    "vote([fn() => a + x + y for x in b for y in b])",
    "vote([spawn(fn() => a + x) for x in b])",
    "timeout(5, fn() => a + len(b))",
    "race([timeout(5, fn() => a + x) for x in b])",
    "race([race([fn() => a + x for x in b]) for y in b])",
    "parallel([fn() => [fn() => a + x for x in b] for y in b])",
    "parallel for x in b if x > a\nfn() => a + x\nend",
    "parallel([match x\n1 -> fn() => a\n_ -> fn() => x\nend for x in b])",
    "parallel([fn() -> Int\ndefer\nprint(a)\nend\nreturn x\nend for x in b])",
    "map(b, fn(x) => any(b, fn(y) => y == x + a))",
];

/// Where a form may stand.
const PLACES: [&str; 3] =
    ["print(FORM)", "defer\nprint(a)\nend\nlet r = FORM\nprint(r)", "let h = fn() -> Any\nreturn FORM\nend\nprint(h)"];

#[test]
fn every_capture_is_found() {
    for binder in BINDERS {
        for form in FORMS {
            for place in PLACES {
                let body = binder.replace("BODY", &place.replace("FORM", form));
                let source = format!("cell main() -> Any\n{body}\nreturn 0\nend\n");
                if let Err(problem) = compiled(&source) {
                    panic!("{}\n{source}", problem.message);
                }
            }
        }
    }
}
