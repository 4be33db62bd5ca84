import { expect, test } from "vitest";
import { documentOf, parseDocument, wordsOf } from "./parse";

const DOCUMENT = `# Some *rules*

What they are about.

## A rule: \`await\` waits

Some prose.

\`\`\`lumen mode=fifo seed=7 limit.steps=100
cell main()
end
\`\`\`
\`\`\`world
[[fetch]]
\`\`\`
\`\`\`output
1
\`\`\`

More prose.

\`\`\`output
belongs to nothing
\`\`\`

## A rule: \`await\` waits

\`\`\`lumen
print(2)
\`\`\`
\`\`\`events
0 started
\`\`\`
`;

test("a document is sections of prose and programs with what must be true of them", () => {
  const document = parseDocument(DOCUMENT);
  expect(document.title).toBe("Some rules");
  expect(document.sections.map((section) => section.id)).toEqual(["", "a-rule-await-waits", "a-rule-await-waits--2"]);
  const blocks = document.sections[1]!.blocks;
  expect(blocks.map((block) => block.kind)).toEqual(["prose", "snippet", "prose", "prose"]);
  expect(blocks[1]).toEqual({
    kind: "snippet",
    snippet: {
      source: "cell main()\nend\n",
      options: { mode: "fifo", seed: 7, limits: { steps: 100 }, world: "[[fetch]]\n" },
      expected: [{ kind: "output", text: "1" }],
    },
  });
});

test("a program that needs its world is opened with it", () => {
  expect(documentOf({ source: "print(1)\n", options: {}, expected: [] })).toBe("print(1)\n");
  const withWorld = documentOf({ source: "print(1)\n", options: { world: "[[fetch]]\n" }, expected: [] });
  expect(withWorld).toBe("```lumen\nprint(1)\n```\n\n```world\n[[fetch]]\n```\n");
});

test("a section's words are its prose without marks, and its programs", () => {
  const section = parseDocument("## One\n\nThe `await` of [futures](futures.md).\n\n```lumen\nprint(1)\n```\n").sections[0]!;
  expect(wordsOf(section)).toEqual({ prose: "The await of futures.", code: "print(1)\n" });
});
