// Going back at the wasm edge: the shapes that cross, bad questions, and a run that goes on.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import init, { compile } from "../../pkg/index.mjs";

before(() => init());

const PROGRAM = `cell pair(out: Channel[Int]) -> Int
  let half = 21
  await out.send(half)
  return half * 2
end

cell main() -> Int
  let pipe = channel()
  let count = shared(7)
  let future = spawn(pair(pipe))
  print("now")
  await pipe.receive()
  return await future
end
`;

async function run(source, options = {}) {
  const events = [];
  const running = compile(source).start({ ...options, onEvents: (batch) => events.push(...batch) });
  await running.finished;
  return { running, events };
}

test("a moment has frames, variables, channels and shared cells", async () => {
  const { running, events } = await run(PROGRAM);
  const printed = events.find((event) => event.kind === "printed");
  const moment = running.inspect(printed.seq);
  assert.equal(moment.seq, printed.seq);
  assert.deepEqual(moment.shared, [{ id: "1", value: "7" }]);
  assert.deepEqual(moment.channels, [{ id: "1", capacity: 0, buffered: [], senders: [{ future: "0.1.1", value: "21" }], receivers: [], closed: false }]);
  const pair = moment.futures.find((future) => future.id === "0.1");
  assert.deepEqual([pair.state, pair.waits_for, pair.since_ms], ["waiting", { type: "futures", futures: ["0.1.1"] }, 0]);
  assert.equal(pair.frames[0].cell, "pair");
  assert.equal(pair.frames[0].place.line, 3);
  assert.deepEqual(pair.frames[0].variables.at(-1), { name: "half", value: "21" });
  assert.equal(PROGRAM.slice(pair.frames[0].range.from, pair.frames[0].range.to).includes("out.send"), true);
});

test("one future can be asked for", async () => {
  const { running, events } = await run(PROGRAM);
  const moment = running.inspect(events.find((event) => event.kind === "printed").seq, "0.1");
  assert.deepEqual(moment.futures.map((future) => future.id), ["0.1"]);
});

test("every moment can be asked for, in any order", async () => {
  const { running, events } = await run(PROGRAM);
  const forward = events.map((event) => running.inspect(event.seq));
  const backward = events.toReversed().map((event) => running.inspect(event.seq));
  assert.deepEqual(backward.reverse(), forward);
  assert.deepEqual(forward.at(-1).futures, []);
});

test("questions without an answer say so", async () => {
  const { running, events } = await run(PROGRAM);
  for (const wrong of [-1, 0.5, NaN, events.length, 1e9]) assert.throws(() => running.inspect(wrong), /there is no event/);
  assert.throws(() => running.inspect(0, "0.9.9"), /there is no future 0\.9\.9/);
});

test("a stopped run can be looked at", async () => {
  const running = compile("cell main() -> Int\n  let mut n = 0\n  print(\"begun\")\n  while true\n    n = n + 1\n  end\n  return n\nend\n").start({ onOutput: () => running.stop() });
  const report = await running.finished;
  assert.equal(report.status, "limit");
  const moment = running.inspect(2);
  assert.equal(moment.futures[0].frames[0].variables[0].name, "n");
});

test("any moment of a long run is near", async () => {
  const { running, events } = await run("cell work(n: Int) -> Int\n  await sleep(1)\n  return n\nend\n\ncell main() -> Int\n  let mut total = 0\n  for i in 0..12000\n    total = total + await spawn(work(i))\n  end\n  return total\nend\n");
  assert.ok(events.length > 100_000);
  running.inspect(events.length - 1);
  for (const part of [0.9, 0.1, 0.5, 0.99, 0.3]) {
    const seq = Math.floor(events.length * part);
    const moment = running.inspect(seq);
    const total = moment.futures[0].frames.at(-1).variables.find((variable) => variable.name === "total");
    assert.ok(Number(total.value) > 0);
  }
});
