// The command line: streams, exit codes and property names as the contract states them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../pkg/cli.mjs", import.meta.url));

/** Runs the command line with `input` on stdin. */
function cli(words, input = "", script = CLI) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words]);
    const result = { code: null, stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (result.stdout += chunk));
    child.stderr.on("data", (chunk) => (result.stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...result, code }));
    child.stdin.end(input);
  });
}

const run = (source, ...options) => cli(["run", "-", ...options], source);

async function report(source, ...options) {
  const { stdout, stderr, code } = await run(source, "--json", ...options);
  assert.equal(stderr, "");
  return { code, ...JSON.parse(stdout) };
}

const HELLO = `cell main() -> Int
  print("hello")
  await sleep(30)
  return 42
end
`;

test("run prints the program's lines and nothing else", async () => {
  assert.deepEqual(await run(HELLO), { code: 0, stdout: "hello\n", stderr: "" });
});

test("run --json has every property of the contract", async () => {
  const { code, trace_hash, steps, futures, ...rest } = await report(HELLO);
  assert.equal(code, 0);
  assert.deepEqual(rest, {
    version: 1, status: "ok", value: "42", error: null, output: ["hello"], mode: "eager", clock: "virtual", seed: 0,
    elapsed_ms: 30, unhandled: [], diagnostics: [],
  });
  assert.match(trace_hash, /^[0-9a-f]+$/);
  assert.ok(steps > 0);
  assert.deepEqual(futures[1], {
    id: "0.1", parent: "0", label: "sleep(30)", kind: "sleep", state: "completed", value: "null", message: null,
    created_ms: 0, started_ms: 0, settled_ms: 30, line: 3, column: 9,
  });
});

test("two runs have the same event log", async () => {
  assert.equal((await report(HELLO)).trace_hash, (await report(HELLO)).trace_hash);
});

test("--mode and --seed reach the report; the program decides without them", async () => {
  const chosen = await report(HELLO, "--mode", "random", "--seed", "7");
  assert.deepEqual([chosen.mode, chosen.seed], ["random", 7]);
  assert.equal((await report(`@deterministic true\n\n${HELLO}`)).mode, "fifo");
});

test("the real clock takes its time", async () => {
  const { status, clock, elapsed_ms } = await report(HELLO, "--clock", "real");
  assert.deepEqual([status, clock], ["ok", "real"]);
  assert.ok(elapsed_ms >= 30, `${elapsed_ms}`);
});

test("a program that fails: 1, the output so far, line and caret on stderr", async () => {
  const { code, stdout, stderr } = await run('cell main() -> Int\n  print("so far")\n  halt("boom")\nend\n');
  assert.equal(code, 1);
  assert.equal(stdout, "so far\n");
  assert.match(stderr, /boom/);
  assert.match(stderr, /-:3:\d+\n3 \|   halt\("boom"\)\n {2}\| +\^/);
});

test("an endless loop ends at the step limit: 1", async () => {
  const { code, status, error } = await report("cell main() -> Int\n  while true\n  end\n  return 1\nend\n", "--max-steps", "20000");
  assert.deepEqual([code, status], [1, "limit"]);
  assert.match(error.message, /20,?000/);
});

test("a program that does not compile: 2, nothing on stdout", async () => {
  const { code, stdout, stderr } = await run("cell main() -> Int\n  return undefined_name\nend\n");
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /^error\[[a-z-]+\]: .*\n +--> -:2:10\n2 \| {3}return undefined_name\n {2}\| {10}\^{14}/);
  assert.equal((await report("cell main(\n")).status, "rejected");
});

test("check: 0 with warnings, 2 with errors, diagnostics as data", async () => {
  const warned = await cli(["check", "-", "--json"], "cell main() -> Null\n  sleep(10)\n  return null\nend\n");
  assert.equal(warned.code, 0);
  const { version, diagnostics } = JSON.parse(warned.stdout);
  assert.equal(version, 1);
  assert.deepEqual([diagnostics[0].severity, diagnostics[0].line, diagnostics[0].column], ["warning", 2, 3]);
  assert.equal((await cli(["check", "-"], "cell main(\n")).code, 2);
});

