//! The future or await that a place belongs to.

use super::marked;
use crate::services::future_at;

/// `role kind text`, then what it waits for and where it is awaited.
fn shown(text: &str) -> String {
    let (analysis, offset) = marked(text);
    let Some(found) = future_at(&analysis, offset) else { return "none".to_owned() };
    let kind = found.kind.map_or("?", |kind| kind.word());
    let texts = |spans: &[crate::text::Span]| {
        spans.iter().map(|span| analysis.text(*span).lines().next().unwrap_or("")).collect::<Vec<_>>().join("; ")
    };
    let mut out = format!("{} {kind} `{}`", found.role.word(), texts(&[found.span]));
    if !found.made.is_empty() {
        out.push_str(&format!(" made {}", texts(&found.made)));
    }
    if !found.awaited.is_empty() {
        out.push_str(&format!(" awaited {}", texts(&found.awaited)));
    }
    out
}

const WORK: &str = "async cell work(n: Int) -> Int = n\ncell plain(n: Int) -> Int = n\n";

fn with_cells(text: &str) -> String {
    shown(&format!("{WORK}{text}"))
}

#[test]
fn a_spawn_and_its_await_find_each_other_through_a_variable() {
    let text = "let f = spawn(plain(1))\nprint(await f)\n";
    assert_eq!(with_cells(&text.replace("spawn", "spa|wn")), "future spawn `spawn(plain(1))` awaited await f");
    assert_eq!(with_cells(&text.replace("plain", "pl|ain")), "future spawn `spawn(plain(1))` awaited await f");
    assert_eq!(with_cells(&text.replace("await", "aw|ait")), "await spawn `await f` made spawn(plain(1))");
    assert_eq!(with_cells(&text.replace("await f", "await f|")), "await spawn `await f` made spawn(plain(1))");
    assert_eq!(with_cells(&text.replace("let f", "let f|")), "future spawn `spawn(plain(1))` awaited await f");
}

#[test]
fn lists_of_futures_and_loops() {
    let text = "let fs = spawn([plain(1), plain(2)])\nprint(await fs|)\n";
    assert_eq!(with_cells(text), "await spawn `await fs` made plain(1); plain(2)");
    let text = "let fs = spawn([pla|in(1), plain(2)])\nfor f in fs\n  print(await f)\nend\n";
    assert_eq!(with_cells(text), "future spawn `plain(1)` awaited await f");
    let text = "let mut fs = []\nfor n in [1]\n  fs = push(fs, spawn(plain(n)))\nend\nprint(awa|it fs)\n";
    assert_eq!(with_cells(text), "await spawn `await fs` made spawn(plain(n))");
    let text = "let a = spawn(plain(1))\nlet b = work(2)\nprint(awa|it [a, b])\n";
    assert_eq!(with_cells(text), "await ? `await [a, b]` made spawn(plain(1)); work(2)");
}

#[test]
fn async_calls_sleeps_channels_and_composites() {
    assert_eq!(with_cells("print(await wo|rk(1))\n"), "future async `work(1)` awaited await work(1)");
    assert_eq!(with_cells("await sleep(1|)\n"), "future sleep `sleep(1)` awaited await sleep(1)");
    assert_eq!(with_cells("let c = channel(1)\nawa|it c.send(1)\n"), "await channel `await c.send(1)` made c.send(1)");
    let text = "let f = work(1)\nlet r = await ra|ce(f, plain(2))\n";
    assert_eq!(
        with_cells(text),
        "future race `race(f, plain(2))` made work(1); plain(2) awaited await race(f, plain(2))"
    );
    let text = "let f = wo|rk(1)\nlet r = await race(f, plain(2))\n";
    assert_eq!(with_cells(text), "future async `work(1)` awaited race(f, plain(2))");
    let text = "let t = timeout(5, work(1))\nprint(await t|)\n";
    assert_eq!(with_cells(text), "await timeout `await t` made timeout(5, work(1))");
}

#[test]
fn futures_pass_through_cells_and_closures() {
    let text = "cell start(n: Int)\n  return spawn(plain(n))\nend\nlet f = start(1)\nprint(aw|ait f)\n";
    assert_eq!(with_cells(text), "await spawn `await f` made spawn(plain(n))");
    let text = "cell finish(f: Future[Int]) -> Int = await f|\nprint(finish(work(1)))\n";
    assert_eq!(with_cells(text), "await async `await f` made work(1)");
    let text = "let f = spawn(fn() -> Int\n  let x = 1|\n  return x\nend)\nprint(await f)\n";
    assert_eq!(with_cells(text), "future spawn `spawn(fn() -> Int` awaited await f");
    let text = "let fs = map([1, 2], fn(n) => work(n))\nprint(aw|ait fs)\n";
    assert_eq!(with_cells(text), "await async `await fs` made work(n)");
}

#[test]
fn other_places_belong_to_none() {
    assert_eq!(with_cells("print(|1)\n"), "none");
    assert_eq!(with_cells("let f = spawn(plain(1))\nlet n| = await f\n"), "none");
    assert_eq!(with_cells("cell a()\n  |\nend\n"), "none");
}

#[test]
fn a_long_way_is_no_danger_to_the_stack() {
    let lets: String = (1..3000).map(|n| format!("let f{n} = f{}\n", n - 1)).collect();
    let text = format!("let f0 = work(1)\n{lets}print(aw|ait f2999)\n");
    assert_eq!(with_cells(&text), "await async `await f2999` made work(1)");
}
