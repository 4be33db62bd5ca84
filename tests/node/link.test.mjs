// Links at the wasm edge: the codec itself is tested natively in src/web/link.rs.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import init, { decodeLink, encodeLink } from "../../pkg/index.mjs";

before(() => init());

test("a payload comes back as it was, without what was left out", () => {
  for (const payload of [{ source: "print(1)\n" }, { source: "é😀", mode: "fifo", clock: "real", seed: 2 ** 40, cursor: 3 }]) {
    assert.deepEqual(decodeLink(encodeLink(payload)), payload);
  }
});

test("what cannot be opened is an Error with a sentence for people", () => {
  const damaged = encodeLink({ source: "print(1)\n" }).slice(0, -3);
  assert.throws(() => decodeLink(damaged), { name: "Error", message: /damaged/ });
  assert.throws(() => decodeLink("#v9.p"), { name: "Error", message: /newer version/ });
  assert.throws(() => decodeLink("#about"), { name: "Error", message: /not a link/ });
});
