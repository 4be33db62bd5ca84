// How quick the machine is here: a handful of programs of one kind of work each, those of futures beside V8's own promises. Times are processor time of this process,
// the best of many rounds, so that other work on the machine disturbs them less.
import { readFile } from "node:fs/promises";
import { compile } from "./index.mjs";
import { PROMISES } from "./peers.mjs";

/** The programs, which the build puts beside this file: what each does, how often, and its value. */
export const PROGRAMS = [
  { name: "fib", count: 832_039, of: "calls", value: 196418 },
  { name: "additions", count: 5_000_000, of: "loop rounds", value: 4166665833333 },
  { name: "pieces", count: 200_000, of: "texts", value: 2488890 },
  { name: "futures", count: 100_000, of: "futures", value: 5000050000 },
  { name: "rendezvous", count: 100_000, of: "messages", value: 4999950000 },
  { name: "buffered", count: 100_000, of: "messages", value: 4999950000 },
  { name: "joins", count: 32_767, of: "joins", value: 32768 },
  { name: "timers", count: 10_000, of: "timers", value: 12497500 },
];

/** So many rounds in a row that bring nothing better show that V8 has optimised the code, its own and the module's. */
const ROUNDS = 6;

/** A time that is shorter by less than this is the same time, measured again. */
const CLEARLY = 0.97;

/** The text of a program. */
export function sourceOf({ name }) {
  return readFile(new URL(`./bench/${name}.lm`, import.meta.url), "utf8");
}

/** Runs a program and gives its milliseconds; `options` are those of `start`. */
export async function timeLumen(program, options = {}) {
  const source = await sourceOf(program);
  const compiled = compile(source);
  const begin = process.cpuUsage();
  const run = compiled.start({ limits: { steps: Number.MAX_SAFE_INTEGER }, ...options });
  const report = await run.finished;
  const time = since(begin);
  expect(program, "lumen", report.status === "ok" ? Number(report.value) : JSON.stringify(report.error));
  release(report);
  run.free();
  compiled.free();
  return time;
}

/** Looks at all that a report makes when somebody looks; until then it keeps the run, and the next round would need new memory. */
function release(report) {
  return [report.futures, report.trace_hash];
}

/** The same work with V8's promises, in milliseconds. */
export async function timePromises(program) {
  const begin = process.cpuUsage();
  const value = await PROMISES[program.name]();
  const time = since(begin);
  expect(program, "V8", value);
  return time;
}

/** Milliseconds of processor time since `process.cpuUsage()` gave `begin`. */
export function since(begin) {
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

/** Whoever gives another value did other work. */
export function expect(program, who, value) {
  if (value !== program.value) throw new Error(`${who} gives ${value} for ${program.name}, not ${program.value}`);
}

/** The shortest time, once `rounds` rounds in a row have brought none that is clearly shorter. */
export async function best(rounds, measure) {
  let time = Infinity;
  for (let left = rounds; left > 0; left--) {
    const next = await measure();
    if (next < time * CLEARLY) left = rounds + 1;
    time = Math.min(time, next);
  }
  return time;
}

/** Measures every program and prints a row for each as it is done. */
export async function bench(print) {
  print(row("", "", "time", "rate", "V8's promises"));
  for (const program of PROGRAMS) {
    const time = await best(ROUNDS, () => timeLumen(program));
    const peer = program.name in PROMISES ? await best(ROUNDS, () => timePromises(program)) : undefined;
    print(row(program.name, `${program.count.toLocaleString("en")} ${program.of}`, inMs(time), perSecond(program.count, time), beside(time, peer)));
  }
}

function row(name, what, time, rate, peer) {
  return `${name.padEnd(11)}${what.padEnd(24)}${time.padStart(9)}${rate.padStart(14)}   ${peer}`.trimEnd();
}

function inMs(time) {
  return `${time.toFixed(time < 20 ? 1 : 0)} ms`;
}

function perSecond(count, time) {
  return `${(count / time / 1000).toFixed(2)} M/s`;
}

function beside(time, peer) {
  if (peer === undefined) return "";
  return `${inMs(peer)}, ${time < peer ? `${(peer / time).toFixed(1)} times as long as here` : `here ${(time / peer).toFixed(1)} times as long`}`;
}
