import { expect, test } from "vitest";
import { rowWindow } from "./window";

test("only what can be seen is mounted, the rest is room", () => {
  const window = rowWindow({ count: 10_000, row_px: 30, scroll_px: 3000, height_px: 300 });
  expect(window).toEqual({ first: 92, end: 118, before_px: 2760, after_px: (10_000 - 118) * 30 });
});

test("a short list is mounted whole", () => {
  expect(rowWindow({ count: 3, row_px: 30, scroll_px: 0, height_px: 300 })).toEqual({ first: 0, end: 3, before_px: 0, after_px: 0 });
});

test("a list that shrank under the scroll stays consistent", () => {
  const window = rowWindow({ count: 2, row_px: 30, scroll_px: 9000, height_px: 300 });
  expect(window.first).toBeLessThanOrEqual(window.end);
  expect(window.before_px + window.after_px).toBeLessThanOrEqual(60);
});
