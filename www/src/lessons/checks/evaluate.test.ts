import { describe, expect, test } from "vitest";
import type { LumenReport } from "../../base/interface";
import { eventsOf } from "../../model/fixture";
import { evaluate } from "./evaluate";
import { factsOf, type Facts } from "./facts";
import type { Assertion } from "./assertion";
import { assertionOf } from "./sentence";

function run(rows: string, report: Partial<LumenReport> = {}): Facts {
  const events = eventsOf(rows);
  const plain = { status: "ok", value: null, error: null, unhandled: [], diagnostics: [], elapsed_ms: events.at(-1)?.ms ?? 0 };
  return factsOf({ ...plain, ...report } as LumenReport, events);
}

function finding(sentence: string, facts: Facts, first = facts) {
  return evaluate(assertionOf(sentence, 1) as Assertion, facts, first);
}

function holds(sentence: string, facts: Facts): boolean {
  return finding(sentence, facts).passed;
}

/** What it says and where it points. */
function said(sentence: string, facts: Facts): string {
  const { passed, happened, seq } = finding(sentence, facts);
  return passed ? "holds" : `${happened} #${seq}`;
}

const TWO = run(`
  0   0    created main
  0   0    started
  0   0.1  created spawn a(1)
  0   0.1  started
  0   0.2  created spawn b( 2 )
  50  0.1  printed from a
  50  0.1  completed 1
  50  0.2  started
  100 0.2  deferred_ran
  100 0.2  cancelled 0
  100 0    printed done
  100 0    printed done
  100 0    completed ok
  100 0    ended ok
`);

const ALONGSIDE = run(`
  0  0    created main
  0  0    started
  0  0.1  created spawn job(1)
  0  0.1  started
  0  0.2  created spawn job(2)
  0  0.2  started
  0  0.3  created fetch fetch(x)
  10 0.1  failed no luck
  20 0.2  completed 2
  30 0.4  created spawn job(3)
  30 0.4  started
  40 0.4  completed 3
  40 0    ended ok
`, { unhandled: ["0.1"] });

describe("printed lines", () => {
  test("texts, counts and times", () => {
    for (const sentence of ['prints "done"', 'prints "d*e" twice', 'prints "from a" at 50 ms', 'prints "done" after 50 ms', 'never prints "x"', "prints 3 lines", 'prints "from a" before "done"', 'prints "done" at least 2 times']) {
      expect(said(sentence, TWO)).toBe("holds");
    }
  });

  test("what was printed instead is said, with the event to look at", () => {
    expect(said('prints "x"', TWO)).toBe("`x` was not printed. Printed was `from a`, `done`, `done`. #11");
    expect(said('prints "from a" at 20 ms', TWO)).toBe("`from a` was printed 1 time: at 50 ms by `a(1)`. #5");
    expect(said('prints "done" once', TWO)).toBe("`done` was printed 2 times: at 100 ms by `main`, at 100 ms by `main`. #11");
    expect(said('never prints "done"', TWO)).toBe("It was printed at 100 ms by `main`, at 100 ms by `main`. #10");
    expect(said('prints "done" before "from a"', TWO)).toBe("`from a` was printed at 50 ms, and only then `done` was printed at 100 ms. #10");
    expect(said("prints nothing", TWO)).toContain("Printed was `from a`");
    expect(said('prints "x"', run("0 0 created main"))).toBe("`x` was not printed. Nothing was printed. #null");
  });

  const output = (lines: string[]) => evaluate({ kind: "output", lines }, TWO, TWO);

  test("the whole output, with any lines in between", () => {
    for (const lines of [["from a", "done", "done"], ["...", "done"], ["from a", "..."], ["...", "from a", "...", "done", "..."], ["...", "*", "*", "*", "..."]]) {
      expect(output(lines).passed, lines.join()).toBe(true);
    }
  });

  test("the first line that differs is named", () => {
    expect(output(["from a", "ready", "done"])).toMatchObject({ passed: false, seq: 10, happened: expect.stringContaining("Line 2 was `done`, printed at 100 ms by `main`.") });
    expect(output(["from a", "done", "done", "done"]).happened).toContain("The output ended after 3 lines.");
    expect(output(["from a", "done"]).happened).toContain("Line 3 was `done`");
  });
});

describe("the run's end", () => {
  test("value, time, status, failure", () => {
    const failed = run("0 0 created main\n30 0 failed x\n30 0 ended failed", { status: "failed", error: { message: "race: all 2 branches failed", line: 4, column: 1, end_line: 4, end_column: 5, future: "0" } });
    expect(holds('fails with "all * branches"', failed) && holds("status is failed", failed) && holds("status is not ok", failed) && holds("ends within 30 ms", failed)).toBe(true);
    expect(said("status is ok", failed)).toBe("It ended with a failure: `race: all 2 branches failed` in line 4. #2");
    expect(said("ends before 30 ms", failed)).toBe("It ended at 30 ms. #2");
    expect(said('value is "1"', failed)).toContain("There was no value.");
    expect(said('value is "1"', run("0 0 ended ok", { value: "2" }))).toBe("It was `2`. #0");
    expect(said('fails with "x"', TWO)).toBe("It ended with success. #13");
  });

  test("failures that nobody looked at", () => {
    expect(holds("no unhandled failure", TWO)).toBe(true);
    expect(said("no unhandled failure", ALONGSIDE)).toBe("`job(1)` (0.1) failed with `no luck`, and nobody looked. #7");
  });
});

