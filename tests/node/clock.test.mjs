// The real clock: timers in order, nothing busy between them.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import init, { compile } from "../../pkg/index.mjs";

before(() => init());

const SLEEPS = `cell main() -> Any
  let order = channel(capacity: 9)
  let fs = [spawn(fn() => note(order, ms)) for ms in [90, 30, 60, 30, 0]]
  await fs
  let mut seen = []
  while order.len() > 0
    seen = push(seen, await order.receive())
  end
  return seen
end

cell note(order: Channel[Int], ms: Int)
  await sleep(ms)
  await order.send(ms)
end
`;

test("timers fire in the order of their deadlines, none before its time", async () => {
  const report = await compile(SLEEPS).start({ clock: "real" }).finished;
  assert.equal(report.value, "[0, 30, 30, 60, 90]");
  assert.ok(report.elapsed_ms >= 90);
});

test("while a run sleeps it asks the host for a timer, and for nothing else", async () => {
  const { setImmediate: immediate, setTimeout: timeout } = globalThis;
  const asked = { turns: 0, timers: 0 };
  globalThis.setImmediate = (...args) => ((asked.turns += 1), immediate(...args));
  globalThis.setTimeout = (...args) => ((asked.timers += 1), timeout(...args));
  try {
    const report = await compile("cell main() -> Any\n  await sleep(150)\n  return now()\nend\n").start({ clock: "real" }).finished;
    assert.equal(report.status, "ok");
  } finally {
    Object.assign(globalThis, { setImmediate: immediate, setTimeout: timeout });
  }
  // A timer may come a little early and be set again for the rest.
  assert.ok(asked.turns <= 2 && asked.timers <= 3, JSON.stringify(asked));
});

test("an answer that comes while a timer runs is taken at once", async () => {
  const source = "use tool ask as Ask\n\ncell main() -> Any\n  let slow = spawn(fn() => sleep(60000))\n  let answer = Ask()\n  halt(answer)\nend\n";
  const report = await compile(source).start({ clock: "real", tools: { ask: () => new Promise((resolve) => setTimeout(resolve, 20, "done")) } }).finished;
  assert.deepEqual([report.status, report.error.message], ["failed", "done"]);
});
