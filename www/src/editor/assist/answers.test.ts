import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { isSnippet, optionOf } from "./completion";
import { foldOnLine } from "./folding";
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

test("the largest part that begins on a line folds, and its first line stays", () => {
  const state = EditorState.create({ doc: "cell main()\n  if x\n  end\nend\n" });
  const folds = [{ from: 0, to: 28 }, { from: 12, to: 24 }, { from: 14, to: 18 }];
  expect(foldOnLine(folds, state, 0, 11)).toEqual({ from: 11, to: 28 });
  expect(foldOnLine(folds, state, 12, 18)).toEqual({ from: 18, to: 24 });
  expect(foldOnLine(folds, state, 19, 24)).toBeNull();
});

test("a text of several lines is told by its paragraphs", () => {
  expect(paragraphsOf("One\nline.\n\nAnother.")).toEqual(["One line.", "Another."]);
  expect(paragraphsOf(null)).toEqual([]);
});
