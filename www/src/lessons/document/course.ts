/** The course: its chapters in order, each with its lessons. */
import * as v from "valibot";
import { parse } from "yaml";
import { messageOf } from "../../base/result";
import { problem, type Problem } from "../problem";
import { nameOfFile, parseLesson, type Lesson } from "./lesson";

export interface Chapter {
  title: string;
  /** One sentence. */
  summary: string;
  lessons: readonly Lesson[];
}

export interface Course {
  chapters: readonly Chapter[];
  /** All lessons in order. */
  lessons: readonly Lesson[];
  /** What is wrong, by file. */
  problems: readonly (Problem & { file: string })[];
}

const Chapters = v.array(v.object({ title: v.string(), summary: v.string() }));

/** Puts a course together from the text of `course.yaml` and its lessons by file name; the numbers of the files are their order. */
export function courseOf(chapters: string, files: Readonly<Record<string, string>>): Course {
  const problems: (Problem & { file: string })[] = [];
  const lessons: Lesson[] = [];
  for (const file of Object.keys(files).sort()) {
    const read = parseLesson(nameOfFile(file), files[file]!);
    problems.push(...read.problems.map((found) => ({ ...found, file })));
    if (read.lesson) lessons.push(read.lesson);
  }
  const known = readChapters(chapters, problems);
  for (const { name, chapter } of lessons) {
    if (!known.some(({ title }) => title === chapter)) problems.push({ ...problem(1, `The lesson ${name} is in the chapter ${chapter}, which is not in the course.`), file: "course.yaml" });
  }
  const filled = known.map((chapter) => ({ ...chapter, lessons: lessons.filter((lesson) => lesson.chapter === chapter.title) })).filter((chapter) => chapter.lessons.length > 0);
  return { chapters: filled, lessons: filled.flatMap((chapter) => chapter.lessons), problems };
}

function readChapters(text: string, problems: (Problem & { file: string })[]): v.InferOutput<typeof Chapters> {
  try {
    return v.parse(Chapters, parse(text));
  } catch (thrown) {
    problems.push({ ...problem(1, `The chapters cannot be read: ${messageOf(thrown)}`), file: "course.yaml" });
    return [];
  }
}
