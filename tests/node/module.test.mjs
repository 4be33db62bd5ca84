// The built module in Node: it loads without being told where it is.
import assert from "node:assert/strict";
import test from "node:test";
import init, { version } from "../../pkg/index.mjs";

test("init() finds the module by itself", async () => {
  await init();
  assert.match(version(), /^\d+\.\d+\.\d+$/);
});
