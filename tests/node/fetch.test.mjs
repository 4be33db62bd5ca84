// Real fetches against a server on this machine, and fetch functions of the host.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import init, { compile } from "../../pkg/index.mjs";
import { never, serve } from "./host.mjs";

let server;
const seen = [];

before(async () => {
  await init();
  server = await serve((request, response) => {
    seen.push(request);
    const answers = {
      "/page": () => response.end("the page"),
      "/bom": () => response.end("\ufeffé"),
      "/broken": () => (response.writeHead(200, { "content-length": 10 }), response.write("1234"), setTimeout(() => response.destroy(), 10)),
      "/teapot": () => (response.writeHead(418, "I'm a teapot"), response.end("short and stout")),
      "/large": () => { for (let piece = 0; piece < 17; piece += 1) response.write(Buffer.alloc(1 << 20, "x")); response.end(); },
      "/echo": () => request.pipe(response),
      "/hang": () => {},
    };
    (answers[new URL(request.url, server.url).pathname] ?? answers["/teapot"])();
  });
});

after(() => server.close());

const get = (path, options = {}, more = "") => compile(`cell main() -> Any\n  return await fetch("${path}"${more})\nend\n`).start(options);

test("off by default: the world answers", async () => {
  const report = await get(`${server.url}/page`).finished;
  assert.equal(report.value, `content of ${server.url}/page`);
  assert.equal(seen.length, 0);
});

test("the body's text is the answer", async () => {
  assert.equal((await get(`${server.url}/page`, { fetch: true }).finished).value, "the page");
  assert.equal((await get(`${server.url}/bom`, { fetch: true }).finished).value, "é");
  assert.equal((await get(`${server.url}/echo`, { fetch: true }, ', {"method": "POST", "body": "ping", "credentials": "include"}').finished).value, "ping");
  assert.equal(seen.at(-1).headers.cookie, undefined);
});

test("refusals, broken lines and bodies without end are failures that say of what", async () => {
  const closed = await serve(() => {});
  await closed.close();
  const cases = [["/teapot", /^fetch of http:\/\/.*\/teapot: the server answered 418 I'm a teapot$/], ["/broken", /^fetch of .*\/broken: terminated/],
    ["/large", /^fetch of .*\/large: the body is larger than 16 MB$/]];
  for (const [path, message] of cases) assert.match((await get(server.url + path, { fetch: true }).finished).error.message, message);
  assert.match((await get(`${closed.url}/x`, { fetch: true }).finished).error.message, /^fetch of .*: fetch failed: .*ECONNREFUSED/);
  assert.match((await get("no address", { fetch: true }).finished).error.message, /^fetch of no address: Failed to parse URL/);
});

test("a fetch that nobody waits for is aborted on the wire", async () => {
  const report = await compile(`cell main() -> Any\n  return await timeout(50, fetch("${server.url}/hang"))\nend\n`).start({ fetch: true, clock: "real" }).finished;
  assert.equal(report.value, "null");
  const request = seen.at(-1);
  await new Promise((resolve) => (request.socket.destroyed ? resolve() : request.socket.once("close", resolve)));
  const run = get(`${server.url}/hang`, { fetch: true });
  setTimeout(() => run.stop(), 30);
  assert.equal((await run.finished).status, "limit");
});

test("several fetches are under way together", async () => {
  const source = `cell main() -> Any\n  return await parallel for path in ["page", "bom", "page"]\n    fetch("${server.url}/{path}")\n  end\nend\n`;
  const report = await compile(source).start({ fetch: true }).finished;
  assert.equal(report.value, '["the page", "é", "the page"]');
});

test("a function of the host may fetch: texts, responses, and what else has a counterpart", async () => {
  const calls = [];
  const fetch = (url, options) => {
    calls.push([url, options.signal instanceof AbortSignal, options.method]);
    if (url === "text") return "as text";
    if (url === "json") return { user: [1] };
    if (url === "none") return new Response(null, { status: 204 });
    if (url === "lie") return Object.defineProperty(new Response("x"), "ok", { get() { throw new Error("mine"); } });
    return new Response("as response", { status: url === "bad" ? 500 : 200 });
  };
  const answer = async (url, more) => (await get(url, { fetch }, more).finished).value;
  assert.equal(await answer("text"), "as text");
  assert.equal(await answer("json"), '{"user": [1]}');
  assert.equal(await answer("response", ', {"method": "PUT"}'), "as response");
  assert.equal(await answer("none"), "");
  assert.deepEqual(calls[2], ["response", true, "PUT"]);
  assert.equal((await get("bad", { fetch }).finished).error.message, "fetch of bad: the server answered 500");
  assert.equal((await get("lie", { fetch }).finished).error.message, "fetch of lie: mine");
  assert.match((await get("date", { fetch: () => new Date(0) }).finished).error.message, /the answer of `fetch` cannot be used: an object of class Date/);
  const waiting = get("never", { fetch: never });
  setTimeout(() => waiting.stop(), 10);
  assert.equal((await waiting.finished).status, "limit");
});

test("a body that was read already is a failure", async () => {
  const used = async () => {
    const response = new Response("x");
    await response.text();
    return response;
  };
  const locked = () => {
    const response = new Response("x");
    response.body.getReader();
    return response;
  };
  assert.match((await get("locked", { fetch: locked }).finished).error.message, /^fetch of locked: /);
  assert.ok(["ok", "failed"].includes((await get("used", { fetch: used }).finished).status));
});
