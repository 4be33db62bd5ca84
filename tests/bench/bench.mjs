// Speed beside other interpreters: the same work in Lumen, QuickJS and Lua, all as wasm under this Node, in one run.
// Futures are measured beside V8's own promises. Prints a table of times (the best, once everybody's code is optimised) and ratios.
// Times are processor time of this process, so that other work on the machine disturbs them less.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { PROGRAMS, best as bestOf, expect, since, sourceOf, timeLumen, timePromises } from "../../pkg/bench.mjs";
import init, { compile, replay } from "../../pkg/index.mjs";
import { PROMISES } from "../../pkg/peers.mjs";

const ROUNDS = Number(process.env.LUMEN_BENCH_ROUNDS ?? 6);

const JAVASCRIPT = {
  fib: "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }; fib(27)",
  additions: "let total = 0; for (let i = 0; i < 5000000; i++) { if (i % 3 === 0) total = total + i } total",
  pieces: "const pieces = []; for (let i = 0; i < 200000; i++) pieces.push(`piece ${i};`); pieces.join('').length",
};

const LUA = {
  fib: "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(27)",
  additions: "local total = 0 local i = 0 while i < 5000000 do if i % 3 == 0 then total = total + i end i = i + 1 end return total",
  pieces: "local pieces = {} local i = 0 while i < 200000 do pieces[#pieces + 1] = 'piece ' .. i .. ';' i = i + 1 end return #table.concat(pieces)",
};

const named = (name) => PROGRAMS.find((program) => program.name === name);

const tools = createRequire(new URL("../../xtask/node/package.json", import.meta.url));
const { getQuickJS } = await import(pathToFileURL(tools.resolve("quickjs-emscripten")));
const { LuaFactory } = await import(pathToFileURL(tools.resolve("wasmoon")));

// From the module's files to the first result; the budget is 100 ms in Chromium.
const loading = performance.now();
const { memory } = await init();
await firstResult();
const firstResultMs = performance.now() - loading;

// Memory of the module only grows: this is its peak while 100,000 futures settle, with their events, in a fresh module.
await timeLumen(named("futures"));
const futuresBytes = memory.buffer.byteLength;

const quickjs = await getQuickJS();
const lua = await new LuaFactory().createEngine();

async function firstResult() {
  const report = await compile('cell main() -> Int\n  print("hello")\n  return 42\nend\n').start().finished;
  if (report.value !== "42") throw new Error(`the first result is ${report.value}`);
}

/** A run's journal, for replays of it. */
async function journalOf(name) {
  const program = compile(await sourceOf({ name }));
  const run = program.start({ mode: "random" });
  await run.finished;
  const journal = run.journal();
  run.free();
  program.free();
  return journal;
}

/** A replay; reading the journal and compiling its program are part of it. */
async function runReplay(journal) {
  const begin = process.cpuUsage();
  const run = replay(journal);
  const report = await run.finished;
  const time = since(begin);
  if (run.divergence !== null || report.status !== "ok") throw new Error(`the replay went another way: ${JSON.stringify(run.divergence)}`);
  run.free();
  return time;
}

/** The first run, with the compiling that a replay has, too. */
async function runRandom(name) {
  const source = await sourceOf({ name });
  const begin = process.cpuUsage();
  const program = compile(source);
  const run = program.start({ mode: "random" });
  await run.finished;
  const time = since(begin);
  run.free();
  program.free();
  return time;
}

function runQuickjs(name) {
  const context = quickjs.newContext();
  const begin = process.cpuUsage();
  const result = context.unwrapResult(context.evalCode(JAVASCRIPT[name]));
  const time = since(begin);
  expect(named(name), "quickjs", context.getNumber(result));
  result.dispose();
  context.dispose();
  return time;
}

async function runLua(name) {
  const begin = process.cpuUsage();
  const result = await lua.doString(LUA[name]);
  const time = since(begin);
  expect(named(name), "lua", Number(result));
  return time;
}

const best = (measure) => bestOf(ROUNDS, measure);

const rows = [];
for (const name of ["fib", "additions", "pieces"]) {
  process.stderr.write(`  ${name}…\n`);
  const times = { lumen: await best(() => timeLumen(named(name))), quickjs: await best(() => runQuickjs(name)), lua: await best(() => runLua(name)) };
  rows.push({ name, ...times, ratio: times.lumen / Math.min(times.quickjs, times.lua) });
}
for (const name of Object.keys(PROMISES)) {
  process.stderr.write(`  ${name}…\n`);
  const times = { lumen: await best(() => timeLumen(named(name))), V8: await best(() => timePromises(named(name))) };
  rows.push({ name, ...times, ratio: times.lumen / times.V8 });
}

process.stderr.write("  replay…\n");
const journal = await journalOf("buffered");
const again = { first: await best(() => runRandom("buffered")), replay: await best(() => runReplay(journal)) };

const shown = (time) => (time === undefined ? "–" : `${time.toFixed(time < 20 ? 1 : 0)} ms`).padStart(10);
console.log(`${"".padEnd(10)}${["lumen", "quickjs", "lua", "V8"].map((who) => who.padStart(10)).join("")}  lumen / best peer`);
for (const row of rows) {
  const cells = ["lumen", "quickjs", "lua", "V8"].map((who) => shown(row[who])).join("");
  console.log(`${row.name.padEnd(10)}${cells}${`${row.ratio.toFixed(2)}×`.padStart(12)}`);
}
console.log(`buffered, random schedule: ${shown(again.first).trim()}, its replay ${shown(again.replay).trim()}`);
console.log(`memory after 100,000 settled futures: ${(futuresBytes / 2 ** 20).toFixed(1)} MB`);
console.log(`first result ${firstResultMs.toFixed(0)} ms after the files are there`);
lua.global.close();
