/** Every lesson of the course keeps its promises. A lesson is added by adding its file. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkProgram, complaintsOf } from "../src/lessons/cases";
import { factsOf } from "../src/lessons/checks/facts";
import { courseOf } from "../src/lessons/document/course";
import { wordsOf, type Lesson } from "../src/lessons/document/lesson";
import { pose } from "../src/lessons/predict/pose";
import { run } from "./node";

const WORDS_MAX = 150;

const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
const files = readdirSync(new URL(".", import.meta.url)).filter((file) => /^\d\d-.*\.md$/.test(file));
const course = courseOf(textOf("course.yaml"), Object.fromEntries(files.map((file) => [file, textOf(file)])));

test("every lesson is read without a complaint, and has its chapter and its own name", () => {
  expect(course.problems.map(({ file, line, message, help }) => `${file}:${line} ${message} ${help ?? ""}`)).toEqual([]);
  expect(course.lessons).toHaveLength(files.length);
  expect(new Set(course.lessons.map(({ name }) => name)).size).toBe(files.length);
});

describe.each(course.lessons.map((lesson) => [lesson.name, lesson] as const))("%s", (_, lesson) => {
  test("is short before the first run", () => {
    expect(wordsOf(lesson.prose)).toBeLessThan(WORDS_MAX);
  });

  test("asks for something that the start does not do yet, or for a prediction", async () => {
    const { passed } = await check(lesson, lesson.start);
    expect(passed && lesson.questions.length === 0, "the start passes the check, and nothing is predicted").toBe(false);
  });

  test("its questions have answers", async () => {
    const ran = await run(lesson.start, lesson.task.settings);
    for (const question of lesson.questions) {
      expect(ran.kind === "report" && pose(question, factsOf(ran.report, ran.events)), `line ${question.line}`).toBeTruthy();
    }
  });

  test("its solution passes, hidden cases included", async () => {
    const { passed, ...rest } = await check(lesson, lesson.solution ?? lesson.start);
    expect(complaintsOf({ passed, ...rest })).toEqual([]);
    expect(passed).toBe(true);
  });

  test("every wrong attempt fails with the message that it names", async () => {
    for (const { line, source, says } of lesson.wrong) {
      const verdict = await check(lesson, source);
      expect(verdict.passed, `line ${line}: the wrong program passes`).toBe(false);
      expect(complaintsOf(verdict).join("\n"), `line ${line}`).toContain(says);
    }
  });
});

function check(lesson: Lesson, source: string) {
  return checkProgram(source, lesson.task, run);
}
