// The language services at the edge: UTF-16 offsets, documents, one analysis for many calls.
import assert from "node:assert/strict";
import test from "node:test";
import init, { builtins, check, completions, definition, folds, futureAt, hover, outline, references, rename, signature } from "../../pkg/index.mjs";

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

test("places of names are UTF-16, and renaming says why it cannot", () => {
  const [source, offset] = marked('let smile‸ = "😀"\nprint("😀 {smile}")\n');
  const places = references(source, offset);
  assert.deepEqual(places.map(({ role }) => role), ["declaration", "read"]);
  assert.ok(places.every(({ range }) => source.slice(range.from, range.to) === "smile"));
  assert.deepEqual(definition(source, places[1].range.from), places[0].range);
  const edits = rename(source, offset, "grin");
  const renamed = edits.reverse().reduce((text, { range, text: name }) => text.slice(0, range.from) + name + text.slice(range.to), source);
  assert.equal(renamed, 'let grin = "😀"\nprint("😀 {grin}")\n');
  assert.throws(() => rename(source, offset, "end"), { name: "LumenRenameError", message: "`end` is a word of the language" });
});

test("a signature's parameters are ranges of its label", () => {
  const [source, offset] = marked('cell f(a: String = "😀", b: Int = 1) = b\nf("x", ‸\n');
  const found = signature(source, offset);
  assert.equal(found.active, 1);
  for (const { range, label } of found.parameters) assert.equal(found.label.slice(range.from, range.to), label);
});

test("outline and folds of a document", () => {
  const source = "# 😀\n\n```lumen\ncell f()\n  print(1)\nend\n```\n\n```lumen\nconst N = 1\n```\n";
  assert.deepEqual(outline(source).map(({ name, kind }) => [name, kind]), [["f", "cell"], ["N", "constant"]]);
  const [{ from, to }] = folds(source);
  assert.equal(source.slice(from, to), "\n  print(1)\n");
  assert.deepEqual(outline("just prose"), []);
});

test("a future and its await find each other", () => {
  const [source, offset] = marked('# 😀\nlet f = spa‸wn(len("a"))\nprint(await f)\n');
  const made = futureAt(source, offset);
  assert.deepEqual([made.role, made.kind, source.slice(made.range.from, made.range.to)], ["future", "spawn", 'spawn(len("a"))']);
  const waits = futureAt(source, made.awaited[0].from);
  assert.equal(waits.role, "await");
  assert.deepEqual(waits.made, [made.range]);
  assert.equal(futureAt(source, 0), null);
});
