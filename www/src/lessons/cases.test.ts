import { expect, test } from "vitest";
import type { LumenDiagnostic, LumenReport } from "../base/interface";
import { eventsOf } from "../model/fixture";
import { checkProgram, complaintsOf } from "./cases";
import { parseCheck } from "./checks/parse";
import type { Ran, Run, RunSettings } from "./run";

const printing = (text: string): Ran => ({ kind: "report", report: { status: "ok", value: text, error: null, unhandled: [], elapsed_ms: 0 } as unknown as LumenReport, events: eventsOf(`0 0 printed ${text}\n0 0 ended ok`) });

/** Runs that answer by their settings, and what was asked of them. */
function recorded(answer: (settings: RunSettings) => Ran): { run: Run; asked: (RunSettings & { source: string })[] } {
  const asked: (RunSettings & { source: string })[] = [];
  return {
    asked,
    async run(source, { limits: _, ...settings }) {
      asked.push({ source, ...settings });
      return answer(settings);
    },
  };
}

const task = (check: string, settings: RunSettings = {}) => ({ check: parseCheck(check, 1).check, settings });

test("a case runs with its own settings and is checked like the first run", async () => {
  const { run, asked } = recorded(({ seed }) => printing(seed === 7 ? "b" : "a"));
  const verdict = await checkProgram("p", task('prints "a"\ncase "seven": seed 7', { world: "w" }), run);
  expect(asked).toEqual([
    { source: "p", world: "w" },
    { source: "p", world: "w", mode: "random", seed: 7 },
  ]);
  expect(verdict.passed).toBe(false);
  expect(verdict.results.map(({ state, case: name }) => [state, name])).toEqual([
    ["passed", null],
    ["failed", "seven"],
  ]);
  expect(verdict.results[1]).toMatchObject({ seq: 0, rerun: { source: "p", settings: { seed: 7, mode: "random" } } });
});

test("a case's own assertions replace those above", async () => {
  const { run } = recorded(({ world }) => printing(world === "[[fetch]]\n" ? "b" : "a"));
  const verdict = await checkProgram("p", task('prints "a"\ncase "w": world\n    [[fetch]]\n  prints "b"'), run);
  expect(complaintsOf(verdict)).toEqual([]);
  expect(verdict.passed).toBe(true);
});

test("statements run as a cell behind the program", async () => {
  const { run, asked } = recorded(() => printing("a"));
  await checkProgram("cell f()\nend\n", task('prints "a"\ncase "f": with\n    f()'), run);
  expect(asked[1]).toEqual({ source: "cell f()\nend\n\ncell lesson_case() -> Any\n  f()\nend\n", entry: "lesson_case" });
});

test("statements that do not go with the program are shown, with the teacher's words", async () => {
  const misfit = { severity: "error", message: "`f` takes no argument, but gets 1", help: null, line: 6 } as LumenDiagnostic;
  const { run } = recorded(({ entry }) => (entry ? { kind: "rejected", diagnostics: [misfit] } : printing("a")));
  const verdict = await checkProgram("cell f()\nend\n", task('prints "a"\ncase "f": with\n    print(1)\n    f(2)\n  prints "a"\n    `f` takes a number.'), run);
  expect(complaintsOf(verdict)).toEqual(["f: `f` takes a number. This case runs `f(2)`, and `f` takes no argument, but gets 1."]);
});

test("a text of several lines is as many printed lines", async () => {
  const ran = printing("a") as Ran & { kind: "report" };
  const { run } = recorded(() => ({ ...ran, events: ran.events.map((event) => (event.kind === "printed" ? { ...event, text: "a\nb" } : event)) }));
  expect((await checkProgram("p", task("output is\n  a\n  b"), run)).passed).toBe(true);
});

test("missing lines are told with the bad end of the run", async () => {
  const report = { status: "failed", value: null, error: { message: "no tea", line: 2 }, unhandled: [], elapsed_ms: 0 } as unknown as LumenReport;
  const { run } = recorded(() => ({ kind: "report", report, events: [] }));
  const verdict = await checkProgram("p", task('prints "a"'), run);
  expect(complaintsOf(verdict)).toEqual(["Expected: prints `a`. `a` was not printed. Nothing was printed. It ended with a failure: `no tea` in line 2."]);
});

test("of many orders the first that breaks is told", async () => {
  const { run, asked } = recorded(({ seed }) => printing(seed === 3 ? "b" : "a"));
  const verdict = await checkProgram("p", task('in 5 orders: prints "a"\n  Not in every order.'), run);
  expect(asked).toHaveLength(4);
  expect(verdict.results[0]).toMatchObject({ state: "failed", message: "Not in every order.", rerun: { settings: { seed: 3 } } });
  expect(complaintsOf(verdict)).toEqual(["5 other orders: Not in every order. `a` was not printed. Printed was `b`."]);
});

test("the same in every order is compared with the first run", async () => {
  const { run } = recorded(({ seed }) => printing(seed === 2 ? "b" : "a"));
  const verdict = await checkProgram("p", task("in 3 orders: value stays the same"), run);
  expect(verdict.results[0]!.happened).toBe("It was `a` in the first run and `b` in this one.");
});

test("cases wait until the first run is right", async () => {
  const { run, asked } = recorded(() => printing("b"));
  const verdict = await checkProgram("p", task('prints "a"\ncase "x": seed 1'), run);
  expect(asked).toHaveLength(1);
  expect(verdict.results.map(({ state }) => state)).toEqual(["failed", "skipped"]);
});

test("what cannot run is told in one sentence", async () => {
  const rejected = recorded(() => ({ kind: "rejected", diagnostics: [{ severity: "error", message: "`x` is not defined", help: "declare it", line: 3 } as LumenDiagnostic] }));
  expect((await checkProgram("p", task("prints nothing"), rejected.run)).problem).toBe("The program does not compile: `x` is not defined (line 3). Help: declare it.");
  const lost = recorded(() => ({ kind: "lost", message: "no worker" }));
  expect((await checkProgram("p", task("prints nothing"), lost.run)).problem).toBe("The program could not be run: no worker");
});

test("an endless program ends the check with a sentence, unless that is expected", async () => {
  const report = { status: "limit", value: null, error: { message: "limit `steps` reached: too many", line: 2 }, unhandled: [], elapsed_ms: 0 } as unknown as LumenReport;
  const { run } = recorded(() => ({ kind: "report", report, events: [] }));
  const verdict = await checkProgram("p", task('prints "a"'), run);
  expect(verdict).toMatchObject({ passed: false, results: [] });
  expect(verdict.problem).toBe("The program did not come to an end, so the check stopped it (too many instructions). It was in line 2 then.");
  expect((await checkProgram("p", task("status is limit"), run)).passed).toBe(true);
});
