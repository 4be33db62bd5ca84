// Recorded runs: journals out of runs and back, on the command line and in the module.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import init, { compile, decodeLink, encodeLink, readJournal, replay } from "../../pkg/index.mjs";

const CLI = fileURLToPath(new URL("../../pkg/cli.mjs", import.meta.url));
const FIXTURES = new URL("../journals/", import.meta.url);

const ROUNDS = `@deterministic true

cell worker(name: String, log: Shared[Any])
  log.set(push(log.get(), name))
  print(name)
end

cell main() -> Any
  let log = shared([])
  for n in 0..3
    await parallel
      worker("a{n}", log)
      worker("b{n}", log)
      worker("c{n}", log)
    end
  end
  return log.get()
end
`;

let folder;
before(async () => {
  await init();
  folder = mkdtempSync(join(tmpdir(), "lumen-journal-"));
});
after(() => rmSync(folder, { recursive: true }));

function cli(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

function file(name, text) {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
}

const fixture = (name) => readFileSync(new URL(name, FIXTURES), "utf8");
const line = (kind, text) => text.split("\n").find((record) => record.startsWith(`{"record":"${kind}"`));

test("the command line repeats a run: same report, same output, same exit code", () => {
  const program = file("rounds.lm", ROUNDS);
  const [journal, trace] = [file("rounds.jsonl"), file("rounds.trace.jsonl")];
  const run = cli("run", program, "--mode", "random", "--seed", "5", "--journal", journal, "--trace", trace, "--json");
  const again = cli("replay", journal, "--trace", file("again.jsonl"), "--json");
  assert.deepEqual(JSON.parse(again.stdout), JSON.parse(run.stdout));
  assert.equal(again.status, 0);
  assert.equal(readFileSync(file("again.jsonl"), "utf8"), readFileSync(trace, "utf8"));
  assert.equal(cli("replay", journal).stdout, cli("run", program, "--mode", "random", "--seed", "5").stdout);
});

test("a failing run repeats with its message and exit code 1", () => {
  const program = file("fails.lm", 'cell main()\n  await sleep(5)\n  halt("no luck")\nend\n');
  const run = cli("run", program, "--journal", file("fails.jsonl"));
  const again = cli("replay", file("fails.jsonl"));
  assert.equal(again.status, 1);
  assert.equal(again.stderr.replaceAll("fails.jsonl", "fails.lm"), run.stderr);
});

test("a journal that cannot be used, or goes another way, is exit code 3 with one sentence", () => {
  const whole = fixture("schedule-1.jsonl");
  for (const [text, sentence] of [
    ["hello\n", /this is not a journal/],
    [whole.slice(0, 700), /was cut off/],
    [whole.replace('"format":1', '"format":7'), /newer version/],
    [whole.replace("0..4", "0..5"), /not the one that was recorded/],
    [whole.replace('"index":1', '"index":9'), /went another way .* at event 8/],
  ]) {
    const { status, stderr } = cli("replay", file("bad.jsonl", text));
    assert.equal(status, 3);
    assert.match(stderr, sentence);
    assert.doesNotMatch(stderr, /at .*\.mjs:/);
  }
  assert.equal(cli("replay", file("bad.jsonl", whole.replace('"index":1', '"index":9')), "--replay", "lenient").status, 0);
});

test("a trace for Perfetto has a named track for each future and an arrow for each wake", () => {
  const path = file("rounds.perfetto.json");
  cli("run", file("rounds.lm", ROUNDS), "--trace", path);
  const { traceEvents } = JSON.parse(readFileSync(path, "utf8"));
  const tracks = traceEvents.filter(({ name }) => name === "thread_name").map(({ args }) => args.name);
  assert.equal(tracks.length, 13);
  assert.ok(traceEvents.every(({ tid }) => tid > 0), "thread 0 is Perfetto's idle thread");
  assert.ok(tracks.includes('0.1.1 worker("a{n}", log)'));
  const arrows = (phase) => traceEvents.filter(({ ph }) => ph === phase).length;
  assert.ok(arrows("s") > 0 && arrows("s") === arrows("f"));
  assert.ok(traceEvents.every(({ ph, dur }) => ph !== "X" || dur >= 0));
});

test("a link holds a schedule in a few characters, and a live run's journal", async () => {
  const program = file("rounds.lm", ROUNDS);
  cli("run", program, "--mode", "random", "--seed", "5", "--journal", file("rounds.jsonl"));
  const link = cli("share", program, "--journal", file("rounds.jsonl")).stdout;
  const { source, mode, seed, choices, journal } = decodeLink(link);
  assert.deepEqual([source, mode, seed, journal], [ROUNDS, "random", 5, undefined]);
  assert.ok(choices.length > 0 && choices.length <= 16, choices);
  const again = await compile(source).start({ mode, seed, choices }).finished;
  assert.equal(again.trace_hash, JSON.parse(cli("replay", file("rounds.jsonl"), "--json").stdout).trace_hash);

  const live = fixture("live-1.jsonl");
  const shared = cli("share", file("live.lm", readJournal(live).source), "--journal", file("live.jsonl", live)).stdout;
  assert.equal(decodeLink(shared).journal, live);
  assert.equal(decodeLink(shared).source, readJournal(live).source);
  assert.equal(cli("open", shared.trim()).stdout, readJournal(live).source);
  assert.equal(cli("share", program, "--journal", file("live.jsonl", live)).status, 3);
});

test("what was recorded natively repeats here, and what is recorded here is the same text", async () => {
  for (const name of ["schedule-1.jsonl", "live-1.jsonl"]) {
    const text = fixture(name);
    const run = replay(text);
    await run.finished;
    assert.equal(run.divergence, null, name);
    assert.equal(line("end", run.journal()).replace(/"trace_hash".*/, ""), line("end", text).replace(/"trace_hash".*/, ""));
  }
  const { source, seed } = readJournal(fixture("schedule-1.jsonl"));
  const run = compile(source).start({ mode: "random", seed });
  await run.finished;
  const withoutHash = (text) => text.replace(/"trace_hash":"[0-9a-f]*"/, "");
  assert.equal(withoutHash(run.journal()), withoutHash(fixture("schedule-1.jsonl")));
});

test("a strict replay ends where it goes another way, a lenient one goes on", async () => {
  const text = fixture("schedule-1.jsonl").replace('"index":1', '"index":9');
  const strict = replay(text);
  const report = await strict.finished;
  assert.equal(report.status, "limit");
  assert.equal(strict.divergence.seq, 8);
  assert.equal(report.error.message, strict.divergence.message);
  const lenient = replay(text, { replay: "lenient" });
  assert.equal((await lenient.finished).status, "ok");
  assert.equal(lenient.divergence.seq, 8);
});

test("an edited program follows a journal as far as it fits", async () => {
  const journal = fixture("schedule-1.jsonl");
  const { source } = readJournal(journal);
  const commented = compile(source.replace("let log", "# remark\n  let log")).start({ journal });
  await commented.finished;
  assert.equal(commented.divergence, null);
  const edited = compile(source.replace('      worker("c{n}", log)\n', "")).start({ journal });
  assert.equal((await edited.finished).status, "ok");
  assert.notEqual(edited.divergence, null);
});

test("a run that was stopped repeats to where it was", async () => {
  const program = compile("cell main()\n  let mut n = 0\n  while true\n    n += 1\n  end\nend\n");
  const run = program.start();
  setTimeout(() => run.stop(), 30);
  const report = await run.finished;
  const again = await replay(run.journal()).finished;
  assert.deepEqual([again.status, again.steps, again.trace_hash], [report.status, report.steps, report.trace_hash]);
});

test("wrong words are errors", () => {
  assert.throws(() => replay("", { replay: "loose" }), /strict, lenient or prefix/);
  assert.throws(() => replay(""), { name: "LumenJournalError", message: /not a journal/ });
  assert.throws(() => compile(ROUNDS).start({ choices: "!" }), /choices/);
  assert.throws(() => compile(ROUNDS).start({ journal: "x" }), { name: "LumenJournalError" });
  assert.throws(() => compile(ROUNDS).start().trace("xml"), /jsonl or perfetto/);
  assert.throws(() => decodeLink(encodeLink({ source: "", journal: "a\nb" })), { name: "LumenJournalError" });
  assert.throws(() => encodeLink({ source: "x".repeat(5_000_000) }), /too large for a link/);
});

test("a live call that takes longer in a fork is no divergence", async () => {
  const program = compile("use tool ask as Ask\n\ncell main() -> Any\n  return Ask(n: 1)\nend\n");
  const events = [];
  const run = program.start({ clock: "real", tools: { ask: async () => "yes" }, onEvents: (batch) => events.push(...batch) });
  await run.finished;
  const called = events.find(({ kind }) => kind === "tool_called");
  const fork = run.fork({ seq: called.seq, latency_ms: 5000 });
  const { value, elapsed_ms } = await fork.finished;
  assert.deepEqual([value, elapsed_ms, fork.divergence], ["yes", called.ms + 5000, null]);
});

test("a fork lets another fiber go, or answers a call otherwise", async () => {
  const run = compile(ROUNDS).start({ mode: "fifo" });
  const events = () => run.trace("jsonl").trim().split("\n").map((text) => JSON.parse(text));
  await run.finished;
  const chosen = events().find(({ kind }) => kind === "chosen");
  const fork = run.fork({ seq: chosen.seq, pick: chosen.ready[1] });
  const report = await fork.finished;
  assert.ok(report.value.startsWith('["b0", "a0", "c0"'), report.value);
  const { parent, fork_seq } = readJournal(fork.journal());
  assert.deepEqual([parent, fork_seq], [(await run.finished).trace_hash, chosen.seq]);
  assert.equal((await replay(fork.journal()).finished).trace_hash, report.trace_hash);
  assert.throws(() => run.fork({ seq: 0, pick: "0" }), /nothing was chosen/);
  assert.throws(() => run.fork({ seq: 0 }), /pick, answer, failure or latency_ms/);

  const fetches = compile('cell main() -> Any\n  return await fetch("https://a.example")\nend\n').start();
  await fetches.finished;
  const call = JSON.parse(fetches.trace("jsonl").split("\n").find((text) => text.includes('"tool_called"'))).seq;
  assert.equal((await fetches.fork({ seq: call, answer: { n: [1, 2.5, null] } }).finished).value, '{"n": [1, 2.5, null]}');
  assert.equal((await fetches.fork({ seq: call, failure: "offline" }).finished).error.message, "offline");
  assert.equal((await fetches.fork({ seq: call, latency_ms: 5 }).finished).elapsed_ms, 5);
});
