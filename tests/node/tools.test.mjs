// JavaScript functions as tools and host functions: answers, failures, cancellation, and functions that mean no good.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import init, { compile } from "../../pkg/index.mjs";
import { deferred, never, pause } from "./host.mjs";

before(() => init());

const start = (source, options) => compile(source).start(options);

const ASK = `use tool llm.chat as Chat

cell ask(prompt: String) -> Any
  role system: Be brief.
  return Chat(prompt: prompt, model: "m")
end
`;

const MAIN = `${ASK}
cell main() -> Any
  return ask("why?")
end
`;

test("a tool gets its arguments, its roles and a signal, and its answer is the call's", async () => {
  let seen;
  const tools = { "llm.chat": async (args, context) => ((seen = { args, ...context }), { answer: "because" }) };
  const report = await start(MAIN, { tools }).finished;
  assert.equal(report.value, '{"answer": "because"}');
  assert.deepEqual(seen.args, { prompt: "why?", model: "m" });
  assert.deepEqual([seen.name, seen.future, seen.roles], ["llm.chat", "0.1", [{ role: "system", text: "Be brief." }]]);
  assert.ok(seen.signal instanceof AbortSignal && !seen.signal.aborted);
});

test("a host function gets its arguments one by one, and the context behind them", async () => {
  const source = "extern cell add(a: Int, b: Int = 2) -> Int\n\ncell main() -> Int\n  return add(40)\nend\n";
  const calls = [];
  const report = await start(source, { externs: { add: (...args) => (calls.push(args), args[0] + (args[1] ?? 2)) } }).finished;
  assert.equal(report.value, "42");
  assert.deepEqual([calls[0].length, calls[0][1], calls[0][2].name], [3, null, "add"]);
});

test("a tool of the host goes before the document's world, and the world before nothing", async () => {
  const source = `# Asking\n\n\`\`\`lumen\n${MAIN}\`\`\`\n\n\`\`\`world\n[[tool]]\nname = "llm.chat"\nanswer = "simulated"\n\`\`\`\n`;
  assert.equal((await start(source).finished).value, "simulated");
  assert.equal((await start(source, { tools: { "llm.chat": () => "real" } }).finished).value, "real");
  const nobody = await start("use tool weather.today as Weather\n\ncell main() -> Any\n  return Weather()\nend\n").finished;
  assert.match(nobody.error.message, /nobody provides the tool `weather\.today`.*`tools`/);
});

test("what a function throws is the failure's message", async () => {
  const cases = [[() => { throw new Error("sync"); }, "sync"], [async () => { throw new TypeError("async"); }, "async"], [() => Promise.reject("text"), "text"],
    [() => { throw null; }, "null"], [() => { throw { get message() { throw 1; } }; }, "[object Object]"], [() => ({ get then() { throw new Error("then"); } }), "then"],
    [() => { throw new Error("outer", { cause: new Error("inner") }); }, "outer: inner"], [() => { throw Object.create(null); }, "something without a message"]];
  for (const [tool, message] of cases) {
    const report = await start(MAIN, { tools: { "llm.chat": tool } }).finished;
    assert.deepEqual([report.status, report.error.message, report.error.future], ["failed", message, "0.1"]);
  }
});

test("a failure of a tool is caught like any other", async () => {
  const source = `${ASK}\ncell main() -> Any\n  match await spawn(ask("why?"))\n    err(m) -> "caught {m}"\n    v -> v\n  end\nend\n`;
  const report = await start(source, { tools: { "llm.chat": () => { throw new Error("busy"); } } }).finished;
  assert.deepEqual([report.status, report.value], ["ok", "caught busy"]);
});

test("the clock of a virtual run stands still while an answer is owed", async () => {
  const source = `${ASK}
cell main() -> Any
  let slow = spawn(fn() => sleep(5))
  let answer = ask("why?")
  print("{answer} at {now()}")
  await slow
  return now()
end
`;
  const report = await start(source, { tools: { "llm.chat": () => pause(30, "yes") } }).finished;
  assert.deepEqual([report.output, report.value], [["yes at 0"], "5"]);
});

test("calls of several futures are under way together and come in any order", async () => {
  const source = `${ASK}\ncell main() -> Any\n  return await parallel for i in 0..3\n    ask("{i}")\n  end\nend\n`;
  const open = [];
  const run = start(source, { tools: { "llm.chat": ({ prompt }) => (open.push({ prompt, ...deferred() }), open.at(-1).promise) } });
  while (open.length < 3) await pause(1);
  assert.deepEqual(open.map(({ prompt }) => prompt), ["0", "1", "2"]);
  for (const call of open.reverse()) call.resolve(`answer ${call.prompt}`);
  assert.equal((await run.finished).value, '["answer 0", "answer 1", "answer 2"]');
});

test("a function that never answers: the run waits, stop() ends it and aborts the call", async () => {
  let signal;
  const asked = deferred();
  const run = start(MAIN, { tools: { "llm.chat": (_, context) => ((signal = context.signal), asked.resolve(), never()) } });
  await asked.promise;
  assert.equal(signal.aborted, false);
  run.stop();
  const report = await run.finished;
  assert.deepEqual([report.status, report.error.message], ["limit", "the run was stopped"]);
  assert.deepEqual([signal.aborted, signal.reason.name, signal.reason.message], [true, "AbortError", "the run is over"]);
});

