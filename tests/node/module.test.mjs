// The built module in Node: it loads without being told where it is, and only once.
import assert from "node:assert/strict";
import test from "node:test";
import init, { version } from "../../pkg/index.mjs";
import manifest from "../../pkg/package.json" with { type: "json" };

test("init() finds the module by itself", async () => {
  await init();
  assert.equal(version(), manifest.version);
});

test("a second init() gives the same module", async () => {
  assert.equal(await init(), await init());
});
