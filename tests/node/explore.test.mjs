// All orders of a program, on the command line and in the module.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import init, { explore, replay } from "../../pkg/index.mjs";

const CLI = fileURLToPath(new URL("../../pkg/cli.mjs", import.meta.url));

const cli = (words, input) => spawnSync(process.execPath, [CLI, ...words], { input, encoding: "utf8" });

const LOST_UPDATE = readFileSync(new URL("../exploring/lost_update.lm", import.meta.url), "utf8");

const LEDGER = `@deterministic true

cell enter(open: Shared[Bool]) -> Int
  if not open.get()
    halt("the ledger is closed")
  end
  return 5
end

cell close(open: Shared[Bool])
  open.set(false)
end

cell main() -> Int
  let open = shared(true)
  let entry = spawn(enter(open))
  await spawn(close(open))
  return await entry
end
`;

/** Many orders: workers that write to one cell in turn. */
const crowd = (workers) => `@deterministic true

cell work(log: Shared[Any], n: Int)
  log.set(push(log.get(), n))
end

cell main() -> Any
  let log = shared([])
  await spawn([work(log, n) for n in 0..${workers}])
  return log.get()
end
`;

before(() => init());

test("outcomes have the shape of the contract, and journals that replay accepts", async () => {
  const found = await explore(LOST_UPDATE);
  const { outcomes, runs, classes, ...rest } = found;
  assert.deepEqual(rest, { version: 1, verdict: "complete", bound: null });
  assert.ok(runs >= classes);
  assert.equal(outcomes.reduce((sum, { count }) => sum + count, 0), classes);
  assert.deepEqual(outcomes.map(({ value }) => value), ["1", "2"]);
  for (const { journal, count, ...outcome } of outcomes) {
    assert.ok(count > 0);
    const run = replay(journal);
    const { status, value, error, output } = await run.finished;
    assert.deepEqual({ status, value, error, output }, outcome);
    assert.equal(run.divergence, null);
  }
});

test("explore tells progress and stops when asked to", async () => {
  const stop = new AbortController();
  const told = [];
  const onProgress = (progress) => {
    told.push(progress);
    stop.abort();
  };
  const found = await explore(crowd(9), { maxRuns: 1_000_000, signal: stop.signal, onProgress });
  assert.equal(found.verdict, "incomplete");
  assert.match(found.bound, /stopped/);
  assert.deepEqual(Object.keys(told[0]), ["runs", "classes", "outcomes"]);
  assert.ok(found.runs >= told[0].runs);
});

test("a bound is told in words", async () => {
  const found = await explore(crowd(5), { maxRuns: 10 });
  assert.deepEqual([found.verdict, found.runs], ["incomplete", 10]);
  assert.match(found.bound, /^10 runs were made, and orders are left/);
  const drawn = await explore(crowd(5), { maxRuns: 10, strategy: "pct", seed: 7 });
  assert.match(drawn.bound, /seed 7.*at least 1\//);
});

test("what cannot be explored rejects", async () => {
  await assert.rejects(explore("cell main("), { name: "LumenCompileError" });
  await assert.rejects(explore("print(1)", { strategy: "guess" }), /dpor, pct or random/);
  await assert.rejects(explore("print(1)", { maxRuns: -1 }), /maxRuns/);
  await assert.rejects(explore("print(1)", { world: "x = " }), { name: "LumenWorldError" });
});

test("the command line lists outcomes and writes their journals", () => {
  const folder = mkdtempSync(join(tmpdir(), "lumen-explore-"));
  const { stdout, stderr, status } = cli(["explore", "-", "--journals", folder], LOST_UPDATE);
  assert.deepEqual([stderr, status], ["", 0]);
  assert.match(stdout, /^\d+ orders, 2 outcomes\n\noutcome 1: ok, 1 \(\d+ orders?\)\n/);
  assert.deepEqual(readdirSync(folder), ["1.jsonl", "2.jsonl"]);
  const again = cli(["replay", join(folder, "2.jsonl"), "--json"]);
  assert.equal(JSON.parse(again.stdout).value, "2");
  rmSync(folder, { recursive: true });
});

test("a program of one order is told how more could be open", () => {
  const greetings = "cell greet(n: Int)\n  print(n)\nend\n\ncell main()\n  await spawn([greet(1), greet(2)])\nend\n";
  const { stdout } = cli(["explore", "-"], greetings);
  assert.match(stdout, /^1 order, 1 outcome\n/);
  assert.match(stdout, /--mode fifo/);
  assert.match(cli(["explore", "-", "--mode", "fifo"], greetings).stdout, /^2 orders, 2 outcomes\n/);
});

test("the exit code says whether an order fails", () => {
  assert.equal(cli(["explore", "-", "--json"], "print(1)").status, 0);
  const { stdout, status } = cli(["explore", "-"], LEDGER);
  assert.equal(status, 1);
  assert.match(stdout, /2 outcomes/);
  assert.match(stdout, /the ledger is closed\n +--> -:5:5\n/);
  const wrong = cli(["explore", "-", "--json"], "cell main(");
  assert.equal(wrong.status, 2);
  assert.equal(JSON.parse(wrong.stdout).verdict, "incomplete");
  assert.equal(cli(["explore", "-", "--strategy", "guess"], "print(1)").status, 3);
});
