import { expect, test } from "vitest";
import { hashOf, pathOf, splitPath, targetOf } from "./route";

test("addresses of the reference, and of others", () => {
  expect(["#reference", "#reference/channels/a-b", "#referenced", "#v1.abc", ""].map(pathOf)).toEqual(["", "channels/a-b", null, null, null]);
  expect(pathOf(hashOf("diagnostics/unknown-name/why it"))).toBe("diagnostics/unknown-name/why it");
  expect(pathOf("#reference/%zz")).toBe("%zz");
});

test("the longest page that fits a path counts", () => {
  const names = ["race", "diagnostics/race", "diagnostics/race-of-one"];
  expect(splitPath("race/ties", names)).toEqual({ page: "race", section: "ties" });
  expect(splitPath("diagnostics/race-of-one", names)).toEqual({ page: "diagnostics/race-of-one", section: null });
  expect(splitPath("races", names)).toBeNull();
});

test("links lead to other documents of the book, to sections, or out", () => {
  expect(targetOf("spawn.md", "futures")).toBe("#reference/spawn");
  expect(targetOf("spawn.md#who-owns", "futures")).toBe("#reference/spawn/who-owns");
  expect(targetOf("other-code.md", "diagnostics/a-code")).toBe("#reference/diagnostics/other-code");
  expect(targetOf("../../docs/diagnostics/a-code.md", "futures")).toBe("#reference/diagnostics/a-code");
  expect(targetOf("../../tests/spec/spawn.md", "diagnostics/a-code")).toBe("#reference/spawn");
  expect(targetOf("#here", "futures")).toBe("#reference/futures/here");
  expect(targetOf("https://example.org", "futures")).toBe("https://example.org");
  expect(targetOf("javascript:alert(1)", "futures")).toBeNull();
});
