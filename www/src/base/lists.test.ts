import { expect, test } from "vitest";
import { movedBy } from "./lists";

test("keys move within the list", () => {
  expect([movedBy("ArrowDown", 0, 3, 10), movedBy("ArrowUp", 0, 3, 10), movedBy("PageDown", 0, 3, 10), movedBy("a", 0, 3, 10)]).toEqual([1, 0, 2, null]);
});
