import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { baseline, mapped, setBaseline } from "./baseline";

const start = EditorState.create({ doc: "let a = 1\nlet b = 2\n", extensions: [baseline()] });
const B = { from: 14, to: 15 };

test("places move with edits before them", () => {
  const { state } = start.update({ changes: { from: 0, insert: "# note\n" } });
  expect(mapped(state, B)).toEqual({ from: 21, to: 22 });
});

test("a deleted place is gone", () => {
  const { state } = start.update({ changes: { from: 10, to: 19 } });
  expect(mapped(state, B)).toBeNull();
});

test("a new baseline forgets older edits", () => {
  const edited = start.update({ changes: { from: 0, insert: "# note\n" } }).state;
  const { state } = edited.update({ effects: setBaseline.of(null) });
  expect(mapped(state, B)).toEqual(B);
});

test("a place outside of the text that ran is none", () => {
  expect(mapped(start, { from: 18, to: 99 })).toBeNull();
});
