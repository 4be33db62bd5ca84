import { describe, expect, test } from "vitest";
import { arrowsAround } from "./arrows";
import { describeLane, describePosition } from "./describe";
import { traceOf } from "./fixture";
import { outputOf } from "./output";
import { endOf, isAtEnd, playedFrom, positionAfter, positionAt, START, stepBack, stepForward, stepOfFuture } from "./playback";

const trace = traceOf(`
  0   0    created main main
  0   0    started
  0   0.1  created async f(1)
  0   0.1  started
  0   0.1  sleeps 100
  0   0    waits 0.1
  100 0.1  resumed
  100 0.1  printed hello
  100 0.1  completed 42
  100 0    resumed 0.1
  250 0    completed 42
`);

describe("a position", () => {
  test("at a time has seen everything due by then", () => {
    expect(positionAt(trace, 99)).toEqual({ seq: 6, ms: 99 });
    expect(positionAt(trace, 100)).toEqual({ seq: 10, ms: 100 });
  });

  test("stays inside the log", () => {
    expect(positionAfter(trace, -3)).toEqual(START);
    expect(positionAfter(trace, 500)).toEqual(endOf(trace));
    expect(positionAt(trace, 9999)).toEqual(endOf(trace));
  });

  test("steps by one event and back to the event when between two", () => {
    expect(stepForward(trace, { seq: 6, ms: 40 })).toEqual({ seq: 7, ms: 100 });
    expect(stepBack(trace, { seq: 6, ms: 40 })).toEqual({ seq: 6, ms: 0 });
    expect(stepBack(trace, { seq: 6, ms: 0 })).toEqual({ seq: 5, ms: 0 });
    expect(stepBack(trace, START)).toEqual(START);
  });

  test("steps along one future", () => {
    const first = stepOfFuture(trace, { seq: 6, ms: 0 }, "0", 1);
    expect(first.seq).toBe(10);
    expect(stepOfFuture(trace, first, "0", -1).seq).toBe(6);
    expect(stepOfFuture(trace, endOf(trace), "0", 1)).toEqual(endOf(trace));
  });
});

describe("playing", () => {
  test("along the clock is a function of the time gone by", () => {
    const pace = { by: "clock", ms_per_ms: 10 } as const;
    expect(playedFrom(trace, START, 5, pace)).toEqual({ seq: 6, ms: 50 });
    expect(isAtEnd(trace, playedFrom(trace, START, 25, pace))).toBe(true);
  });

  test("by events ignores the clock", () => {
    expect(playedFrom(trace, START, 1000, { by: "events", events_per_second: 4 }).seq).toBe(4);
  });

  test("never goes back inside an instant", () => {
    expect(playedFrom(trace, { seq: 3, ms: 0 }, 0, { by: "clock", ms_per_ms: 1 }).seq).toBeGreaterThanOrEqual(3);
  });
});

test("arrows show who waits for whom, from both ends, and whether still", () => {
  expect(arrowsAround(trace, "0", positionAt(trace, 50))).toMatchObject([{ from: "0", to: "0.1", current: true }]);
  expect(arrowsAround(trace, "0.1", endOf(trace))).toMatchObject([{ from: "0", to: "0.1", current: false }]);
  expect(arrowsAround(trace, "0", { seq: 3, ms: 0 })).toEqual([]);
});

test("lanes and positions are said aloud", () => {
  expect(describeLane(trace.lane("0")!, positionAt(trace, 50))).toBe("0, main, line 1: waiting for 0.1");
  expect(describeLane(trace.lane("0.1")!, endOf(trace))).toBe("0.1, f(1), line 3: completed: 42");
  expect(describePosition(trace, { seq: 10, ms: 100 })).toBe("0 main goes on, woken by 0.1");
});

test("the console's lines come from the log", () => {
  expect(outputOf(trace.events)).toMatchObject([{ seq: 7, ms: 100, future: "0.1", text: "hello" }]);
});
