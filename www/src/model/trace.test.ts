import { describe, expect, test } from "vitest";
import { eventsOf, traceOf } from "./fixture";
import { rowsOf } from "./rows";
import { spanAt, stateWordOf, Trace } from "./trace";

const RACE = `
  0   0      created main main
  0   0      started
  0   0.1    created race race
  0   0.1.1  created async primary()
  0   0.1.1  started
  0   0.1.1  sleeps 200
  0   0.1.2  created async backup()
  0   0.1.2  started
  0   0.1.2  sleeps 50
  0   0.1    waits 0.1.1 0.1.2
  0   0      waits 0.1
  50  0.1.2  resumed
  50  0.1.2  completed "backup"
  50  0.1.1  cancelled 0.1
  50  0.1    completed "backup"
  50  0      resumed 0.1
  50  0      printed backup
  50  0      completed null
  50  0      ended ok
`;

/** A lane's states and times, one a word: `queued@0 running@0`. */
function drawn(trace: Trace, id: string): string {
  return trace.lane(id)!.spans.map((span) => `${span.state}@${span.from.ms}`).join(" ");
}

describe("branches that become operations", () => {
  const trace = traceOf(`
    0   0      created main main
    0   0      started
    0   0.1    created race race
    0   0.1.1  created sleep sleep(10)
    0   0.1.2  created sleep sleep(20)
    0   0.1.1  started
    0   0.1.1  timer_set 10
    0   0.1.2  started
    0   0.1.2  timer_set 20
    0   0      waits 0.1
    10  0.1.1  timer_fired
    10  0.1.1  completed null
    10  0.1.2  cancelled 0.1
    10  0.1    completed null
    10  0      resumed 0.1
    10  0      completed null
    10  0      ended ok
  `);

  test("they wait from the moment the operation begins", () => {
    expect(drawn(trace, "0.1.1")).toBe("waiting@0 running@0 waiting@0 completed@10");
    expect(drawn(trace, "0.1.2")).toBe("waiting@0 running@0 waiting@0 cancelled@10");
    expect(trace.lane("0.1.1")!.spans.at(-2)!.waitsFor).toEqual({ type: "timer", until_ms: 10 });
  });

  test("no change of state was illegal", () => expect(trace.surprises).toEqual([]));
});

describe("a race", () => {
  const trace = traceOf(RACE);

  test("every lane shows its states in order", () => {
    expect(drawn(trace, "0.1.2")).toBe("queued@0 running@0 waiting@0 running@50 completed@50");
    expect(drawn(trace, "0.1.1")).toBe("queued@0 running@0 waiting@0 cancelled@50");
  });

  test("the spawner is ready while the fiber it started runs", () => {
    expect(drawn(trace, "0")).toBe("queued@0 running@0 ready@0 running@0 ready@0 running@0 waiting@0 running@50 completed@50");
  });

  test("the loser says that it lost the race", () => {
    const loser = trace.lane("0.1.1")!;
    expect(stateWordOf(loser, "cancelled")).toBe("lost the race");
  });

  test("no change of state was illegal", () => expect(trace.surprises).toEqual([]));

  test("rows stand in tree order and folding hides and counts", () => {
    expect(rowsOf(trace, new Set()).map((row) => row.lane.id)).toEqual(["0", "0.1", "0.1.1", "0.1.2"]);
    const folded = rowsOf(trace, new Set(["0.1"]));
    expect(folded.map((row) => [row.lane.id, row.hidden])).toEqual([["0", 0], ["0.1", 2]]);
  });

  test("appending in batches gives the same lanes as at once", () => {
    const grown = new Trace();
    for (const event of eventsOf(RACE)) grown.append([event]);
    expect(grown.roots).toEqual(trace.roots);
  });

  test("wakes and cancellations are edges", () => {
    expect(trace.wakes.map((wake) => `${wake.from}→${wake.to}@${wake.ms}`)).toEqual(["0.1→0.1.1@50", "0.1→0@50"]);
  });
});

test("a composite waits for its branches from its first moment", () => {
  const trace = traceOf(RACE);
  expect(drawn(trace, "0.1")).toBe("waiting@0 completed@50");
  expect(trace.lane("0.1")!.spans[0]!.waitsFor).toEqual({ type: "futures", futures: ["0.1.1", "0.1.2"] });
});

test("branches of a cancelled race did not lose it", () => {
  const trace = traceOf(`
    0  0      created main main
    0  0.1    created timeout timeout(5,race())
    0  0.1    timer_set 5
    0  0.1.1  created race race
    0  0.1.1.1 created async f()
    5  0.1    timer_fired
    5  0.1.1.1 cancelled 0.1.1
    5  0.1.1  cancelled 0.1
    5  0.1    completed null
  `);
  const words = ["0.1", "0.1.1", "0.1.1.1"].map((id) => stateWordOf(trace.lane(id)!, trace.lane(id)!.spans.at(-1)!.state));
  expect(words).toEqual(["timed out", "timed out", "cancelled"]);
});

test("a change after the end is reported, not hidden", () => {
  const trace = traceOf(`
    0 0 created main main
    0 0 started
    0 0 completed 1
    0 0 started
  `);
  expect(trace.surprises).toEqual(["#3: 0 went from completed to running"]);
});

test("operations wait from their first moment and know their deadline", () => {
  const trace = traceOf(`
    0   0    created main main
    0   0    started
    0   0.1  created sleep sleep(100)
    0   0.1  timer_set 100
    100 0.1  timer_fired
    100 0.1  completed null
  `);
  expect(drawn(trace, "0.1")).toBe("waiting@0 completed@100");
  expect(trace.lane("0.1")!.spans[0]!.waitsFor).toEqual({ type: "timer", until_ms: 100 });
});

test("those who could have gone are ready after a choice", () => {
  const trace = traceOf(`
    0 0   created main main
    0 0   started
    0 0.1 created spawn a()
    0 0.2 created spawn b()
    0 0   waits 0.1 0.2
    0 0.1 chosen 0.1 0.2
    0 0.1 started
  `);
  expect(trace.lane("0.1")!.markers[0]!.text).toBe("chosen among 0.1, 0.2");
  expect(drawn(trace, "0.2")).toBe("queued@0");
});

test("spanAt finds the state after a number of events", () => {
  const lane = traceOf(RACE).lane("0.1.2")!;
  expect([6, 7, 8, 9, 12, 13, 99].map((seq) => spanAt(lane, seq)?.state ?? "-")).toEqual([
    "-",
    "queued",
    "running",
    "waiting",
    "running",
    "completed",
    "completed",
  ]);
});
