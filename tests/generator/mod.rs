//! Random async programs: every form of the language that makes or waits for a future, nested, with failures, ties, `defer`s, channels,
//! shared cells. Small numbers everywhere, so that many things happen at one instant. The same seed gives the same program.
#![allow(dead_code, reason = "each test uses a part of it")]

/// The seeds that `LUMEN_SEEDS=from..to` names, or the usual ones.
#[allow(clippy::disallowed_methods, reason = "who runs a test says how far it looks")]
pub fn seeds(usual: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let range = std::env::var("LUMEN_SEEDS").unwrap_or_default();
    let bounds = range.split_once("..").and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    bounds.map_or_else(|| usual.into_iter().collect(), |(from, to): (u64, u64)| (from..to).collect())
}

/// The program of a seed. The checker refuses some.
pub fn program(seed: u64) -> String {
    written(seed, false)
}

/// A program whose outcome no schedule may change: nothing is shared, nobody is first, nothing fails that has siblings.
pub fn orderless(seed: u64) -> String {
    written(seed, true)
}

fn written(seed: u64, orderless: bool) -> String {
    let mut writer = Writer { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), orderless, ..Writer::default() };
    writer.program();
    writer.out
}

/// The numbers of the statements, expressions and leaves that no order changes, and how many of the statements do not nest.
const ORDERLESS: ([u64; 9], u64, [u64; 9], [u64; 5]) =
    ([0, 6, 7, 18, 9, 11, 12, 15, 16], 4, [0, 2, 3, 5, 6, 8, 9, 12, 13], [0, 1, 2, 3, 4]);

/// Writes a program. Every cell takes the channels and the shared cell and may call those before it.
#[derive(Default)]
struct Writer {
    state: u64,
    out: String,
    /// How many cells may be called.
    cells: u64,
    /// Names given so far.
    names: u64,
    /// Variables in sight that hold futures.
    futures: Vec<String>,
    /// Whether the schedule may not change the outcome.
    orderless: bool,
    /// How many `defer`s are open: they do not return and wait only for the clock.
    defers: u32,
}

