import { expect, test } from "vitest";
import type { LumenReport } from "../../base/interface";
import { eventsOf } from "../../model/fixture";
import { factsOf } from "../checks/facts";
import { parseQuestions, QUESTION_SHAPES } from "./parse";
import { answerText, isRight, pose, type Posed } from "./pose";

const FACTS = factsOf(
  { status: "ok", value: "7", elapsed_ms: 80 } as LumenReport,
  eventsOf(`
    0  0   created main
    10 0.1 created spawn a()
    20 0.1 started
    30 0   printed one
    40 0   printed two
    50 0.1 cancelled 0
    55 0.2 created spawn b()
    60 0   printed three
    80 0   ended ok
  `),
);

function posed(line: string): Posed | null {
  const { questions, problems } = parseQuestions(line, 1);
  expect(problems).toEqual([]);
  return pose(questions[0]!, FACTS);
}

const answerTo = (line: string) => posed(line)?.right;

test("answers are those of the run", () => {
  expect(answerTo("first printed?")).toBe("one");
  expect(answerTo("last printed?")).toBe("three");
  expect(answerTo("ends when?")).toBe(80);
  expect(answerTo("value?")).toBe("7");
  expect(answerTo("ends how?")).toBe("success");
  expect(answerTo("order?")).toEqual(["one", "two", "three"]);
  expect(answerTo('"a()" ends when?')).toBe(50);
  expect(answerTo('"two" is printed when?')).toBe(40);
  expect(answerTo("which futures are cancelled?")).toEqual(["a()"]);
  expect(answerTo("how many futures?")).toBe(2);
  expect(answerTo('how many "a*" futures?')).toBe(1);
});

test("a future's state changes with time", () => {
  const states = [5, 15, 25, 50].map((ms) => answerTo(`state of "a()" at ${ms} ms?`));
  expect(states).toEqual(["not made yet", "queued", "waiting", "cancelled"]);
});

test("what is offered always looks the same and never gives the order away", () => {
  const order = posed("order?")!;
  expect(order.input).toEqual(posed("order?")!.input);
  expect(order.input.type === "order" && order.input.items).not.toEqual(order.right);
  expect(order.input.type === "order" && [...order.input.items].sort()).toEqual(["one", "three", "two"]);
});

test("other words and other answers stand below", () => {
  const question = posed('value?\n  What comes out?\n  or "8"\n  or "9"')!;
  expect(question.prompt).toBe("What comes out?");
  expect(question.input.type === "choice" && [...question.input.options].sort()).toEqual(["7", "8", "9"]);
});

test("right is what the run says", () => {
  expect(isRight(posed("ends when?")!, 80) && !isRight(posed("ends when?")!, 81)).toBe(true);
  expect(isRight(posed("order?")!, ["one", "two", "three"]) && !isRight(posed("order?")!, ["two", "one", "three"])).toBe(true);
});

test("answers can be said", () => {
  expect(answerText(posed("ends when?")!, 1500)).toBe("1.5 s");
  expect(answerText(posed("order?")!, ["one", "two"])).toBe("`one`, `two`");
  expect(answerText(posed("which futures are cancelled?")!, [])).toBe("none");
});

test("a question that the run does not answer is not put", () => {
  expect(posed('"c()" ends when?')).toBeNull();
  expect(pose(parseQuestions("first printed?", 1).questions[0]!, factsOf({ value: null } as LumenReport, []))).toBeNull();
});

test("every form as it is shown can be read, and what is none gets the nearest", () => {
  expect(parseQuestions(QUESTION_SHAPES.join("\n"), 1).problems).toEqual([]);
  expect(parseQuestions("\nend when?", 4).problems).toEqual([{ line: 5, message: "No question reads like this: end when?", help: "Did you mean: ends when?" }]);
});
