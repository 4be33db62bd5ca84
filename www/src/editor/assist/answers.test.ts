import { expect, test } from "vitest";
import { isSnippet, optionOf } from "./completion";
import { paragraphsOf } from "./hover";

const item = { label: "len", kind: "builtin", detail: null, doc: null, insert: "len" } as const;

test("a proposal is what its item says, in the answer's order", () => {
  expect(optionOf(item, 0)).toEqual({ label: "len", type: "builtin", boost: -0 });
  expect(optionOf({ ...item, detail: "(of: Any) -> Int", insert: "len()" }, 10)).toEqual({ label: "len", type: "builtin", detail: "(of: Any) -> Int", apply: "len()", boost: -1 });
});

test("a snippet has places to fill in", () => {
  expect(isSnippet({ ...item, insert: "for ${item} in ${list}\nend" })).toBe(true);
  expect(isSnippet({ ...item, insert: '"{x}"' })).toBe(false);
});

test("a text of several lines is told by its paragraphs", () => {
  expect(paragraphsOf("One\nline.\n\nAnother.")).toEqual(["One line.", "Another."]);
  expect(paragraphsOf(null)).toEqual([]);
});
