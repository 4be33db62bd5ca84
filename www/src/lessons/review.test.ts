import { expect, test } from "vitest";
import type { LumenReport } from "../base/interface";
import { eventsOf } from "../model/fixture";
import { parseLesson } from "./document/lesson";
import { review } from "./review";
import type { Run } from "./run";

/** Prints the program's text. */
const echo: Run = async (source) => ({
  kind: "report",
  report: { status: "ok", value: null, error: null, unhandled: [], diagnostics: [], elapsed_ms: 0 } as unknown as LumenReport,
  events: eventsOf(`0 0 printed ${source.trim()}\n0 0 ended ok`),
});

const lesson = (start: string, rest: string, check = 'prints "good"') =>
  parseLesson("x", `---\ntitle: T\nchapter: C\nsummary: S\n---\nProse.\n\`\`\`lumen start\n${start}\n\`\`\`\n\`\`\`check\n${check}\n\`\`\`\n${rest}`).lesson!;

const solved = "```lumen solution\ngood\n```\n";
const bad = async (start: string, rest: string, check?: string) => (await review(lesson(start, rest, check), echo)).filter(({ good }) => !good).map(({ text }) => text);

test("a lesson in order has nothing against it", async () => {
  expect(await bad("bad", `${solved}\`\`\`predict\nfirst printed?\n\`\`\`\n## Wrong\n\`\`\`lumen wrong\nworse\n\`\`\`\n> was not printed\n`)).toEqual([]);
});

test("each broken promise is told", async () => {
  expect(await bad("good", solved)).toEqual(["The start passes the check already, and nothing is asked."]);
  expect(await bad("bad", "")).toEqual(["The start, as there is no solution, does not pass. Expected: prints `good`. `good` was not printed. Printed was `bad`."]);
  expect(await bad("bad", `${solved}\`\`\`predict\n"f()" ends when?\n\`\`\`\n`)).toEqual(["The run gives no answer to the question in line 17."]);
  expect(await bad("bad", `${solved}${"word ".repeat(160)}\n`)).toEqual(["161 words before the first run; fewer than 150 is good."]);
  const wrong = (source: string) => `${solved}## Wrong\n\`\`\`lumen wrong\n${source}\n\`\`\`\n> nothing of the kind\n`;
  expect((await bad("bad", wrong("good")))[0]).toContain("passes.");
  expect((await bad("bad", wrong("worse")))[0]).toContain("fails with other words: Expected: prints `good`.");
});
