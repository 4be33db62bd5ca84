/** Every lesson of the course keeps its promises. A lesson is added by adding its file. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { courseOf } from "../src/lessons/document/course";
import { review } from "../src/lessons/review";
import { run } from "./node";

const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
const files = readdirSync(new URL(".", import.meta.url)).filter((file) => /^\d\d-.*\.md$/.test(file));
const course = courseOf(textOf("course.yaml"), Object.fromEntries(files.map((file) => [file, textOf(file)])));

test("every lesson is read without a complaint, and has its chapter and its own name", () => {
  expect(course.problems.map(({ file, line, message, help }) => `${file}:${line} ${message} ${help ?? ""}`)).toEqual([]);
  expect(course.lessons).toHaveLength(files.length);
  expect(new Set(course.lessons.map(({ name }) => name)).size).toBe(files.length);
});

test.each(course.lessons.map((lesson) => [lesson.name, lesson] as const))("%s keeps its promises", async (_, lesson) => {
  const remarks = await review(lesson, run);
  expect(remarks.filter(({ good }) => !good).map(({ text }) => text)).toEqual([]);
  expect(remarks.length).toBeGreaterThan(2);
});
