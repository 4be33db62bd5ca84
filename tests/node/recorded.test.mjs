// Live runs are recorded like any other: their journals repeat them without server and functions.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import init, { compile, replay } from "../../pkg/index.mjs";
import { never, pause, serve } from "./host.mjs";

before(() => init());

/** The hash of the replay of a run's journal, in which nothing may go another way. */
async function replayedHash(run) {
  const again = replay(run.journal());
  const report = await again.finished;
  assert.equal(again.divergence, null, again.divergence?.message);
  return report.trace_hash;
}

test("a run of real fetches is repeated with the server off", async () => {
  const server = await serve((request, response) => {
    const slow = request.url === "/0" ? 20 : 0;
    setTimeout(() => (request.url === "/2" ? response.writeHead(500).end() : response.end(`page ${request.url}`)), slow);
  });
  const source = `cell get(url: String) -> Any
  match await fetch(url)
    err(m) -> "failed: {m}"
    page -> page
  end
end

cell main() -> Any
  print(await parallel for i in 0..4
    get("${server.url}/{i}")
  end)
  await sleep(5)
  print(await race(fetch("${server.url}/0"), fetch("${server.url}/1")))
  return now()
end
`;
  const run = compile(source).start({ fetch: true, clock: "real" });
  const report = await run.finished;
  await server.close();
  assert.equal(report.status, "ok", report.error?.message);
  assert.match(report.output[0], /page \/0.*page \/1.*failed: fetch of .*500.*page \/3/);
  assert.equal(await replayedHash(run), report.trace_hash);
});

const ASK = `use tool ask as Ask

cell one(n: Int) -> Any
  return Ask(n: n)
end

cell main() -> Any
  let all = await parallel for i in 0..3
    one(i)
  end
  let late = await timeout(20, one(9))
  return [all, late]
end
`;

test("a run of tools is repeated without them, whatever they answered", async () => {
  const answers = [{ deep: [1, 2.5, null, 2n ** 60n], bytes: new Uint8Array([0, 255]) }, new Map([[1, new Set(["a"])]]), "é😀"];
  const run = compile(ASK).start({ clock: "real", tools: { ask: ({ n }) => (n === 9 ? never() : pause(3 - n, answers[n])) } });
  const report = await run.finished;
  assert.equal(report.status, "ok", report.error?.message);
  assert.equal(await replayedHash(run), report.trace_hash);
});

test("a call of a cell is repeated with its arguments", async () => {
  const call = compile(ASK).call("one", [7], { tools: { ask: ({ n }) => n * 6 } });
  assert.equal(await call, 42);
  assert.equal(await replayedHash(call.run), (await call.run.finished).trace_hash);
});

test("a stopped live run is repeated up to its stop", async () => {
  const run = compile(ASK).start({ tools: { ask: () => (setTimeout(() => run.stop(), 5), never()) } });
  const report = await run.finished;
  assert.equal(report.status, "limit");
  assert.equal(await replayedHash(run), report.trace_hash);
});
