// The language services at the edge: UTF-16 offsets, documents, one analysis for many calls.
import assert from "node:assert/strict";
import test from "node:test";
import init, { builtins, check, completions, hover } from "../../pkg/index.mjs";

await init();

/** A text without its mark, and where the mark stood. */
function marked(text) {
  const offset = text.indexOf("‸");
  return [text.slice(0, offset) + text.slice(offset + 1), offset];
}

test("offsets are UTF-16, also behind characters of two units", () => {
  const [source, offset] = marked('let smile = "😀😀"\nprint(smi‸le)\n');
  const found = hover(source, offset);
  assert.equal(found.code, "let smile: String");
  assert.equal(source.slice(found.range.from, found.range.to), "smile");
  assert.equal(found.doc, null);
  const [typed, at] = marked('let 𝒙𝒚 = "😀"\nprint(𝒙‸𝒚)\n');
  assert.equal(typed.slice(completions(typed, at).range.from, at), "𝒙");
});

test("documents are served inside of their fences", () => {
  const [source, offset] = marked("# 😀 Title\n\n```lumen\nlet n = 1\n```\n\nand\n\n```lumen\nprint(n‸)\n```\n");
  assert.equal(hover(source, offset).code, "let n: Int");
  assert.equal(completions(source, offset).items[0].label, "n");
  assert.equal(hover(source, 3), null);
  assert.equal(completions(source, 3), null);
});

test("any offset is taken", () => {
  for (const offset of [0, 5, 4294967295]) {
    assert.equal(hover("", offset), null);
    assert.ok(Array.isArray(completions("", offset).items));
  }
  assert.equal(hover("\u{1f600}", 1), null);
});

test("one text is analysed once, whoever asks", () => {
  const source = "cell f() -> Int = 1\nprint(missing)\n";
  assert.equal(check(source)[0].code, "unknown-name");
  assert.equal(hover(source, 6).code, "cell f() -> Int");
  assert.equal(check("let x = 1\nprint(x)\n").length, 0);
  assert.equal(check(source)[0].code, "unknown-name");
});

test("builtins come by topic with examples", () => {
  const rows = builtins();
  assert.ok(rows.some(({ name, topic }) => name === "map" && topic === "lists"));
  assert.ok(rows.every(({ signature, doc, example }) => signature.startsWith("(") && doc && example.includes("  # ")));
  assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length);
});
