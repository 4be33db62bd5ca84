// The event log as it crosses: each kind of event with the members that the interface gives it, and what events share.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import init, { compile } from "../../pkg/index.mjs";

before(() => init());

/** Something of everything. */
const EVERYTHING = `use tool ask as Ask

cell fails() -> Int
  halt("no")
end

cell slow() -> Int
  defer
    print("gone")
  end
  await sleep(100)
  return 1
end

cell quick(n: Int) -> Int
  await sleep(1)
  return n
end

cell main() -> Any
  let numbers = channel(capacity: 1)
  let count = shared(41)
  count.set(count.get() + 1)
  await numbers.send(7)
  await numbers.receive()
  let waiting = numbers.receive()
  numbers.close()
  await waiting
  await race(slow(), quick(2))
  await vote(quick(3), quick(3))
  match await spawn(fails())
    n: Int -> print("value")
    err: String -> print("caught {err}")
  end
  match await parallel(spawn(fn() => Ask(n: 1)), spawn(fn() => Ask(n: 2)))
    err(e) -> print(e)
    other -> print(other)
  end
end
`;

const BASE = ["seq", "ms", "future", "place", "range", "kind"];

const MEMBERS = {
  created: ["parent", "label", "future_kind"],
  started: [],
  suspended: ["waits_for"],
  resumed: ["by"],
  completed: ["value"],
  failed: ["message"],
  cancelled: ["by"],
  timer_set: ["deadline_ms"],
  timer_fired: [],
  sent: ["channel", "value"],
  received: ["channel", "value"],
  shared_read: ["shared", "value"],
  shared_written: ["shared", "value"],
  tool_called: ["name", "arguments"],
  tool_answered: ["name", "value", "message"],
  deferred_ran: [],
  printed: ["text"],
  chosen: ["ready", "pick"],
  tally: ["counts", "winner"],
  ended: ["status"],
};

const tools = {
  ask: async ({ n }) => {
    if (n === 1) return "yes";
    throw new Error("ask again");
  },
};

async function everything() {
  const events = [];
  const run = compile(EVERYTHING).start({ mode: "random", tools, onEvents: (batch) => void events.push(...batch) });
  await run.finished;
  return { run, events };
}

test("each kind of event has its members, in the order of the interface", async () => {
  const { events } = await everything();
  for (const [kind, members] of Object.entries(MEMBERS)) {
    const found = events.filter((event) => event.kind === kind);
    assert.ok(found.length > 0, `nothing ${kind}`);
    for (const event of found) assert.deepEqual(Object.keys(event), [...BASE, ...members]);
  }
  assert.deepEqual(events.map((event) => event.seq), events.map((_, index) => index));
});

test("members are of the interface's types", async () => {
  const { events } = await everything();
  const [first] = events;
  assert.deepEqual([first.future, first.ms, first.parent, first.future_kind], ["0", 0, null, "main"]);
  const of = (kind) => events.find((event) => event.kind === kind);
  assert.deepEqual([of("sent").channel, of("sent").value, of("shared_read").value, of("shared_written").value], ["1", "7", "41", "42"]);
  assert.deepEqual(of("tally").counts, [{ value: "3", count: 2 }]);
  assert.ok(events.some((event) => event.kind === "timer_set" && event.deadline_ms === 100));
  const waits = events.filter((event) => event.kind === "suspended").map((event) => event.waits_for);
  assert.ok(waits.some((wait) => wait.type === "channel" && wait.channel === "1" && wait.operation === "receive"));
  assert.ok(waits.some((wait) => wait.type === "futures" && wait.futures.length === 2));
  const answers = events.filter((event) => event.kind === "tool_answered").map(({ value, message }) => [value, message]);
  assert.deepEqual(answers.sort(), [[null, "ask again"], ["yes", null]]);
  assert.ok(of("chosen").ready.includes(of("chosen").pick));
});

test("the log as text says the same", async () => {
  const { run, events } = await everything();
  assert.equal(run.trace("jsonl"), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
});
