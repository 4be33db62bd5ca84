/** A `predict` block: one question a line; below it, indented, other words for it and answers to choose from besides. */
import { entriesOf, linesOf, type Entry } from "../checks/layout";
import { skeletonOf } from "../checks/sentence";
import { nearest } from "../nearest";
import { problem, type Problem } from "../problem";
import type { Asked, Question } from "./question";

interface Form {
  shape: string;
  pattern: RegExp;
  build(words: readonly string[], texts: readonly string[]): Asked;
}

const FORMS: readonly Form[] = [
  form("first printed?", "first printed", () => ({ kind: "first printed" })),
  form("last printed?", "last printed", () => ({ kind: "last printed" })),
  form("ends when?", "ends when", () => ({ kind: "ends when" })),
  form("order?", "order", () => ({ kind: "order" })),
  form("value?", "value", () => ({ kind: "value" })),
  form("ends how?", "ends how", () => ({ kind: "status" })),
  form('state of "…" at 50 ms?', "state of § at (\\d+) ms", ([ms], [label]) => ({ kind: "state", label: label!, at_ms: Number(ms) })),
  form('"…" ends when?', "§ ends when", (_, [label]) => ({ kind: "future ends when", label: label! })),
  form('"…" is printed when?', "§ is printed when", (_, [text]) => ({ kind: "printed when", text: text! })),
  form("which futures are cancelled?", "which futures are cancelled", () => ({ kind: "cancelled" })),
  form("how many futures?", "how many futures", () => ({ kind: "how many futures", label: null })),
  form('how many "…" futures?', "how many § futures", (_, [label]) => ({ kind: "how many futures", label: label! })),
];

/** Every question as people write it. */
export const QUESTION_SHAPES: readonly string[] = FORMS.map(({ shape }) => shape);

export function parseQuestions(text: string, firstLine: number): { questions: Question[]; problems: Problem[] } {
  const questions: Question[] = [];
  const problems: Problem[] = [];
  for (const entry of entriesOf(linesOf(text, firstLine))) {
    const asked = askedBy(entry.head.text);
    if (asked) questions.push({ line: entry.head.number, asked, ...extrasOf(entry) });
    else problems.push(unknown(entry));
  }
  return { questions, problems };
}

function askedBy(sentence: string): Asked | null {
  const read = skeletonOf(sentence);
  for (const { pattern, build } of read ? FORMS : []) {
    const found = pattern.exec(read!.skeleton);
    if (found) return build(found.slice(1), read!.texts);
  }
  return null;
}

function extrasOf({ below }: Entry): Pick<Question, "wording" | "others"> {
  const others: string[] = [];
  const words: string[] = [];
  for (const { text } of below) {
    const other = /^or "(.*)"$/.exec(text);
    if (other) others.push(other[1]!);
    else if (text !== "") words.push(text.replace(/^> ?/, ""));
  }
  return { wording: words.length === 0 ? null : words.join(" "), others };
}

function unknown({ head }: Entry): Problem {
  const meant = nearest(head.text, QUESTION_SHAPES, (shape) => shape);
  return problem(head.number, `No question reads like this: ${head.text}`, meant === null ? `Questions are: ${QUESTION_SHAPES.join("  ")}` : `Did you mean: ${meant}`);
}

function form(shape: string, pattern: string, build: Form["build"]): Form {
  return { shape, pattern: new RegExp(`^${pattern} ?\\??$`), build };
}