test("remarks are found by their code or their words", () => {
  const remarked = run("0 0 ended ok", { diagnostics: [{ code: "unused-future", message: "the future `a` is never awaited", line: 3 }] as LumenReport["diagnostics"] });
  expect(holds('gets the remark "unused-future"', remarked) && holds('gets the remark "never awaited"', remarked) && holds('no remark "unused-variable"', remarked)).toBe(true);
  expect(said("no remarks", remarked)).toBe("Line 3: the future `a` is never awaited. #null");
  expect(said('gets the remark "unused-variable"', remarked)).toContain("There were others: the future `a`");
});

describe("futures", () => {
  test("are counted by kind and by label", () => {
    expect(holds("makes 2 spawn futures", TWO) && holds("makes no race", TWO) && holds('makes at least 2 "*(*)" futures', TWO) && holds("makes 2 futures", TWO)).toBe(true);
    expect(said("makes 1 race", TWO)).toBe("There was none. The futures were `a(1)`, `b( 2 )`. #null");
    expect(said("makes one spawn future", TWO)).toBe("There were 2: `a(1)` (0.1), `b( 2 )` (0.2). #4");
  });

  test("blanks in a label do not count", () => {
    expect(holds('"b(2)" is cancelled at 100 ms', TWO)).toBe(true);
  });

  test("what became of them", () => {
    for (const sentence of ['"a(1)" completes with "1"', '"c()" is never made', '"a(*)" never fails', 'runs the cleanup of "b(2)" at 100 ms', 'some "job(*)" fails with "luck"', '"b(*)" cleans up']) {
      expect(said(sentence, sentence.includes("job") ? ALONGSIDE : TWO)).toBe("holds");
    }
    expect(said('"a(1)" is cancelled', TWO)).toBe("`a(1)` (0.1) completed with `1` at 50 ms. #6");
    expect(said('"c()" completes', TWO)).toBe("There was no future `c()`. The futures were `a(1)`, `b( 2 )`. #null");
    expect(said('"job(*)" completes', ALONGSIDE)).toBe("`job(1)` (0.1) failed with `no luck` at 10 ms, without a cleanup. #7");
    expect(said('"a(1)" completes with "2"', TWO)).toBe("`a(1)` (0.1) completed with `1`. #6");
    expect(said('"b(2)" is never cancelled', TWO)).toBe("`b( 2 )` (0.2) was cancelled at 100 ms. #9");
    expect(said('"fetch(x)" ends', ALONGSIDE)).toBe("`fetch(x)` (0.3) started at 0 ms and never ended. #6");
  });

  test("an order holds for each, or for some", () => {
    expect(holds('"a(1)" ends before "b(2)" starts', TWO)).toBe(true);
    expect(said('"b(2)" starts before "a(1)" ends', TWO)).toBe("`a(1)` (0.1) ended at 50 ms, and only then `b( 2 )` (0.2) started at 50 ms, in the same instant but in this order. #7");
    expect(holds('"job(*)" starts before "job(*)" ends', ALONGSIDE)).toBe(false);
    expect(holds('some "job(*)" starts before some "job(*)" ends', ALONGSIDE)).toBe(true);
    expect(said('"a(1)" ends before "x" is printed', TWO)).toBe("`x` was not printed. #null");
    expect(said('"a(1)" fails before "done" is printed', TWO)).toContain("completed with `1` at 50 ms");
  });

  test("who runs at the same time as whom", () => {
    expect(holds('"job(1)" overlaps "job(2)"', ALONGSIDE) && holds('"job(*)" overlaps "job(*)"', ALONGSIDE) && holds('"a(*)" never overlaps "b(*)"', TWO)).toBe(true);
    expect(said('"a(1)" overlaps "b(2)"', TWO)).toBe("`a(1)` (0.1) ran from 0 ms to 50 ms, and `b( 2 )` (0.2) ran from 50 ms to 100 ms. #7");
    expect(said('"job(1)" never overlaps "job(2)"', ALONGSIDE)).toContain("ran from 0 ms to 10 ms");
    expect(said('"a(*)" overlaps "a(*)"', TWO)).toBe("Only one future `a(*)` was made. #2");
    expect(holds('at most 2 of "job(*)" run at once', ALONGSIDE) && holds('exactly 2 of "job(*)" run at once', ALONGSIDE)).toBe(true);
    expect(said('at most 1 of "job(*)" run at once', ALONGSIDE)).toBe("2 ran at once: `job(1)` (0.1), `job(2)` (0.2), at 0 ms. #5");
    expect(said('at least 3 of "job(*)" run at once', ALONGSIDE)).toContain("Never more than 2 ran at once");
  });
});

test("another run gives the same, or something else", () => {
  const other = run("0 0 printed from b\n0 0 ended ok", { value: "3" });
  expect(finding("output stays the same", TWO, TWO).passed).toBe(true);
  expect(finding("output stays the same", other, TWO)).toMatchObject({ passed: false, seq: 0, happened: expect.stringContaining("In the first run it was different") });
  expect(finding("value stays the same", other, TWO).happened).toBe("It was `nothing` in the first run and `3` in this one.");
});
