import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { debounced } from "./timing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
