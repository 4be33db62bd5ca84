// Runs at the wasm edge: slices, events, promises, stopping, and the shapes that cross.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import init, { check, compile, limits, tokens } from "../../pkg/index.mjs";

before(() => init());

const start = (source, options) => compile(source).start(options);

const ENDLESS = `cell main() -> Int
  print("begun")
  while true
  end
  return 1
end
`;

const FAMILY = `record Point
  x: Int
  y: Int
end

cell make() -> Any
  await sleep(20)
  return [1, "two", null, 1.5, {"a": true}, Point(x: 1, y: 2), ok(3), 9007199254740993]
end

cell fail() -> Int
  await sleep(10)
  halt("boom")
end

cell main() -> String
  let a = spawn(make())
  let b = spawn(fail())
  match await b
    v: Int -> print("value")
    err: String -> print("caught {err}")
  end
  await a
  return "done"
end
`;

test("an endless loop lets the host have its turn, and stop() keeps what was printed", async () => {
  const run = start(ENDLESS, { limits: { steps: Number.MAX_SAFE_INTEGER } });
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  clearInterval(ticking);
  run.stop();
  const report = await run.finished;
  assert.deepEqual([report.status, report.output, report.value], ["limit", ["begun"], null]);
  assert.match(report.error.message, /stopped/);
  assert.ok(turns > 0);
});

test("stop() before the first slice and after the end does no harm", async () => {
  const early = start(ENDLESS);
  early.stop();
  assert.equal((await early.finished).status, "limit");
  const late = start("cell main() -> Int\n  return 1\nend\n");
  await late.finished;
  late.stop();
  assert.equal((await late.finished).value, "1");
});

test("stop() wakes a run that sleeps on the real clock", async () => {
  const run = start("cell main() -> Int\n  await sleep(600000)\n  return 1\nend\n", { clock: "real" });
  setTimeout(() => run.stop(), 20);
  assert.equal((await run.finished).status, "limit");
});

test("events come in order, without gaps, and say what the report says", async () => {
  const events = [];
  const lines = [];
  const run = start(FAMILY, { onEvents: (batch) => events.push(...batch), onOutput: (batch) => lines.push(...batch) });
  const report = await run.finished;
  assert.deepEqual(events.map((event) => event.seq), events.map((_, index) => index));
  assert.deepEqual([events[0].kind, events.at(-1).kind, events.at(-1).status], ["created", "ended", "ok"]);
  assert.deepEqual(lines, report.output);
  assert.deepEqual(lines, ["caught boom"]);
  const made = events.filter((event) => event.kind === "created").map((event) => [event.future, event.label, event.future_kind]);
  assert.deepEqual(made, report.futures.map((row) => [row.id, row.label, row.kind]));
  const failed = events.find((event) => event.kind === "failed");
  assert.deepEqual([failed.future, failed.ms, failed.message], ["0.2", 10, "boom"]);
  const printed = events.find((event) => event.kind === "printed");
  assert.equal(FAMILY.slice(printed.range.from, printed.range.to), 'print("caught {err}")');
  assert.deepEqual([printed.place.line, printed.place.column, printed.text], [21, 20, "caught boom"]);
});

test("any future is a promise when asked for", async () => {
  const run = start(FAMILY);
  const failing = assert.rejects(run.promise("0.2"), { name: "LumenFailure", message: "boom" });
  const value = await run.promise("0.1");
  assert.deepEqual(value, [1, "two", null, 1.5, { a: true }, { x: 1, y: 2 }, { variant: "ok", values: [3] }, 9007199254740993n]);
  await failing;
  assert.equal(await run.promise("0"), "done");
  await run.finished;
  assert.equal(await run.promise("0"), "done");
  await assert.rejects(run.promise("0.9"), /no future 0\.9/);
  await assert.rejects(run.promise("nonsense"), /no future nonsense/);
});

test("a listener that gives promises falls behind by one batch at most", async () => {
  let underWay = 0, most = 0;
  const run = start("cell main()\n  while now() < 30000\n    await sleep(1)\n  end\nend\n", {
    onEvents: async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 30));
      underWay -= 1;
    },
  });
  assert.equal((await run.finished).status, "ok");
  assert.equal(most, 2);
});

test("a listener that throws does not end the run; its mistake goes to the console", async (context) => {
  const { mock } = context.mock.method(console, "error", () => {});
  const mine = new Error("mine");
  const listeners = { onEvents: () => { throw mine; }, onOutput: async () => { throw mine; } };
  assert.equal((await start(FAMILY, listeners).finished).status, "ok");
  await new Promise(setImmediate);
  for (const name of Object.keys(listeners)) {
    const told = mock.calls.filter((call) => call.arguments[0] === `${name} of a Lumen run failed; the run goes on:`);
    assert.ok(told.length > 0 && told.every((call) => call.arguments[1] === mine), name);
  }
});

test("one program starts many runs, each the same", async () => {
  const program = compile(FAMILY);
  const runs = [program.start(), program.start(), program.start({ seed: 3 })];
  const hashes = await Promise.all(runs.map(async (run) => (await run.finished).trace_hash));
  assert.equal(new Set(hashes).size, 1);
  program.free();
});

test("a program knows the mode it asks for", () => {
  assert.equal(compile("cell main() -> Int\n  return 1\nend\n").defaultMode, "eager");
  assert.equal(compile("@deterministic true\n\ncell main() -> Int\n  return 1\nend\n").defaultMode, "fifo");
});

test("compile throws a LumenCompileError with the diagnostics of check", () => {
  const source = 'cell main() -> String\n  return "é😀" + nothing\nend\n';
  const diagnostics = check(source);
  assert.throws(() => compile(source), (error) => {
    assert.equal(error.name, "LumenCompileError");
    assert.ok(error instanceof Error);
    assert.deepEqual(error.diagnostics, diagnostics);
    return true;
  });
  const [{ range, line, column }] = diagnostics;
  assert.deepEqual([source.slice(range.from, range.to), line, column], ["nothing", 2, 17]);
});

test("tokens cover words in UTF-16, in order and without overlaps", () => {
  const source = 'let x = "é😀" # done\nlet y = 1\n';
  const found = tokens(source);
  assert.deepEqual(found.map(({ range }) => source.slice(range.from, range.to)).filter((text) => /let|#|^x$|^1$/.test(text)),
    ["let", "x", "# done", "let", "1"]);
  found.reduce((end, { range }) => (assert.ok(range.from >= end && range.to > range.from), range.to), 0);
});

test("limits have names and defaults", async () => {
  assert.ok(limits().steps > 1e6);
  const report = await start(ENDLESS, { limits: { steps: 10_000 } }).finished;
  assert.equal(report.status, "limit");
});
