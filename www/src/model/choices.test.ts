import { expect, test } from "vitest";
import { choiceAt, choiceFrom } from "./choices";
import { traceOf } from "./fixture";
import { positionAfter } from "./playback";

const trace = traceOf(`
  0 0   created main main
  0 0   started
  0 0.2 chosen 0.1 0.2 0.3
  0 0.2 resumed
  0 0.1 chosen 0.1
  0 0.3 chosen 0.1 0.3
`);

test("a choice says who could have gone instead", () => {
  expect(choiceAt(trace, positionAfter(trace, 3))).toEqual({ seq: 2, pick: "0.2", others: ["0.1", "0.3"], count: 3 });
  expect(choiceAt(trace, positionAfter(trace, 4))).toBeNull();
});

test("one ready fiber is no choice", () => {
  expect(choiceAt(trace, positionAfter(trace, 5))).toBeNull();
});

test("choices can be walked both ways", () => {
  expect(choiceFrom(trace, positionAfter(trace, 0), 1)).toBe(3);
  expect(choiceFrom(trace, positionAfter(trace, 3), 1)).toBe(6);
  expect(choiceFrom(trace, positionAfter(trace, 6), 1)).toBeNull();
  expect(choiceFrom(trace, positionAfter(trace, 6), -1)).toBe(3);
  expect(choiceFrom(trace, positionAfter(trace, 3), -1)).toBeNull();
});
