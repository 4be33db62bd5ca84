import { expect, test } from "vitest";
import type { LumenToken } from "./interface";
import { packTokens, tokensWithin } from "./tokens";

const tokens: LumenToken[] = [
  { range: { from: 0, to: 3 }, kind: "keyword" },
  { range: { from: 4, to: 9 }, kind: "name" },
  { range: { from: 9, to: 10 }, kind: "punctuation" },
  { range: { from: 20, to: 22 }, kind: "constant" },
];

test("tokens come back as they were packed", () => {
  expect([...tokensWithin(packTokens(tokens), 0, 100)]).toEqual(tokens);
});

test("a part of the text has the tokens that it holds or cuts", () => {
  const kinds = (from: number, to: number) => [...tokensWithin(packTokens(tokens), from, to)].map((token) => token.kind);
  expect(kinds(5, 9)).toEqual(["name"]);
  expect(kinds(3, 4)).toEqual([]);
  expect(kinds(9, 21)).toEqual(["punctuation", "constant"]);
  expect([...tokensWithin(packTokens([]), 0, 5)]).toEqual([]);
});
