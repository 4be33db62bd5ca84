import { expect, test } from "vitest";
import { courseOf } from "./course";
import { nameOfFile, parseLesson, wordsOf } from "./lesson";

const FRONT = "---\ntitle: T\nchapter: C\nsummary: S.\n---\n";
const START = "```lumen start\ncell main()\nend\n```\n";
const CHECK = "```check\nprints nothing\n```\n";

const complaints = (text: string) => parseLesson("x", text).problems.map(({ line, message, help }) => `${line}: ${message} ${help ?? ""}`.trim());

test("every part of a document finds its place", () => {
  const text = `${FRONT}Some *prose*.\n\n\`\`\`lumen\nexample()\n\`\`\`\n\n${START}\n\`\`\`world\n[default]\n\`\`\`\n${CHECK}## Hint\nOne.\n\n## Hint\nTwo.\n\n## Solution\nNote.\n\`\`\`lumen solution\nsolved\n\`\`\`\n## Wrong\n\`\`\`lumen wrong\nbad\n\`\`\`\n> it is\n> bad\n\n## Explanation\nWell.\n`;
  const { lesson, problems } = parseLesson("x", text);
  expect(problems).toEqual([]);
  expect(lesson).toMatchObject({
    name: "x",
    title: "T",
    prose: "Some *prose*.\n\n```lumen\nexample()\n```",
    start: "cell main()\nend\n",
    task: { settings: { world: "[default]\n" }, check: { lines: [{ assertion: { kind: "lines" } }] } },
    hints: ["One.", "Two."],
    solution: "solved\n",
    solutionNote: "Note.",
    wrong: [{ source: "bad\n", says: "it is bad" }],
    explanation: "Well.",
  });
});

test("the front matter may set how programs run", () => {
  const { lesson } = parseLesson("x", FRONT.replace("summary", "mode: random\nseed: 4\nsummary") + START + CHECK);
  expect(lesson?.task.settings).toEqual({ mode: "random", seed: 4 });
});

test("lines of Windows and a byte order mark do not matter", () => {
  expect(parseLesson("x", `\uFEFF${FRONT}${START}${CHECK}`.replaceAll("\n", "\r\n")).problems).toEqual([]);
});

test("what is missing is said, and what is there is read all the same", () => {
  expect(complaints("Hello")[0]).toContain("1: The lesson has no front matter.");
  expect(complaints(FRONT + CHECK)).toEqual(["6: The lesson has no program to start with. It stands in a block ```lumen start"]);
  expect(complaints(FRONT + START)).toEqual(["6: The lesson asks for nothing. It has a block ```check, a block ```predict, or both."]);
  expect(parseLesson("x", FRONT + START).lesson).not.toBeNull();
  expect(complaints(FRONT.replace("summary: S.\n", "") + START + CHECK)).toEqual(["2: The front matter has no `summary`. Write a line: summary: …"]);
});

test("mistakes in the front matter have their line", () => {
  expect(complaints(FRONT.replace("chapter: C", "chaptr: C") + START + CHECK)[1]).toBe("3: A lesson has no `chaptr`. Did you mean `chapter`?");
  expect(complaints(FRONT.replace("title: T", "title: 3") + START + CHECK)).toEqual(["2: `title` is a text."]);
  expect(complaints(FRONT.replace("summary: S.", "mode: lazy\nsummary: S.") + START + CHECK)).toEqual(["4: `mode` is eager, fifo or random."]);
  expect(complaints(FRONT.replace("title: T", 'title: "T') + START + CHECK)[0]).toMatch(/^\d+: /);
});

test("mistakes in blocks have the document's lines", () => {
  expect(complaints(`${FRONT}\nProse.\n${START}\`\`\`check\nprints nothing\nprunts "a"\n\`\`\`\n`)).toEqual(['14: No assertion reads like this: prunts "a" Did you mean: prints "…"']);
  expect(complaints(`${FRONT}${START}${CHECK}\`\`\`lumen strat\n\`\`\`\n`)).toEqual(["13: A block `lumen` cannot be `strat`. Did you mean `start`?"]);
  expect(complaints(`${FRONT}${START}\`\`\`chekc\nprints nothing\n\`\`\`\n`)).toContain("10: A lesson has no block `chekc`. Did you mean: ```check");
  expect(complaints(`${FRONT}${START}${CHECK}${CHECK}`)[0]).toContain("only one block `check`");
  expect(complaints(`${FRONT}${START}${CHECK}## Hnit\nx\n`)[0]).toBe("13: A lesson has no section Hnit. Did you mean: ## Hint");
  expect(complaints(`${FRONT}${START}${CHECK}## Wrong\n\`\`\`lumen wrong\n\`\`\`\n`)[0]).toContain("does not say what its learner is told");
  expect(complaints(`${FRONT}${START}\`\`\`check\nprints nothing`)[0]).toContain("The block `check` is not closed.");
});

test("a block of the text may hold anything, fences too", () => {
  const { lesson, problems } = parseLesson("x", `${FRONT}\`\`\`\`markdown\n## Hint\n\`\`\`lumen start\n\`\`\`\n\`\`\`\`\n${START}${CHECK}`);
  expect(problems).toEqual([]);
  expect(lesson?.hints).toEqual([]);
  expect(lesson?.start).toBe("cell main()\nend\n");
});

test("only words are counted", () => {
  expect(wordsOf("One two - three.\n\n```lumen\na b c d\n```\nfour")).toBe(4);
});

test("names come from files", () => {
  expect(nameOfFile("a/b/07-two-awaits.md")).toBe("two-awaits");
});

test("chapters come in the course's order, lessons in that of their numbers", () => {
  const lesson = (title: string, chapter: string) => FRONT.replace("T", title).replace("chapter: C", `chapter: ${chapter}`) + START + CHECK;
  const course = courseOf("- {title: A, summary: a}\n- {title: B, summary: b}\n- {title: Empty, summary: e}\n", {
    "02-second.md": lesson("Second", "A"),
    "01-first.md": lesson("First", "B"),
    "03-third.md": lesson("Third", "A"),
    "04-stray.md": lesson("Stray", "Nowhere"),
  });
  expect(course.lessons.map(({ title }) => title)).toEqual(["Second", "Third", "First"]);
  expect(course.chapters.map(({ title }) => title)).toEqual(["A", "B"]);
  expect(course.problems.map(({ message }) => message)).toEqual(["The lesson stray is in the chapter Nowhere, which is not in the course."]);
});

test("a course whose chapters cannot be read says so", () => {
  expect(courseOf("title: [", {}).problems[0]).toMatchObject({ file: "course.yaml" });
});
