// Futures as promises, and cells as async functions.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import init, { compile } from "../../pkg/index.mjs";
import { deferred, never } from "./host.mjs";

before(() => init());

const FAILS = `cell deep() -> Int
  await sleep(5)
  halt("boom")
end

cell main() -> Any
  return await spawn(deep())
end
`;

test("a failure rejects with its message, future, place and chain", async () => {
  const run = compile(FAILS).start();
  const expected = { name: "LumenFailure", message: "boom", future: "0.1" };
  await assert.rejects(run.promise("0.1"), (error) => {
    assert.ok(error instanceof Error);
    assert.deepEqual({ name: error.name, message: error.message, future: error.future }, expected);
    assert.deepEqual([error.place.line, error.place.column, error.chain], [3, 3, []]);
    return true;
  });
  await assert.rejects(run.promise("0"), (error) => {
    assert.deepEqual({ name: error.name, message: error.message, future: error.future }, expected);
    assert.deepEqual(error.chain.map(({ future, place }) => [future, place.line]), [["0", 7]]);
    return true;
  });
});

test("a cancelled future rejects like an aborted operation", async () => {
  const run = compile("cell main() -> Any\n  return await race\n    sleep(5)\n    sleep(9)\n  end\nend\n").start();
  await assert.rejects(run.promise("0.1.2"), { name: "AbortError", message: "cancelled" });
  assert.equal(await run.promise("0.1"), null);
});

test("a promise may be asked for early, late, twice, and for what never comes", async () => {
  const run = compile("cell main() -> Any\n  await sleep(5)\n  let a = spawn(fn() => 7)\n  return await a\nend\n").start();
  const early = [run.promise("0.2"), run.promise("0.2")];
  const nothing = assert.rejects(run.promise("0.99"), { message: "there was no future 0.99 in this run" });
  assert.deepEqual(await Promise.all(early), [7, 7]);
  await run.finished;
  await nothing;
  assert.equal(await run.promise("0.2"), 7);
  for (const id of ["", "1", "0.", "0.0", "0.-1", "0.2.1", "x", "0.4294967297", "0".repeat(1000)]) await assert.rejects(run.promise(id), /there was no future/);
});

test("a run that ends early rejects what is open, with the reason", async () => {
  const program = compile("use tool ask as Ask\n\ncell main() -> Any\n  return Ask()\nend\n");
  const asked = deferred();
  const run = program.start({ tools: { ask: () => (asked.resolve(), never()) } });
  const open = [run.promise("0"), run.promise("0.1")].map((promise) => assert.rejects(promise, { name: "LumenFailure", message: "the run was stopped" }));
  await asked.promise;
  run.stop();
  await Promise.all(open);
});

test("promises outlive the handle of their run; a freed run is refused", async () => {
  const run = compile("cell main() -> Any\n  await sleep(5)\n  return 7\nend\n").start();
  const value = run.promise("0");
  run.free();
  assert.equal(await value, 7);
  assert.throws(() => run.promise("0"));
});

test("ten thousand promises are settled in time that grows with them, not with their square", async () => {
  const source = (n) => `cell work(i: Int) -> Int\n  await sleep(i)\n  return i\nend\n\ncell main() -> Any\n  let fs = [spawn(work(i)) for i in 0..${n}]\n  await fs\n  return null\nend\n`;
  const run = compile(source(10_000)).start();
  const ids = Array.from({ length: 10_000 }, (_, index) => `0.${index + 1}`);
  const values = await Promise.all(ids.map((id) => run.promise(id)));
  assert.deepEqual(values, ids.map((_, index) => index));
  const again = await Promise.all(ids.map((id) => run.promise(id)));
  assert.deepEqual(again, values);
});