impl Writer {
    fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % bound
    }

    fn new_name(&mut self) -> String {
        self.names += 1;
        format!("v{}", self.names)
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
            let tail = if self.below(3) == 0 { self.expr(1) } else { cell.to_string() };
            self.line(1, &format!("return {tail}"));
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
        let futures = self.futures.len();
        for _ in 0..1 + self.below(4) {
            self.statement(depth, nesting);
        }
        self.futures.truncate(futures);
    }

    fn statement(&mut self, depth: usize, nesting: usize) {
        let expr = self.expr(nesting);
        match self.statement_number(nesting) {
            0..3 => self.line(depth, &format!("await {expr}")),
            3 => self.line(depth, &format!("s.set([{expr}])")),
            4 => self.line(depth, &format!("print(\"{{now()}} {depth}\", {expr})")),
            5 => self.line(depth, "a.close()"),
            6 => self.spawned(depth),
            7 => self.looked_at(depth),
            8 => self.line(depth, "print(\"{now()}\", b.try_receive(), a.len(), b.len())"),
            9 => self.caught(depth, &expr),
            10 => self.caught_later(depth, &expr),
            11 => self.deferred(depth, nesting),
            12 => self.wrapped(depth, nesting, "for i in 0..3"),
            13 => self.wrapped(depth, nesting, "if s.get() == []"),
            14 => self.halts(depth),
            15 => self.named(depth, nesting),
            16 => self.parallel_for(depth, nesting),
            17 => self.counted(depth, nesting),
            18 if self.orderless => self.fails_alone(depth),
            _ => self.block_form(depth, nesting),
        }
    }

    fn statement_number(&mut self, nesting: usize) -> u64 {
        let (numbers, flat, ..) = ORDERLESS;
        match self.orderless {
            true => numbers[self.below(if nesting > 0 { numbers.len() as u64 } else { flat }) as usize],
            false => self.below(if nesting > 0 { 20 } else { 9 }),
        }
    }

    fn fails_alone(&mut self, depth: usize) {
        let ms = self.below(4);
        self.line(depth, &format!("match await spawn(fn() => halt(\"alone {{await sleep({ms})}}\"))"));
        self.line(depth + 1, "err(m) -> print(\"caught\", m)");
        self.line(depth + 1, "v -> print(v)");
        self.line(depth, "end");
    }

    fn spawned(&mut self, depth: usize) {
        let name = self.new_name();
        let (body, number) = (self.leaf(), self.below(9));
        match self.below(4) {
            0 if self.cells > 0 => {
                let cell = self.below(self.cells);
                self.line(depth, &format!("let {name} = spawn(c{cell}(a, b, s))"));
            }
            1 => self.line(depth, &format!("let {name} = spawn(fn() => {body})")),
            2 if !self.orderless => self.line(depth, &format!("let {name} = race({body}, {number})")),
            _ => self.line(depth, &format!("let {name} = spawn(fn() => await {body})")),
        }
        self.futures.push(name);
    }

    fn looked_at(&mut self, depth: usize) {
        let Some(name) = self.future() else { return self.line(depth, "print(\"{now()}\")") };
        match self.below(3) {
            _ if self.orderless => self.line(depth, &format!("print(\"{{now()}}\", await {name})")),
            0 => self.line(depth, &format!("print({name}.state)")),
            1 => self.line(depth, &format!("print(\"{{now()}}\", {name})")),
            _ => self.line(depth, &format!("print(await {name})")),
        }
    }

    fn future(&mut self) -> Option<String> {
        let len = self.futures.len() as u64;
        (len > 0).then(|| self.below(len)).map(|index| self.futures[index as usize].clone())
    }

    fn caught(&mut self, depth: usize, expr: &str) {
        self.line(depth, &format!("match await {expr}"));
        self.line(depth + 1, "err(m) -> print(\"caught\", m)");
        self.line(depth + 1, "v -> print(v)");
        self.line(depth, "end");
    }

    fn caught_later(&mut self, depth: usize, expr: &str) {
        let name = self.new_name();
        self.line(depth, &format!("let {name} = await {expr}"));
        self.line(depth, &format!("match {name}"));
        self.line(depth + 1, "v: T -> print(v)");
        self.line(depth + 1, "null -> print(\"none\")");
        self.line(depth + 1, "m: String -> print(\"caught\", m)");
        self.line(depth, "end");
    }

    fn deferred(&mut self, depth: usize, nesting: usize) {
        self.defers += 1;
        self.wrapped(depth, nesting.min(2), "defer");
        self.defers -= 1;
    }

    fn wrapped(&mut self, depth: usize, nesting: usize, head: &str) {
        self.line(depth, head);
        self.block(depth + 1, nesting - 1);
        self.line(depth, "end");
    }

    fn halts(&mut self, depth: usize) {
        let word = if self.defers == 0 && self.below(3) == 0 { "return 7" } else { "halt(\"halted {now()}\")" };
        self.line(depth, "if len(s.get()) == 0");
        self.line(depth + 1, word);
        self.line(depth, "end");
    }

    fn block_form(&mut self, depth: usize, nesting: usize) {
        let choices = if self.orderless { 2 } else { 4 };
        let word = ["parallel", "vote", "race", "select"][self.below(choices) as usize];
        self.line(depth, &format!("await {word}"));
        for _ in 0..1 + self.below(3) {
            let entry = self.expr(nesting - 1);
            self.line(depth + 1, &entry);
        }
        self.line(depth, "end");
    }

    fn named(&mut self, depth: usize, nesting: usize) {
        let word = ["parallel", "select"][self.below(if self.orderless { 1 } else { 2 }) as usize];
        let (one, two) = (self.new_name(), self.new_name());
        self.line(depth, &format!("await {word}"));
        for name in [&one, &two] {
            let entry = self.expr(nesting - 1);
            self.line(depth + 1, &format!("{name} = {entry}"));
        }
        self.line(depth, "end");
        self.line(depth, &format!("print(\"{{now()}}\", {one}, {two})"));
    }

    fn parallel_for(&mut self, depth: usize, nesting: usize) {
        let (name, left_out) = (self.new_name(), self.below(4));
        self.line(depth, &format!("await parallel for {name} in 0..3 if {name} != {left_out}"));
        self.block(depth + 1, nesting - 1);
        self.line(depth + 1, &format!("sleep({name})"));
        self.line(depth, "end");
    }

    /// A variable that a closure, a `defer` and the code around them share or do not share.
    fn counted(&mut self, depth: usize, nesting: usize) {
        let (count, closure) = (self.new_name(), self.new_name());
        self.line(depth, &format!("let mut {count} = 0"));
        self.line(depth, &format!("let {closure} = fn() -> Any"));
        self.line(depth + 1, &format!("{count} += 1"));
        self.block(depth + 1, nesting - 1);
        self.line(depth + 1, &format!("return {count}"));
        self.line(depth, "end");
        self.line(depth, &format!("{count} += 10"));
        self.line(depth, &format!("print({closure}(), await spawn({closure}), {count})"));
    }

    fn expr(&mut self, nesting: usize) -> String {
        if nesting == 0 {
            return self.leaf();
        }
        let inner = self.expr(nesting - 1);
        let other = self.expr(nesting - 1);
        let number = if self.orderless { ORDERLESS.2[self.below(9) as usize] } else { self.below(14) };
        match number {
            0 => format!("[{inner}, {other}]"),
            1 => format!("race({inner}, {other})"),
            2 => format!("parallel({inner}, {other})"),
            3 => format!("vote({inner}, {other}, {inner})"),
            4 => format!("select({inner}, {other})"),
            5 => format!("timeout({}, {inner})", self.below(5)),
            6 if self.cells > 0 => format!("spawn(c{}(a, b, s))", self.below(self.cells)),
            7 => "s.get()".to_string(),
            8 => format!("spawn(fn() => await {inner})"),
            9 => format!("spawn([fn() => {inner}, fn() => await {other}])"),
            10 => format!("(await {inner})"),
            11 => format!("race([{inner} for i in 0..2])"),
            _ => self.future().unwrap_or_else(|| self.leaf()),
        }
    }

    fn leaf(&mut self) -> String {
        let number = if self.orderless {
            ORDERLESS.3[self.below(5) as usize]
        } else {
            self.below(if self.defers > 0 { 5 } else { 9 })
        };
        match number {
            0 | 1 => format!("sleep({})", self.below(4)),
            2 => "sleep(0)".to_string(),
            3 => "now()".to_string(),
            4 if self.cells > 0 => format!("c{}(a, b, s)", self.below(self.cells)),
            5 => "a.receive()".to_string(),
            6 => "b.receive()".to_string(),
            7 => format!("a.send({})", self.below(9)),
            8 => format!("b.send({})", self.below(9)),
            _ => self.below(4).to_string(),
        }
    }
}
