import { expect, test } from "vitest";
import { traceOf } from "./fixture";
import { lanesMadeAt } from "./rows";

test("lanes are told by the place that made them", () => {
  // The fixture gives the event of index n the range 5n to 5n + 4.
  const trace = traceOf(`
    0 0   created main
    0 0.1 created spawn work(1)
    0 0.2 created spawn work(2)
  `);
  expect([...lanesMadeAt(trace, [{ from: 4, to: 9 }])]).toEqual(["0.1"]);
  expect([...lanesMadeAt(trace, [{ from: 5, to: 9 }, { from: 9, to: 20 }])]).toEqual(["0.1", "0.2"]);
  expect([...lanesMadeAt(trace, [{ from: 5, to: 8 }])]).toEqual([]);
});
