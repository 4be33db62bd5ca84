// What the module can reach of the host's clock, randomness and scheduling: nothing but what is listed here with its reason.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import init, { compile } from "../../pkg/index.mjs";

const MODULE = new URL("../../pkg/lumen_playground_bg.wasm", import.meta.url);
const GLUE = new URL("../../pkg/lumen_playground.js", import.meta.url);

/** What the glue's functions reach of time, chance and turns, and why: `import: word`. */
const ALLOWED = {
  "now: performance": "when to end a slice, on which no result depends, and the time of the real clock",
  "setTimeout: setTimeout": "waits for the next deadline of the real clock",
  "clearTimeout: clearTimeout": "ends that wait when a run is stopped",
  "setImmediate: setImmediate": "gives the host its turn between slices in Node",
  "postMessage: postMessage": "gives the host its turn between slices in browsers",
  "queueMicrotask: queueMicrotask": "settles the promises that a run hands out",
  "static_accessor_GLOBAL_THIS: globalThis": "looks whether there is `setImmediate`",
  "static_accessor_GLOBAL: global": "looks whether there is `setImmediate`",
  "static_accessor_SELF: self": "looks whether there is `setImmediate`",
  "static_accessor_WINDOW: window": "looks whether there is `setImmediate`",
};

/** Words of JavaScript for time, chance, turns, and for the object that holds all of them. */
const SOURCES =
  /\b(Date|performance|Temporal|hrtime|Math\.random|crypto|getRandomValues|randomUUID|require|process|set(Timeout|Interval|Immediate)|clear(Timeout|Interval)|requestAnimationFrame|queueMicrotask|postMessage|Atomics|globalThis|global|self|window|eval|Function)\b/;

/** `__wbg_now_baa4801938f6d213` is `now`. */
const nameOf = (name) => name.replace(/^__wbg_/, "").replace(/_[0-9a-f]{16}$/, "");

/** The function of each import as the glue has it, without comments. */
function functionsOf(glue) {
  const table = glue.slice(glue.indexOf("function __wbg_get_imports()"));
  const found = [...table.matchAll(/^ {8}(\w+): (function[^]*?\n {8}\}(?:, arguments\); \})?),?$/gm)];
  return new Map(found.map(([, name, text]) => [name, text.replace(/\/\/.*/g, "")]));
}

test("the module imports time, chance and turns only as listed", async () => {
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(await readFile(MODULE)));
  const functions = functionsOf(await readFile(GLUE, "utf8"));
  assert.deepEqual([...new Set(imports.map((it) => it.module))], ["./lumen_playground_bg.js"]);
  const reaching = new Set();
  for (const { name, kind } of imports) {
    assert.equal(kind, "function", name);
    assert.ok(functions.has(name), `${name} is not found in the glue`);
    const word = SOURCES.exec(functions.get(name))?.[0];
    if (word !== undefined) reaching.add(`${nameOf(name)}: ${word}`);
  }
  assert.deepEqual([...reaching].sort(), Object.keys(ALLOWED).sort());
});

const PROGRAM = `cell work(n: Int) -> Int
  let mut i = 0
  while i < 20000
    i += 1
  end
  await sleep(n)
  return n + int(random() * 100.0)
end

cell main() -> Any
  let first = await race(work(10), work(5))
  return [first, await vote(work(1), work(2)), uuid(), now()]
end
`;

test("a run on the virtual clock is the same whatever the host's clock and randomness say", async () => {
  await init();
  const program = compile(PROGRAM);
  const run = async () => {
    const { status, value, trace_hash } = await program.start({ mode: "random", seed: 7 }).finished;
    return { status, value, trace_hash };
  };
  const expected = await run();
  assert.equal(expected.status, "ok");
  assert.deepEqual(await inOddWorld(run), expected);
});

/** Runs with a clock that leaps a day with each look, and with randomness and dates that throw. */
async function inOddWorld(run) {
  const { now } = performance;
  const { random } = Math;
  const today = Date.now;
  const { getRandomValues } = crypto;
  let looks = 0;
  const refuse = () => {
    throw new Error("no result may depend on this");
  };
  performance.now = () => (looks += 86_400_000);
  Math.random = Date.now = crypto.getRandomValues = refuse;
  try {
    return await run();
  } finally {
    performance.now = now;
    Math.random = random;
    Date.now = today;
    crypto.getRandomValues = getRandomValues;
    assert.ok(looks > 0, "the odd clock was looked at");
  }
}
