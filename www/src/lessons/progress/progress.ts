/** What a learner has done, as data. It is kept as JSON with a version; one upgrader per past version will stand here, and there is only 1. */
import * as v from "valibot";
import { fail, ok, type Result } from "../../base/result";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const Entry = v.object({
  done: v.boolean(),
  /** Checks so far. */
  attempts: Count,
  /** Hints that were asked for. */
  hints: Count,
  /** The questions were answered. */
  predicted: v.boolean(),
  /** The learner's program; null as long as it is the lesson's own. */
  code: v.nullable(v.string()),
});

export type Entry = v.InferOutput<typeof Entry>;

const Progress = v.object({
  version: v.literal(1),
  lessons: v.record(v.string(), Entry),
  /** The lesson that was open last. */
  last: v.nullable(v.string()),
});

export type Progress = v.InferOutput<typeof Progress>;

export const NO_PROGRESS: Progress = { version: 1, lessons: {}, last: null };

const NO_ENTRY: Entry = { done: false, attempts: 0, hints: 0, predicted: false, code: null };

export function entryOf({ lessons }: Progress, name: string): Entry {
  return Object.hasOwn(lessons, name) ? lessons[name]! : NO_ENTRY;
}

export function withEntry(progress: Progress, name: string, change: Partial<Entry>): Progress {
  return { ...progress, lessons: { ...progress.lessons, [name]: { ...entryOf(progress, name), ...change } } };
}

/** As if the lesson had never been opened. */
export function withoutLesson(progress: Progress, name: string): Progress {
  const { [name]: _, ...lessons } = progress.lessons;
  return { ...progress, lessons };
}

/** Two progresses in one: nothing that was done is undone, and of two programs the newly read one stays. */
export function merged(present: Progress, read: Progress): Progress {
  let progress: Progress = { ...present, last: read.last ?? present.last };
  for (const [name, entry] of Object.entries(read.lessons)) {
    const { done, attempts, hints, predicted, code } = entryOf(present, name);
    progress = withEntry(progress, name, {
      done: done || entry.done,
      attempts: Math.max(attempts, entry.attempts),
      hints: Math.max(hints, entry.hints),
      predicted: predicted || entry.predicted,
      code: entry.code ?? code,
    });
  }
  return progress;
}

export function writeProgress(progress: Progress): string {
  return JSON.stringify(progress);
}

/** Reads progress from a file or from storage, or says in a sentence why it cannot be used. */
export function readProgress(text: string): Result<Progress> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return fail("It is no file of saved progress, or it is cut off.");
  }
  const version = typeof content === "object" && content !== null && "version" in content ? content.version : null;
  if (typeof version === "number" && version > 1) return fail("It was saved by a newer version of this page: reload the page to get it.");
  const parsed = v.safeParse(Progress, content);
  return parsed.success ? ok(parsed.output) : fail("What is in it is no saved progress.");
}
