import { expect, test } from "vitest";
import { coloured } from "./colours";
import { chaptersOf } from "./pages";
import { markedParts, Search } from "./search";
import { DIAGNOSTICS, SPECIFICATION } from "./texts";

const book = chaptersOf({
  specification: SPECIFICATION,
  diagnostics: DIAGNOSTICS,
  builtins: [{ name: "len", topic: "collections", signature: "len(of: Any) -> Int", doc: "How many there are.", example: "print(len([1]))" }],
});

test("every document of the specification has its place, in reading order", () => {
  const names = book.flatMap((chapter) => chapter.pages.map((page) => page.name));
  for (const name of SPECIFICATION.keys()) expect(names).toContain(name);
  expect(names[0]).toBe("cells");
  expect(names.indexOf("spawn")).toBeLessThan(names.indexOf("race"));
});

test("pages and sections are found by their address alone", () => {
  for (const page of book.flatMap((chapter) => chapter.pages)) {
    expect(page.title).not.toBe("");
    expect(new Set(page.sections.map((section) => section.id)).size).toBe(page.sections.length);
  }
});

test("builtins are pages by topic with a signature and a program", () => {
  const page = book.flatMap((chapter) => chapter.pages).find((known) => known.name === "builtins/collections")!;
  expect(page.title).toBe("Collections");
  expect(page.sections[0]!.blocks.map((block) => block.kind)).toEqual(["prose", "prose", "snippet"]);
});

test("the search finds by beginnings of words and says where they stand", () => {
  const search = new Search(book);
  const [first] = search.find("rendezv");
  expect(first?.path).toMatch(/^channels\//);
  expect(search.find("many there")[0]).toMatchObject({ path: "builtins/collections/len", excerpt: { text: "How many there are.", isCode: false } });
  expect(search.find("no_such_word_anywhere")).toEqual([]);
});

test("the words that were found are told apart", () => {
  expect(markedParts("A closed channel", ["closed", "chan"])).toEqual(["A ", "closed", " ", "chan", "nel"]);
  expect(markedParts("a+b", ["+"])).toEqual(["a", "+", "b"]);
});

test("a text in colours is the same text", () => {
  const pieces = coloured("let a = 1", [{ range: { from: 0, to: 3 }, kind: "keyword" }, { range: { from: 8, to: 9 }, kind: "number" }]);
  expect(pieces.map((piece) => piece.kind)).toEqual(["keyword", null, "number"]);
  expect(pieces.map((piece) => piece.text).join("")).toBe("let a = 1");
});
