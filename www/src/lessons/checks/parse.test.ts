import { expect, test } from "vitest";
import { parseCheck } from "./parse";
import { assertionOf, SHAPES } from "./sentence";

const read = (text: string) => parseCheck(text, 10);
const complaints = (text: string) => read(text).problems.map(({ line, message, help }) => `${line}: ${message} ${help ?? ""}`.trim());

test("an indented line is the message of the assertion above it", () => {
  const { check, problems } = read('prints "a"\n  Say a.\n  And nothing else.\n\nstatus is ok\n');
  expect(problems).toEqual([]);
  expect(check.lines.map(({ line, message }) => [line, message])).toEqual([
    [10, "Say a. And nothing else."],
    [14, null],
  ]);
});

test("the output's lines keep their indentation, and a quoted one is the message", () => {
  const { check } = read("output is\n  a\n    b\n  ...\n  > Not so.\n");
  expect(check.lines).toEqual([{ line: 10, assertion: { kind: "output", lines: ["a", "  b", "..."] }, message: "Not so." }]);
});

test("a case has settings, and assertions of its own", () => {
  const { check, problems } = read('prints "a"\ncase "late": mode random, seed 7\n  prints "b"\n    No b.\n');
  expect(problems).toEqual([]);
  expect(check.cases).toMatchObject([{ name: "late", setting: { mode: "random", seed: 7 }, lines: [{ line: 12, message: "No b." }] }]);
});

test("a seed alone means random order", () => {
  expect(read('case "x": seed 3').check.cases[0]!.setting).toMatchObject({ mode: "random", seed: 3 });
});

test("a world and statements stand below their case, deeper than its assertions", () => {
  const { check, problems } = read('case "w": world\n    [[fetch]]\n    url = "*"\n  ends within 3 ms\ncase "b": with\n    let x = f()\n\n    if x > 0\n      print("y")\n    end\n');
  expect(problems).toEqual([]);
  expect(check.cases.map(({ setting: { world, body }, lines }) => [world, body, lines.length])).toEqual([
    ['[[fetch]]\nurl = "*"\n', null, 1],
    [null, 'let x = f()\n\nif x > 0\n  print("y")\nend\n', 0],
  ]);
});

test("orders come with one assertion, with some, or stand for all above", () => {
  const { check, problems } = read('in 5 orders: prints "a"\nin 6 orders:\n  prints "b"\n  value is "1"\nin 7 orders\n');
  expect(problems).toEqual([]);
  expect(check.cases.map(({ setting, lines }) => [setting.orders, lines.length])).toEqual([
    [5, 1],
    [6, 2],
    [7, 0],
  ]);
});

test("comments and blank lines say nothing", () => {
  expect(read('# first\n\nprints "a"\n  # not a message\n')).toMatchObject({ problems: [], check: { lines: [{ message: null }] } });
});

test("what reads like no assertion gets the nearest form", () => {
  expect(complaints('print "a"')).toEqual(['10: No assertion reads like this: print "a" Did you mean: prints "…"']);
  expect(complaints('"f()" is canceled')).toEqual(['10: No assertion reads like this: "f()" is canceled Did you mean: "…" is cancelled']);
  expect(complaints("\nends at 300")).toEqual(["11: No assertion reads like this: ends at 300 Did you mean: ends at 300 ms"]);
  expect(complaints("colourless green ideas sleep furiously in the garden of the house")[0]).toContain("docs/lessons.md lists every form");
});

test("words that are nearly right are named", () => {
  expect(complaints("status is okay")[0]).toContain("Did you mean `ok`?");
  expect(complaints("makes 2 fetsh futures")[0]).toContain("Did you mean `fetch`?");
  expect(complaints('case "x": mode fif')[0]).toContain("Did you mean `fifo`?");
  expect(complaints('case "x": sead 7')[0]).toContain("Did you mean `seed`?");
});

test("what is missing is said", () => {
  expect(complaints('prints "a')[0]).toContain("no closing quote");
  expect(complaints("output is")[0]).toContain("lines of the output are missing");
  expect(complaints("case late: seed 7")[0]).toContain("name between double quotes");
  expect(complaints('case "x": world\n  ends at 3 ms')[0]).toContain("The world of this case is missing");
  expect(complaints("in 1000 orders")[0]).toContain("1 to 100 can");
  expect(complaints('prints "a"\n# note\n  prints "b"')[0]).toContain("indented like none above");
});

test("one wrong line does not hide the others", () => {
  const { check, problems } = read('prints "a"\nprunts "b"\nprints "c"\n');
  expect([check.lines.length, problems.length]).toEqual([2, 1]);
});

test("every form as it is shown can be read", () => {
  for (const shape of SHAPES) expect(assertionOf(shape, 1), shape).toHaveProperty("kind");
});

test("times and counts can be bound", () => {
  expect(assertionOf('prints "a" at least 2 times within 50 ms', 1)).toEqual({ kind: "prints", text: "a", count: { bound: "at least", count: 2 }, when: { how: "within", ms: 50 } });
  expect(assertionOf('some "f(*)" fails with "x" after 3 ms', 1)).toEqual({ kind: "happens", moments: { some: true, text: "f(*)", verb: "fails" }, text: "x", when: { how: "after", ms: 3 } });
  expect(assertionOf('"a" starts after "b" ends', 1)).toEqual({ kind: "order", first: { some: false, text: "b", verb: "ends" }, second: { some: false, text: "a", verb: "starts" } });
});

test("a text may hold quotes and line breaks", () => {
  expect(assertionOf('prints "say \\"a\\"\\n"', 1)).toMatchObject({ text: 'say "a"\n' });
});
