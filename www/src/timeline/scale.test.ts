import { describe, expect, test } from "vitest";
import { fitView, panned, TimeScale, zoomed } from "./scale";

const scale = new TimeScale("time", { from: 0, to: 100 }, 0, 212);

test("x and value are inverse", () => {
  expect(scale.x({ seq: 0, ms: 0 })).toBe(12);
  expect(scale.value(scale.x({ seq: 0, ms: 37 }))).toBeCloseTo(37);
});

test("the order axis counts events", () => {
  const order = new TimeScale("order", { from: 0, to: 10 }, 0, 112);
  expect(order.x({ seq: 5, ms: 900 })).toBe(62);
  expect(order.headX({ seq: 5, ms: 900 })).toBe(57);
});

describe("zooming", () => {
  test("keeps the value under the pointer where it is", () => {
    const view = zoomed("time", { from: 0, to: 100 }, 25, 2, 100);
    expect(view).toEqual({ from: 12.5, to: 62.5 });
  });
  test("ends at a smallest and a widest view", () => {
    const near = zoomed("order", { from: 0, to: 100 }, 50, 1e9, 100);
    expect(near.to - near.from).toBeCloseTo(4);
    const far = zoomed("order", { from: 0, to: 100 }, 50, 1e-9, 100);
    expect(far.to - far.from).toBeCloseTo(200);
  });
});

test("panning never loses the run", () => {
  expect(panned({ from: 0, to: 100 }, -1e6, 100).from).toBe(-10);
  expect(panned({ from: 0, to: 100 }, 1e6, 100).from).toBe(80);
});

test("the fitting view leaves room for outcomes", () => {
  const view = fitView(100, 800);
  expect(view.from).toBe(0);
  expect(view.to).toBeGreaterThan(108);
  expect(view.to).toBeLessThan(130);
});

test("ticks carry their unit", () => {
  expect(scale.ticks().map((tick) => tick.label)).toContain("50 ms");
});
