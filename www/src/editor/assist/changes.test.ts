import { ChangeSet, Text } from "@codemirror/state";
import { expect, test } from "vitest";
import { layoutChanges } from "./changes";

function applied(before: string, after: string): string {
  const changes = ChangeSet.of(layoutChanges(before, after), before.length);
  return changes.apply(Text.of(before.split("\n"))).toString();
}

test.each([
  ["cell  main( )\nprint( 1+2 )\nend", "cell main()\n  print(1 + 2)\nend\n"],
  ["a\n\n\n\nb  \n", "a\n\nb\n"],
  ["same\n", "same\n"],
  ["", "a\n"],
  ["f(a, )", "f(a)"],
  ["x = (1)\ny  = 2", "x = 1\ny = 2\n"],
])("%j becomes %j", (before, after) => expect(applied(before, after)).toBe(after));

test("words keep their place when only white space changes", () => {
  const before = "cell  main( )\nprint( 1+2 )\nend";
  const changes = layoutChanges(before, "cell main()\n  print(1 + 2)\nend\n");
  for (const { from, to } of changes) expect(before.slice(from, to).trim()).toBe("");
  const moved = ChangeSet.of(changes, before.length).mapPos(before.indexOf("2"), 1);
  expect("cell main()\n  print(1 + 2)\nend\n"[moved]).toBe("2");
});
