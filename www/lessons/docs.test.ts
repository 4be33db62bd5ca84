/** Every example of `docs/lessons.md` is executed: whole lessons, assertions that hold or fail, questions, complaints. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkProgram, complaintsOf } from "../src/lessons/cases";
import { factsOf } from "../src/lessons/checks/facts";
import { parseCheck } from "../src/lessons/checks/parse";
import { SHAPES } from "../src/lessons/checks/sentence";
import { parseLesson } from "../src/lessons/document/lesson";
import { split, type Fence } from "../src/lessons/document/split";
import { parseQuestions, QUESTION_SHAPES } from "../src/lessons/predict/parse";
import { pose } from "../src/lessons/predict/pose";
import type { RunSettings } from "../src/lessons/run";
import { run } from "./node";

const text = readFileSync(new URL("../../docs/lessons.md", import.meta.url), "utf8");
const fences = split(text, 1).pieces.filter((piece): piece is Fence => piece.kind === "fence");

/** The program that a block is about: the last one above it, with its world, if it has one; the first for what stands above all. */
function programOf(fence: Fence): { source: string; settings: RunSettings } {
  const programs = fences.filter(({ info }) => info === "lumen");
  const program = programs.findLast(({ line }) => line < fence.line) ?? programs[0]!;
  const next = fences[fences.indexOf(program) + 1];
  return { source: program.text, settings: next?.info === "world" ? { world: next.text } : {} };
}

function blocks(info: string): [number, Fence][] {
  return fences.filter((fence) => fence.info === info).map((fence) => [fence.line, fence]);
}

test.each(blocks("markdown"))("the lesson in line %i is one", async (_, fence) => {
  const { lesson, problems } = parseLesson("example", fence.text);
  expect(problems).toEqual([]);
  expect((await checkProgram(lesson!.start, lesson!.task, run)).passed).toBe(false);
  expect(complaintsOf(await checkProgram(lesson!.solution!, lesson!.task, run))).toEqual([]);
  for (const { source, says } of lesson!.wrong) expect(complaintsOf(await checkProgram(source, lesson!.task, run)).join("\n")).toContain(says);
});

test.each(blocks("check"))("the check in line %i holds", async (_, fence) => {
  const { check, problems } = parseCheck(fence.text, fence.line + 1);
  const { source, settings } = programOf(fence);
  expect(problems).toEqual([]);
  expect(complaintsOf(await checkProgram(source, { check, settings }, run))).toEqual([]);
});

test.each(blocks("check fails"))("each line of the check in line %i fails", async (_, fence) => {
  const { check, problems } = parseCheck(fence.text, fence.line + 1);
  const { source, settings } = programOf(fence);
  expect(problems).toEqual([]);
  const { results } = await checkProgram(source, { check, settings }, run);
  expect(results.filter(({ state }) => state !== "failed").map(({ expected }) => expected)).toEqual([]);
});

test.each(blocks("predict"))("the questions in line %i are answered by the run", async (_, fence) => {
  const { questions, problems } = parseQuestions(fence.text, fence.line + 1);
  const { source, settings } = programOf(fence);
  const ran = await run(source, settings);
  expect(problems).toEqual([]);
  for (const question of questions) expect(ran.kind === "report" && pose(question, factsOf(ran.report, ran.events)), `line ${question.line}`).toBeTruthy();
});

test.each(blocks("check wrong"))("the complaints about line %i are those below it", (_, fence) => {
  const said = parseCheck(fence.text, 1).problems.map(({ message, help }) => `${message} ${help}\n`);
  expect(said.join("")).toBe(fences[fences.indexOf(fence) + 1]!.text);
});

test("every form stands on the page", () => {
  expect([...SHAPES, ...QUESTION_SHAPES].filter((shape) => !text.includes(`\`${shape}\``))).toEqual([]);
});