test("explain prints a code's page, as plain words; check and run say so", async () => {
  const { code, stdout, stderr } = await cli(["explain", "unused-future"]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^# unused-future\n[^]*\n## Repair\n[^]*\nfuture-as-value, unhandled-failure\n$/);
  assert.equal((await cli(["explain", "warning[unused-future]"])).stdout, stdout);
  const checked = await cli(["check", "-"], "sleep(10)\nprint(1)\n");
  assert.match(checked.stderr, /\nmore about unused-future: lumen-playground explain unused-future\n$/);
  const several = await cli(["check", "-"], "sleep(10)\nprint(totl)\n");
  assert.match(several.stderr, /\nmore about unused-future, unknown-name: lumen-playground explain CODE\n$/);
  assert.match((await run("let c = channel()\nprint(await c.receive())\n")).stderr, /\nmore about deadlock: .* explain deadlock\n$/);
});

test("explain of an unknown code: 3, and the nearest ones", async () => {
  const { code, stdout, stderr } = await cli(["explain", "unused-futur"]);
  assert.deepEqual([code, stdout], [3, ""]);
  assert.match(stderr, /^no diagnostic has the code unused-futur; nearest: unused-future, /);
  assert.equal((await cli(["explain", "../README"])).stderr, "no diagnostic has the code ../README\n");
});

test("share and open are each other's opposite", async () => {
  const { code, stdout } = await cli(["share", "-", "--mode", "fifo"], HELLO);
  assert.equal(code, 0);
  assert.match(stdout, /^#v1\.p[\w-]+\n$/);
  assert.deepEqual(await cli(["open", stdout.trim()]), { code: 0, stdout: HELLO, stderr: "" });
});

test("wrong usage and unreadable input: 3, one sentence, no stack", async () => {
  const cases = [[[], /command is missing/], [["fly"], /unknown command fly/], [["run"], /takes one FILE/],
    [["run", "no-such-file.lm"], /cannot read no-such-file\.lm/], [["run", "-", "--mode", "lazy"], /eager, fifo, random/],
    [["run", "-", "--seed", "x"], /whole number/], [["run", "-", "--fast"], /--fast/], [["open", "#v1.pAAAA"], /damaged/]];
  for (const [words, sentence] of cases) {
    const { code, stdout, stderr } = await cli(words);
    assert.deepEqual([code, stdout], [3, ""], words.join(" "));
    assert.match(stderr, sentence);
    assert.doesNotMatch(stderr, / at .*:\d+:\d+/);
  }
});

test("--help and -h print the usage, --version the version", async () => {
  const { code, stdout } = await cli(["help"]);
  assert.equal(code, 0);
  for (const words of [["--help"], ["-h"], ["run", "--help"], ["check", "some.lm", "-h"], ["bench", "-h"]]) assert.deepEqual(await cli(words), { code: 0, stdout, stderr: "" });
  assert.match((await cli(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
});

test("bench takes nothing", async () => {
  const { code, stderr } = await cli(["bench", "fib"]);
  assert.equal(code, 3);
  assert.match(stderr, /^bench takes nothing\n/);
});

test("files that are no text, no program, or no files: 3, and why", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "lumen-"));
  context.after(() => rm(folder, { recursive: true }));
  const file = async (name, content) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const latin = await file("latin.lm", Buffer.from('print("a")\nprint("caf\u00e9")\n', "latin1"));
  const prose = await file("prose.md", "# Notes\n\nNo program here.\n");
  const hello = await file("hello.lm", HELLO);
  const cases = [
    [["run", latin], `cannot read ${latin}: line 2 is not UTF-8; save it as UTF-8 text\n`],
    [["check", folder], `cannot read ${folder}: it is a folder\n`],
    [["run", prose], `${prose} has no program: in a .md file it stands between \`\`\`lumen and \`\`\`\n`],
    [["format", prose], `${prose} has no program: in a .md file it stands between \`\`\`lumen and \`\`\`\n`],
    [["run", hello, "--seed", "-1"], /^Option '--seed' argument is ambiguous\n\nusage/],
    [["run", "-", "--world", "-"], /^only one file can be standard input\n/],
    [["share", "-", "--journal", "-"], /^only one file can be standard input\n/],
  ];
  for (const [words, sentence] of cases) {
    const { code, stdout, stderr } = await cli(words);
    assert.deepEqual([code, stdout], [3, ""], words.join(" "));
    if (typeof sentence === "string") assert.equal(stderr, sentence);
    else assert.match(stderr, sentence);
  }
});

test("a file that cannot be written does not take the report away", async () => {
  const { code, stdout, stderr } = await run(HELLO, "--json", "--journal", "no/such/folder/run.jsonl");
  assert.equal(code, 3);
  assert.equal(JSON.parse(stdout).value, "42");
  assert.equal(stderr, "cannot write no/such/folder/run.jsonl: there is no such file or folder\n");
});

test("a package that was never built says so", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "lumen-"));
  context.after(() => rm(folder, { recursive: true }));
  for (const name of ["cli.mjs", "explain.mjs", "index.mjs"]) await writeFile(join(folder, name), await readFile(fileURLToPath(new URL(`../../pkg/${name}`, import.meta.url))));
  const { code, stdout, stderr } = await cli(["run", "-"], HELLO, join(folder, "cli.mjs"));
  assert.deepEqual([code, stdout, stderr], [3, "", "the module is missing: `cargo xtask build` puts it beside this file\n"]);
});

test("bad input is answered with a diagnostic", async () => {
  const inputs = ["", "\0\u0001\u0002", "(".repeat(100_000), "cell main()\n  return \"open\n", "a".repeat(1_000_000)];
  for (const input of inputs) {
    const { code, stderr } = await cli(["check", "-"], input);
    assert.ok(code === 0 || code === 2, `${input.slice(0, 20)}: ${code} ${stderr.slice(0, 200)}`);
    assert.doesNotMatch(stderr, /mistake of the playground/);
  }
});