test("on the real clock a timeout ends the wait; the late answer is noted and ignored", async () => {
  const source = `${ASK}\ncell main() -> Any\n  let answer = await timeout(20, ask("first"))\n  ask("second")\n  return answer\nend\n`;
  const events = [];
  let signal;
  const late = deferred();
  const tool = ({ prompt }, context) => {
    if (prompt === "second") return late.promise.then(() => pause(5));
    signal = context.signal;
    signal.addEventListener("abort", () => late.resolve("late"));
    return late.promise;
  };
  const run = start(source, { clock: "real", tools: { "llm.chat": tool }, onEvents: (batch) => events.push(...batch) });
  const report = await run.finished;
  assert.deepEqual([report.status, report.value], ["ok", "null"]);
  assert.deepEqual([signal.aborted, signal.reason.message], [true, "the call was cancelled"]);
  const kinds = events.filter(({ future }) => future === events.find(({ kind }) => kind === "tool_called").future).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["created", "tool_called", "cancelled", "tool_answered"]);
});

test("losing a race aborts the call, and the first of several answers counts", async () => {
  const source = `${ASK}\ncell main() -> Any\n  return await race\n    ask("a")\n    ask("b")\n  end\nend\n`;
  const signals = {};
  const twice = { then(resolve, reject) { resolve("first"); resolve("second"); reject(new Error("third")); } };
  const tool = ({ prompt }, { signal }) => ((signals[prompt] = signal), prompt === "a" ? never() : twice);
  const report = await start(source, { tools: { "llm.chat": tool } }).finished;
  assert.equal(report.value, "first");
  assert.deepEqual([signals.a.aborted, signals.b.aborted], [true, false]);
});

test("grants hold for functions of the host", async () => {
  const granted = (grant) => ASK.replace("\n\n", `\ngrant Chat ${grant}\n\n`) + '\ncell main() -> Any\n  return Chat(prompt: "p", max_tokens: 50, url: "https://evil.com/")\nend\n';
  let calls = 0;
  let signal;
  const tools = { "llm.chat": (_, context) => ((calls += 1), (signal = context.signal), never()) };
  const tokens = await start(granted("max_tokens 10"), { tools }).finished;
  assert.match(tokens.error.message, /granted at most 10 tokens/);
  const domain = await start(granted('domain "*.good.com"'), { tools }).finished;
  assert.match(domain.error.message, /goes to `evil\.com`/);
  assert.equal(calls, 0);
  for (const clock of ["virtual", "real"]) {
    const late = await start(granted("timeout_ms 30"), { tools, clock }).finished;
    assert.equal(late.error.message, "`llm.chat` did not answer within the granted 30 ms");
    assert.ok(signal.aborted);
  }
});

test("functions that mean no good leave the machine whole", async () => {
  const program = compile(MAIN);
  const of = (tool, hold = {}) => (hold.run = program.start({ tools: { "llm.chat": (...args) => tool(hold.run, ...args) } }));
  const stopped = await of((run) => (run.stop(), 1)).finished;
  assert.equal(stopped.status, "limit");
  const thrownAfterStop = await of((run) => { run.stop(); throw new Error("x"); }).finished;
  assert.equal(thrownAfterStop.status, "limit");
  const freed = of((run) => (run.free(), 2)).finished;
  assert.equal((await freed).value, "2");
  const freedLater = of(async (run) => (await pause(5), run.free(), 3)).finished;
  assert.equal((await freedLater).value, "3");
  const asking = of((run) => (run.promise("0").catch(() => {}), run.promise("0.1").then(() => {}), 4));
  assert.equal((await asking.finished).value, "4");
  const afterStop = deferred();
  const asked = deferred();
  const stoppedEarly = of(() => (asked.resolve(), afterStop.promise));
  await asked.promise;
  stoppedEarly.stop();
  assert.equal((await stoppedEarly.finished).status, "limit");
  afterStop.resolve("too late");
  await pause(5);
  const nested = await of(async () => (await program.start({ tools: { "llm.chat": () => "inner" } }).finished).value).finished;
  assert.equal(nested.value, "inner");
  const patched = of((run, args, { signal }) => { signal.addEventListener("abort", () => { throw new Error("mine"); }); return 5; });
  assert.equal((await patched.finished).value, "5");
});

test("a listener that stops a waiting run stops it", async () => {
  const run = start(MAIN, { tools: { "llm.chat": never }, onEvents: () => run.stop() });
  assert.equal((await run.finished).status, "limit");
});

test("functions that cannot be used are named", () => {
  const program = compile(MAIN);
  const cases = [[{ tools: 3 }, /tools must be an object of functions/], [{ tools: { a: 1 } }, /tools: `a` must be a function/],
    [{ externs: { get b() { throw new Error("mine"); } } }, /externs: `b`: mine/], [{ fetch: "yes" }, /fetch must be true, false or a function/]];
  for (const [options, message] of cases) assert.throws(() => program.start(options), { message });
});

test("in a worker it works the same", async () => {
  const { Worker } = await import("node:worker_threads");
  const code = `
    import { parentPort } from "node:worker_threads";
    import init, { compile } from ${JSON.stringify(new URL("../../pkg/index.mjs", import.meta.url).href)};
    await init();
    const tools = { "llm.chat": async ({ prompt }) => prompt + " because" };
    parentPort.postMessage(await compile(${JSON.stringify(MAIN)}).call("ask", ["why?"], { tools, clock: "real" }));
  `;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  const answer = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  await worker.terminate();
  assert.equal(answer, "why? because");
});
