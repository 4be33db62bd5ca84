import { expect, test } from "vitest";
import { EXAMPLES, exampleOf, isStill } from "./examples";

test("a document gives title, sentence and program", () => {
  const example = exampleOf("../../examples/07-race.md", "# A race\n\nWatch the\nloser.\n\nMore prose.\n\n```lumen\nlet a = 1\n```\n");
  expect(example).toEqual({ name: "race", title: "A race", hint: "Watch the loser.", source: "let a = 1\n" });
});

test("a document with a world is opened whole", () => {
  const text = "# T\n\nS.\n\n```lumen\na\n```\n\n```world\nb\n```\n";
  expect(exampleOf("x/01-t.md", text).source).toBe(text);
});

test("an edited example keeps its sentence, another program does not", () => {
  const example = exampleOf("x/01-t.md", "# T\n\nS.\n\n```lumen\ncell main()\n  a()\nend\n```\n");
  expect(isStill(example, "cell main()\n  b()\nend\n")).toBe(true);
  expect(isStill(example, "let x = 1\nend\n")).toBe(false);
});

test("every example in the menu is complete and has its own name", () => {
  expect(EXAMPLES.length).toBeGreaterThan(0);
  for (const example of EXAMPLES) {
    expect(example.title).not.toBe("");
    expect(example.hint).not.toBe("");
    expect(example.source.trim()).not.toBe("");
  }
  expect(new Set(EXAMPLES.map((example) => example.name)).size).toBe(EXAMPLES.length);
});
