import { expect, test } from "vitest";
import { coloured } from "./colours";

test("a text in colours is the same text", () => {
  const pieces = coloured("let a = 1", [{ range: { from: 0, to: 3 }, kind: "keyword" }, { range: { from: 8, to: 9 }, kind: "number" }]);
  expect(pieces.map((piece) => piece.kind)).toEqual(["keyword", null, "number"]);
  expect(pieces.map((piece) => piece.text).join("")).toBe("let a = 1");
});
