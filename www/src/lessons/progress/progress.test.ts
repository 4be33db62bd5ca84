import { expect, test } from "vitest";
import { entryOf, merged, NO_PROGRESS, readProgress, withEntry, withoutLesson, writeProgress, type Progress } from "./progress";
import { ProgressStore, type Shelf } from "./store";

const DONE = withEntry(NO_PROGRESS, "race", { done: true, attempts: 3, code: "mine" });

class MapShelf implements Shelf {
  readonly map = new Map<string, string>();
  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.map.set(key, value);
  }
}

test("what is written comes back", () => {
  expect(readProgress(writeProgress(DONE))).toEqual({ ok: true, value: DONE });
});

test("a lesson that was never opened is empty, whatever its name", () => {
  expect(entryOf(DONE, "toString")).toEqual({ done: false, attempts: 0, hints: 0, predicted: false, code: null });
  expect(withoutLesson(DONE, "race")).toEqual(NO_PROGRESS);
});

test("two progresses become one without undoing anything", () => {
  const other: Progress = withEntry(withEntry(NO_PROGRESS, "race", { attempts: 5, code: "theirs" }), "vote", { done: true });
  const both = merged(DONE, other);
  expect(entryOf(both, "race")).toMatchObject({ done: true, attempts: 5, code: "theirs" });
  expect(entryOf(both, "vote").done).toBe(true);
  expect(entryOf(merged(DONE, withEntry(NO_PROGRESS, "race", {})), "race").code).toBe("mine");
});

test("what is no progress is refused with a sentence", () => {
  const sentence = (text: string) => {
    const read = readProgress(text);
    return read.ok ? "" : read.error;
  };
  expect(sentence("{")).toContain("cut off");
  expect(sentence('{"version":2}')).toContain("newer version");
  expect(sentence("[]")).toContain("no saved progress");
  expect(sentence('{"version":1,"lessons":{"a":{"done":1}},"last":null}')).toContain("no saved progress");
});

test("the store keeps what it is given", () => {
  const shelf = new MapShelf();
  const store = new ProgressStore(() => shelf);
  expect(store.load()).toEqual({ progress: NO_PROGRESS, problem: null });
  expect(store.save(DONE)).toBeNull();
  expect(store.load()).toEqual({ progress: DONE, problem: null });
});

test("broken progress is said and kept aside", () => {
  const shelf = new MapShelf();
  shelf.setItem("lumen.lessons.1", "{broken");
  const { progress, problem } = new ProgressStore(() => shelf).load();
  expect(progress).toEqual(NO_PROGRESS);
  expect(problem).toContain("could not be read");
  expect(shelf.getItem("lumen.lessons.broken")).toBe("{broken");
});

test("without storage nothing breaks, and what is lost is said", () => {
  const off = new ProgressStore(() => {
    throw new Error("off");
  });
  expect(off.load().problem).toContain("until you leave");
  expect(off.save(DONE)).toContain("until you leave");
});
