// The module comes to the same event logs as the native build, which tests/equal_runs.rs writes down.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import * as playground from "../../pkg/index.mjs";
import { runAgain } from "./run-again.mjs";

const LIST = new URL("../../target/equal-runs.json", import.meta.url);

test("every program of the specification has the native build's event log, in every mode", async () => {
  const text = await readFile(LIST, "utf8").catch(() => assert.fail("no list: run `cargo test --test equal_runs` first"));
  await playground.default();
  const { count, differences } = await runAgain(playground, JSON.parse(text));
  assert.deepEqual(differences, []);
  assert.ok(count > 1000, `only ${count} runs`);
});