const USERS = `const BASE = "user"

record User
  id: Int
  name: String
end

cell fetch_user(id: String) -> User
  await sleep(100)
  return User(id: to_int(id), name: "{BASE} {id}")
end

async cell slow(ms: Int) -> Int
  await sleep(ms)
  return ms
end

cell fail() -> Int
  halt("no")
end

cell many(first: Int, second: Float = 0.5, ...rest: list[Int]) -> Any
  return [first, second, rest]
end

cell rename(user: User, name: String) -> User
  return User(id: user.id, name: name)
end

cell pending() -> Any
  return [spawn(slow(3)), spawn(slow(4))]
end

cell ask(prompt: String) -> Any
  return Chat(prompt: prompt)
end

use tool llm.chat as Chat
`;

test("any cell is an async function", async () => {
  const program = compile(USERS);
  const user = await program.call("fetch_user", ["7"]);
  assert.deepEqual(user, { id: 7, name: "user 7" });
  assert.deepEqual(await program.call("rename", [user, "Ada"]), { id: 7, name: "Ada" });
  assert.deepEqual(await program.call("rename", [{ id: 8, name: "x" }, "Bo"]), { id: 8, name: "Bo" });
  assert.deepEqual(await program.call("many", [1]), [1, 0.5, []]);
  assert.deepEqual(await program.call("many", [1, undefined]), [1, 0.5, []]);
  assert.deepEqual(await program.call("many", [1, 2, 3, 4]), [1, 2, [3, 4]]);
  assert.deepEqual(await program.call("pending"), [3, 4]);
  assert.equal(await program.call("ask", ["hi"], { tools: { "llm.chat": ({ prompt }) => `${prompt}!` } }), "hi!");
});

test("calls run side by side, each a run of its own", async () => {
  const program = compile(USERS);
  const bothAsked = deferred();
  const asked = [];
  const tools = { "llm.chat": async ({ prompt }) => (asked.push(prompt) === 2 && bothAsked.resolve(), await bothAsked.promise, prompt) };
  assert.deepEqual(await Promise.all(["a", "b"].map((prompt) => program.call("ask", [prompt], { tools }))), ["a", "b"]);
  const call = program.call("slow", [30]);
  const report = await call.run.finished;
  assert.deepEqual([report.status, report.value, report.futures[0].label], ["ok", "30", "slow"]);
  assert.equal(await call, 30);
  program.free();
});

test("a call that fails or cannot be made rejects and says why", async () => {
  const program = compile(USERS);
  const cases = [
    [["fail", []], { name: "LumenFailure", message: "no", future: "0" }],
    [["fetch_usr", ["7"]], { name: "LumenCallError", message: "the program has no cell `fetch_usr`; did you mean `fetch_user`?" }],
    [["fetch_user", [7]], { name: "LumenCallError", message: "argument 1 (`id`) of `fetch_user` cannot be used: it must be String, and is Int" }],
    [["fetch_user", [new Date(0)]], { name: "LumenCallError", message: /argument 1 \(`id`\) of `fetch_user` cannot be used: an object of class Date/ }],
    [["fetch_user", "7"], { name: "LumenCallError", message: "the arguments of a call must be an array" }],
    [["fetch_user", []], { name: "LumenFailure", message: "`fetch_user(id)` takes 1 argument, 0 were given" }],
    [["fetch_user", ["7", 8]], { name: "LumenFailure", message: "`fetch_user(id)` takes 1 argument, 2 were given" }],
    [["rename", [{ id: "8", name: "x" }, "Bo"]], { message: /it must be User, and is map/ }],
    [["many", [1, 2, "3"]], { message: /argument 3 \(`rest`\) of `many` cannot be used: it must be Int, and is String/ }],
    [["slow", [1], { mode: "lazy" }], { message: /lazy/ }],
  ];
  for (const [words, expected] of cases) await assert.rejects(program.call(...words), expected);
  const stopped = program.call("slow", [60_000], { clock: "real" });
  setTimeout(() => stopped.run.stop(), 10);
  await assert.rejects(stopped, { name: "LumenFailure", message: "the run was stopped" });
});
