import { expect, test } from "vitest";
import { chaptersOf } from "./pages";
import { pathOf, splitPath, targetOf } from "./route";
import { markedParts, Search } from "./search";
import { DIAGNOSTICS, DIAGNOSTICS_LIST, READING_ORDER, SPECIFICATION } from "./texts";

const book = chaptersOf({
  specification: SPECIFICATION,
  readingOrder: READING_ORDER,
  diagnostics: DIAGNOSTICS,
  diagnosticsList: DIAGNOSTICS_LIST,
  builtins: [{ name: "len", topic: "collections", signature: "(of: Any) -> Int", doc: "How many there are.", example: "len([1])  # 1" }],
});

test("every document of the specification has its place, in reading order", () => {
  const names = book.flatMap((chapter) => chapter.pages.map((page) => page.name));
  for (const name of SPECIFICATION.keys()) expect(names).toContain(name);
  expect(names[0]).toBe("cells");
  expect(names.indexOf("spawn")).toBeLessThan(names.indexOf("race"));
  expect(book.map((chapter) => chapter.title)).not.toContain("Further rules");
});

test("every code has a page, in the group of its list", () => {
  const chapters = book.filter((chapter) => chapter.title.startsWith("Diagnostics: "));
  expect(chapters.length).toBeGreaterThan(2);
  expect(chapters.flatMap((chapter) => chapter.pages).length).toBe(DIAGNOSTICS.size);
  expect(book.some((chapter) => chapter.title === "Diagnostics")).toBe(false);
});

test("pages and sections are found by their address alone", () => {
  for (const page of book.flatMap((chapter) => chapter.pages)) {
    expect(page.title).not.toBe("");
    expect(new Set(page.sections.map((section) => section.id)).size).toBe(page.sections.length);
  }
});

test("links between documents lead to pages of the book", () => {
  const names = book.flatMap((chapter) => chapter.pages.map((page) => page.name));
  const texts = [...SPECIFICATION, ...[...DIAGNOSTICS].map(([code, text]) => [`diagnostics/${code}`, text] as const)];
  const links = texts.flatMap(([page, text]) => [...text.matchAll(/\]\(([^)\s]+\.md[^)]*)\)/g)].map((link) => [page, link[1]!] as const));
  const lost = links.filter(([page, href]) => splitPath(pathOf(targetOf(href, page)!)!, names) === null);
  expect(links.length).toBeGreaterThan(100);
  expect(lost).toEqual([]);
});

test("builtins are pages by topic with a signature and a program", () => {
  const page = book.flatMap((chapter) => chapter.pages).find((known) => known.name === "builtins/collections")!;
  expect(page.title).toBe("Collections");
  const blocks = page.sections[0]!.blocks;
  expect(blocks.map((block) => block.kind)).toEqual(["prose", "prose", "snippet"]);
  expect(blocks[2]).toMatchObject({ snippet: { source: "print(len([1]))\n", expected: [{ kind: "output", text: "1" }] } });
});

test("the search finds by beginnings of words and says where they stand", () => {
  const search = new Search(book);
  const [first] = search.find("rendezv");
  expect(first?.path).toMatch(/^channels\//);
  const builtin = search.find("many there").find((found) => found.path === "builtins/collections/len");
  expect(builtin?.excerpt).toEqual({ text: "How many there are.", isCode: false });
  expect(search.find("no_such_word_anywhere")).toEqual([]);
});

test("the words that were found are told apart", () => {
  expect(markedParts("A closed channel", ["closed", "chan"])).toEqual(["A ", "closed", " ", "chan", "nel"]);
  expect(markedParts("a+b", ["+"])).toEqual(["a", "+", "b"]);
});

test("of a program, the line with most of the words is shown", () => {
  expect(new Search(book).find("await closed send").some(({ excerpt }) => excerpt.isCode && /await .*send/.test(excerpt.text))).toBe(true);
});
