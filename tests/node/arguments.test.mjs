// What cannot be used is named in JavaScript's words, and leaves the module as it was.
import assert from "node:assert/strict";
import test from "node:test";
import init, * as lumen from "../../pkg/index.mjs";

await init();
const { compile, decodeLink, encodeLink, readJournal, replay } = lumen;

const SOURCE = "cell main() -> Int\n  await sleep(5)\n  return 1\nend\n";

/** Each of `cases` is a call and what its error must say. */
function refuses(cases) {
  for (const [call, message] of cases) assert.throws(call, { message }, String(call));
}

test("a source, a fragment or a name that is no string", async () => {
  const ofSource = ["check", "tokens", "format", "compile", "hover", "completions", "signature", "definition", "references", "rename", "outline", "folds", "futureAt"];
  for (const name of ofSource) {
    for (const [value, shown] of [[undefined, "undefined"], [null, "null"], [5, "5"], [{}, "an object"], [["x"], "an array"], [Symbol("s"), "a symbol"]]) {
      assert.throws(() => lumen[name](value, 0, "x"), { name: "TypeError", message: `source must be a string, not ${shown}` });
    }
  }
  const program = compile(SOURCE);
  const run = program.start();
  await run.finished;
  refuses([
    [() => decodeLink(5), "fragment must be a string, not 5"],
    [() => replay(null), "journal must be a string, not null"],
    [() => readJournal({}), "journal must be a string, not an object"],
    [() => run.trace(5), "format must be a string, not 5"],
    [() => run.inspect(0, 5), "future must be a string, not 5"],
    [() => run.inspect("first"), "there is no event a string: the run has 10, counted from 0"],
  ]);
  await assert.rejects(run.promise(5), { message: "id must be a string, not 5" });
  await assert.rejects(program.call(5), { message: "name must be a string, not 5" });
  assert.equal((await program.start().finished).value, "1");
});

test("options are named with what they must be", () => {
  const program = compile(SOURCE);
  const wrong = (options, message) => [() => program.start(options), message];
  const whole = "must be a whole number from 0 to 2^53 - 1, not";
  refuses([
    wrong("fifo", "options must be an object, not a string"),
    wrong(() => 1, "options must be an object, not a function"),
    wrong({ mode: 5 }, "mode must be a string, not 5"),
    wrong({ mode: "lazy" }, "mode must be eager, fifo or random, not lazy"),
    wrong({ clock: true }, "clock must be a string, not a boolean"),
    wrong({ seed: "7" }, `seed ${whole} a string`),
    wrong({ seed: 7n }, `seed ${whole} a bigint`),
    wrong({ seed: -1 }, `seed ${whole} -1`),
    wrong({ seed: 0.5 }, `seed ${whole} 0.5`),
    wrong({ seed: 2 ** 53 }, `seed ${whole} 9007199254740992`),
    wrong({ limits: 5 }, "limits must be an object, not 5"),
    wrong({ limits: { steps: "many" } }, `steps ${whole} a string`),
    wrong({ limits: { stepz: 1 } }, "there is no limit called stepz"),
    wrong({ world: 5 }, "world must be a string, not 5"),
    wrong({ onEvents: "log" }, "onEvents must be a function, not a string"),
    [() => replay("", { replay: 5 }), "replay must be a string, not 5"],
  ]);
});

test("a fork says what it wants", async () => {
  const run = compile(SOURCE).start();
  await run.finished;
  refuses([
    [() => run.fork(), "a fork wants seq, the event at which it differs"],
    [() => run.fork({ seq: -1, pick: "0" }), "seq must be a whole number from 0 to 2^53 - 1, not -1"],
    [() => run.fork({ seq: 0 }), "a fork wants pick, answer, failure or latency_ms"],
    [() => run.fork({ seq: 0, latency_ms: 1e99 }), /^latency_ms must be a whole number/],
  ]);
});

test("only links that open again are made", () => {
  const source = SOURCE;
  refuses([
    [() => encodeLink("x"), "payload must be an object, not a string"],
    [() => encodeLink({ source: 5 }), "source must be a string, not 5"],
    [() => encodeLink({ source, mode: "lazy" }), "mode must be eager, fifo or random, not lazy"],
    [() => encodeLink({ source, clock: "sundial" }), "clock must be virtual or real, not sundial"],
    [() => encodeLink({ source, choices: "A&mode=fifo" }), "choices must be a schedule as a link holds it"],
    [() => encodeLink({ source, seed: 2 ** 60 }), /^seed must be a whole number/],
    [() => encodeLink({ journal: "{}" }), "this is not a journal of the Lumen playground"],
  ]);
  const whole = { source, mode: "random", clock: "real", seed: Number.MAX_SAFE_INTEGER, cursor: 3 };
  assert.deepEqual(decodeLink(encodeLink(whole)), whole);
});

test("the report of a run to the end of time can be read", async () => {
  const run = compile("await sleep(9223372036854775807)\nnow()\n").start();
  const { status, value, elapsed_ms } = await run.finished;
  assert.deepEqual([status, value, elapsed_ms], ["ok", "9007199254740991", Number.MAX_SAFE_INTEGER]);
});

test("a journal whose numbers no report can say is refused", async () => {
  const run = compile(SOURCE).start({ seed: Number.MAX_SAFE_INTEGER });
  await run.finished;
  const journal = run.journal();
  assert.equal((await replay(journal).finished).seed, Number.MAX_SAFE_INTEGER);
  const message = "this journal is damaged in line 1: `seed` must be a whole number up to 2^53 - 1";
  assert.throws(() => replay(journal.replace("9007199254740991", "18446744073709551615")), { name: "LumenJournalError", message });
});
