import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { debounced, paced } from "./timing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("many pokes are one call, after the quiet", () => {
  const action = vi.fn();
  const due = debounced(100, action);
  for (let key = 0; key < 20; key++) {
    due.poke();
    vi.advanceTimersByTime(99);
  }
  expect(action).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(action).toHaveBeenCalledTimes(1);
});

test("a flush does what is due, once, and nothing that is not", () => {
  const action = vi.fn();
  const due = debounced(100, action);
  due.flush();
  expect(action).not.toHaveBeenCalled();
  due.poke();
  due.flush();
  vi.runAllTimers();
  expect(action).toHaveBeenCalledTimes(1);
});

test("a paced action rests three times as long as it took, and no call is forgotten", () => {
  let worked_ms = 0;
  vi.stubGlobal("performance", { now: () => Date.now() + worked_ms });
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => setTimeout(frame, 16));
  const action = vi.fn(() => (worked_ms += 100));
  const call = paced(action);
  call();
  vi.advanceTimersByTime(16);
  expect(action).toHaveBeenCalledTimes(1);
  for (let more = 0; more < 3; more++) call();
  vi.advanceTimersByTime(16 + 299);
  expect(action).toHaveBeenCalledTimes(1);
  vi.runAllTimers();
  expect(action).toHaveBeenCalledTimes(2);
});
