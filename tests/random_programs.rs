//! Random async programs: whatever they do, a run ends, is the same twice, in slices and from its journal, and leaves no future half settled.
//!
//! `LUMEN_SEEDS=from..to` tries other programs than the usual ones.
#![allow(clippy::disallowed_methods, reason = "the test reads files of the project")]

mod replaying;

use lumen_playground::runtime::{Driver, Progress};
use lumen_playground::trace::{Log, Mode, Options, Prepared, Report, prepare};

/// Writes programs. Every cell takes the channels and the shared cell and may call those before it.
struct Writer {
    state: u64,
    out: String,
    cells: u64,
}

impl Writer {
    fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % bound
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn program(&mut self) {
        for cell in 0..4 {
            self.cells = cell;
            let word = if self.below(2) == 0 { "async " } else { "" };
            self.line(0, &format!("{word}cell c{cell}(a: Channel[Int], b: Channel[Int], s: Shared[Any]) -> Any"));
            self.block(1, 3);
            self.line(1, &format!("return {cell}"));
            self.line(0, "end");
        }
        self.cells = 4;
        self.line(0, "cell main() -> Any");
        self.line(1, "let a = channel()");
        self.line(1, "let b = channel(capacity: 2)");
        self.line(1, "let s = shared([])");
        self.block(1, 4);
        let tail = self.expr(2);
        self.line(1, &format!("return {tail}"));
        self.line(0, "end");
    }

    fn block(&mut self, depth: usize, nesting: usize) {
        for _ in 0..1 + self.below(4) {
            self.statement(depth, nesting);
        }
    }

    fn statement(&mut self, depth: usize, nesting: usize) {
        let expr = self.expr(nesting);
        match self.below(if nesting > 0 { 12 } else { 6 }) {
            0..3 => self.line(depth, &format!("await {expr}")),
            3 => self.line(depth, &format!("s.set([{expr}])")),
            4 => self.line(depth, &format!("print(\"{{now()}} {depth}\", {expr})")),
            5 => self.line(depth, "a.close()"),
            6 => self.caught(depth, &expr),
            7 => self.wrapped(depth, nesting, "defer"),
            8 => self.wrapped(depth, nesting, "for i in 0..3"),
            9 => self.wrapped(depth, nesting, "if s.get() == []"),
            10 => self.line(depth, "halt(\"halted\")"),
            _ => self.block_form(depth, nesting),
        }
    }

    fn caught(&mut self, depth: usize, expr: &str) {
        self.line(depth, &format!("match await {expr}"));
        self.line(depth + 1, "err(m) -> print(m)");
        self.line(depth + 1, "v -> print(v)");
        self.line(depth, "end");
    }

    fn wrapped(&mut self, depth: usize, nesting: usize, head: &str) {
        self.line(depth, head);
        self.block(depth + 1, nesting - 1);
        self.line(depth, "end");
    }

    fn block_form(&mut self, depth: usize, nesting: usize) {
        let word = ["parallel", "race", "vote", "select"][self.below(4) as usize];
        self.line(depth, &format!("await {word}"));
        for _ in 0..1 + self.below(3) {
            let entry = self.expr(nesting - 1);
            self.line(depth + 1, &entry);
        }
        self.line(depth, "end");
    }

    fn expr(&mut self, nesting: usize) -> String {
        if nesting == 0 {
            return self.leaf();
        }
        let inner = self.expr(nesting - 1);
        let other = self.expr(nesting - 1);
        match self.below(9) {
            0 => format!("[{inner}, {other}]"),
            1 => format!("race({inner}, {other})"),
            2 => format!("parallel({inner}, {other})"),
            3 => format!("vote({inner}, {other})"),
            4 => format!("select({inner}, {other})"),
            5 => format!("timeout({}, {inner})", self.below(8)),
            6 if self.cells > 0 => format!("spawn(c{}(a, b, s))", self.below(self.cells)),
            7 => "s.get()".to_string(),
            _ => self.leaf(),
        }
    }

    fn leaf(&mut self) -> String {
        match self.below(8) {
            0 => format!("sleep({})", self.below(6)),
            1 => "a.receive()".to_string(),
            2 => "b.receive()".to_string(),
            3 => format!("a.send({})", self.below(9)),
            4 => format!("b.send({})", self.below(9)),
            5 if self.cells > 0 => format!("c{}(a, b, s)", self.below(self.cells)),
            6 => format!("sleep({})", self.below(3)),
            _ => self.below(100).to_string(),
        }
    }
}

fn options(mode: Mode, seed: u64) -> Options {
    let mut options = Options { mode: Some(mode), seed, ..Options::default() };
    options.limits.steps = 200_000;
    options.limits.futures = 2_000;
    options.limits.instant_steps = 5_000;
    options
}

fn run_sliced(prepared: &Prepared, options: &Options, fuel: i64) -> Report {
    let mut machine = prepared.machine(options);
    let (mut policy, mut log, mut world) = (prepared.policy(options), Log::default(), prepared.world(options));
    while machine.run(&mut Driver { policy: &mut policy, world: &mut world, observer: &mut log }, fuel)
        == Progress::MoreWork
    {}
    Report::of(&machine, &log, prepared, options)
}

/// What must be true of every report.
fn judge(report: &Report) {
    let status = report.status.word();
    let is_open = |state: &str| state == "pending";
    if status == "deadlock" || (status == "failed" && report.value.is_none()) {
        assert!(!report.futures.iter().any(|row| is_open(row.state)), "something is left after main failed");
    }
    if status != "limit" {
        assert!(!is_open(report.futures[0].state), "main is not settled");
    }
    for row in &report.futures {
        let settled = row.settled_ms.is_some();
        assert_eq!(settled, !is_open(row.state), "{row:?}");
        assert_eq!(row.message.is_some(), row.state == "error", "{row:?}");
    }
}

fn seeds() -> std::ops::Range<u64> {
    let range = std::env::var("LUMEN_SEEDS").unwrap_or_default();
    let bounds = range.split_once("..").and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    bounds.map_or(0..60, |(from, to)| from..to)
}

#[test]
fn every_run_ends_well_defined() {
    let mut ran = 0;
    for seed in seeds() {
        let mut writer = Writer { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), out: String::new(), cells: 0 };
        writer.program();
        let Ok(prepared) = prepare(&writer.out) else { continue };
        ran += 1;
        for (mode, run_seed) in [(Mode::Eager, 0), (Mode::Fifo, 0), (Mode::Random, seed), (Mode::Random, seed + 1)] {
            let options = options(mode, run_seed);
            println!("program {seed}, {mode:?} {run_seed}:\n{}", writer.out);
            let whole = run_sliced(&prepared, &options, i64::MAX);
            judge(&whole);
            let sliced = run_sliced(&prepared, &options, 40);
            assert_eq!(sliced.trace_hash, whole.trace_hash, "program {seed}, {mode:?}:\n{}", writer.out);
            assert_eq!(format!("{sliced:?}"), format!("{whole:?}"), "program {seed}, {mode:?}:\n{}", writer.out);
            let differences = replaying::differences(&prepared, &options);
            assert!(differences.is_empty(), "program {seed}, {mode:?}:\n{}\n{}", writer.out, differences.join("\n"));
        }
    }
    assert!(ran > 0, "no program was accepted");
}
