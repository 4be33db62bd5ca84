import { describe, expect, test } from "vitest";
import { clipped, formatMs, limitsText, plural, proseParts } from "./text";

describe("formatMs", () => {
  test.each([
    [0, "0 ms"],
    [0.125, "0.13 ms"],
    [350, "350 ms"],
    [1000, "1 s"],
    [1250, "1.25 s"],
    [125_000, "2 min 5 s"],
  ])("%d", (ms, text) => expect(formatMs(ms)).toBe(text));
});

test("plural counts from one", () => {
  expect([plural(1, "future"), plural(0, "future"), plural(12_000, "event")]).toEqual(["1 future", "0 futures", "12,000 events"]);
});

test("clipped keeps short text and joins lines", () => {
  expect(clipped("a\n  b", 10)).toBe("a b");
  expect(clipped("abcdefgh", 5)).toBe("abcd…");
});

test("limits are said in words", () => {
  expect(limitsText({ steps: 1000, output_lines: 3 })).toBe("at most 1,000 steps · at most 3 output lines");
});

test("a sentence's code is told from its words, and a fence from code", () => {
  const shown = (text: string) => proseParts(text).map((part) => (part.isCode ? `[${part.text}]` : part.text)).join("");
  expect(shown("give `ask` an answer in a ```world block, or in JavaScript (`tools`)")).toBe("give [ask] an answer in a [```world] block, or in JavaScript ([tools])");
  expect(shown("a block ```check, or both")).toBe("a block [```check], or both");
  expect(shown("close it with ```")).toBe("close it with [```]");
  expect(shown("`a` and one ` alone")).toBe("[a] and one ` alone");
});
