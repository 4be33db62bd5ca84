/** One assertion as a sentence: the forms that the language has, and what to say about a sentence of no form. */
import type { LumenFutureKind, LumenStatus } from "../../base/interface";
import { meantWord, nearest } from "../nearest";
import { problem, type Problem } from "../problem";
import type { Assertion, Count, Moments, Verb, When } from "./assertion";

/** Kinds of futures that a program makes. */
export const KINDS: readonly LumenFutureKind[] = ["spawn", "async", "parallel", "race", "vote", "select", "timeout", "sleep", "fetch", "channel", "tool"];
export const STATUSES: readonly LumenStatus[] = ["ok", "failed", "deadlock", "limit", "rejected"];

/** Stands for a quoted text while the words around it are matched. */
const TEXT = "§";

const NUMBERS: Record<string, number> = { no: 0, a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5 };
const COUNT = `(?:(exactly|at least|at most) )?(\\d+|${Object.keys(NUMBERS).join("|")})`;
const WHEN = "(at|within|before|after) (\\d+) ms";
const VERB = "(starts|ends|is created|completes|fails|is cancelled|cleans up|is printed)";
const MOMENT = `(some )?${TEXT} ${VERB}`;

/** The words of a sentence in the order of its form's groups, and its quoted texts. */
interface Read {
  words: readonly (string | undefined)[];
  texts: readonly string[];
}

/** A form: how it is shown to people, and what it means; a text instead of a meaning says what is wrong with its words. */
interface Form {
  shape: string;
  pattern: RegExp;
  build(read: Read): Assertion | string;
}

const FORMS: readonly Form[] = [
  form('prints "…"', `prints ${TEXT}(?: (once|twice)| ${COUNT} times)?(?: ${WHEN})?`, ({ words, texts }) => ({
    kind: "prints",
    text: texts[0]!,
    count: words[0] ? { bound: "exactly", count: words[0] === "once" ? 1 : 2 } : optCount(words, 1),
    when: optWhen(words, 3),
  })),
  form('never prints "…"', `never prints ${TEXT}`, ({ texts }) => ({ kind: "prints", text: texts[0]!, count: { bound: "exactly", count: 0 }, when: null })),
  form('prints "…" before "…"', `prints ${TEXT} (before|after) ${TEXT}`, ({ words, texts }) => {
    const [one, other] = texts.map((text): Moments => ({ some: true, text, verb: "is printed" })) as [Moments, Moments];
    return words[0] === "before" ? { kind: "order", first: one, second: other } : { kind: "order", first: other, second: one };
  }),
  form("prints 3 lines", `prints ${COUNT} lines?`, ({ words }) => ({ kind: "lines", count: count(words, 0) })),
  form("prints nothing", "prints nothing", () => ({ kind: "lines", count: { bound: "exactly", count: 0 } })),
  form("output is", "output is", () => ({ kind: "output", lines: [] })),
  form("output stays the same", "(output|value) stays the same", ({ words }) => ({ kind: "same", what: words[0] as "output" | "value" })),
  form('value is "…"', `value is ${TEXT}`, ({ texts }) => ({ kind: "value", text: texts[0]! })),
  form("ends at 300 ms", `ends ${WHEN}`, ({ words }) => ({ kind: "elapsed", when: optWhen(words, 0)! })),
  form("status is ok", "status is (not )?(\\w+)", ({ words }) => status(words[1]!, words[0] !== undefined)),
  form('fails with "…"', `fails with ${TEXT}`, ({ texts }) => ({ kind: "failure", text: texts[0]! })),
  form('makes 3 "…" futures', `makes ${COUNT} ${TEXT} futures?`, ({ words, texts }) => ({ kind: "makes", count: count(words, 0), futures: { by: "label", label: texts[0]! } })),
  form("makes 3 spawn futures", `makes ${COUNT}(?: (\\w+))? futures?`, ({ words }) => made(count(words, 0), words[2] ?? null)),
  form("makes no race", `makes ${COUNT} (\\w+)`, ({ words }) => made(count(words, 0), words[2]!)),
  form('"…" starts before "…" ends', `${MOMENT} (before|after) ${MOMENT}`, ({ words, texts }) => {
    const [one, other] = [moments(words, 0, texts[0]!), moments(words, 3, texts[1]!)];
    return words[2] === "before" ? { kind: "order", first: one, second: other } : { kind: "order", first: other, second: one };
  }),
  form('"…" completes with "…"', `(some )?${TEXT} (completes|fails) with ${TEXT}(?: ${WHEN})?`, ({ words, texts }) => ({
    kind: "happens",
    moments: moments(words, 0, texts[0]!),
    text: texts[1]!,
    when: optWhen(words, 2),
  })),
  form('"…" is cancelled', `${MOMENT}(?: ${WHEN})?`, ({ words, texts }) => ({ kind: "happens", moments: moments(words, 0, texts[0]!), text: null, when: optWhen(words, 2) })),
  form('"…" is never made', `${TEXT} is never (made|created|cancelled|printed)`, ({ words, texts }) => {
    const verb = words[0] === "made" ? "is created" : (`is ${words[0]}` as Verb);
    return { kind: "never", text: texts[0]!, verb };
  }),
  form('"…" never starts', `${TEXT} never (starts|ends|completes|fails|cleans up)`, ({ words, texts }) => ({ kind: "never", text: texts[0]!, verb: words[0] as Verb })),
  form('"…" overlaps "…"', `${TEXT} (never )?overlaps ${TEXT}`, ({ words, texts }) => ({ kind: "overlap", one: texts[0]!, other: texts[1]!, never: words[0] !== undefined })),
  form('at most 2 of "…" run at once', `${COUNT} of ${TEXT} runs? at once`, ({ words, texts }) => ({ kind: "together", count: count(words, 0), label: texts[0]! })),
  form("no unhandled failure", "no unhandled failures?", () => ({ kind: "all handled" })),
  form('no remark "…"', `no remarks?(?: ${TEXT})?`, ({ texts }) => ({ kind: "remark", text: texts[0] ?? null, not: true })),
  form('gets the remark "…"', `gets the remark ${TEXT}`, ({ texts }) => ({ kind: "remark", text: texts[0]!, not: false })),
  form('runs the cleanup of "…"', `runs the cleanup of ${TEXT}(?: ${WHEN})?`, ({ words, texts }) => ({
    kind: "happens",
    moments: { some: true, text: texts[0]!, verb: "cleans up" },
    text: null,
    when: optWhen(words, 0),
  })),
];

/** Every form as people write it. */
export const SHAPES: readonly string[] = FORMS.map(({ shape }) => shape);

/** What a sentence asserts, or what is wrong with it. */
export function assertionOf(sentence: string, line: number): Assertion | Problem {
  const read = skeletonOf(sentence);
  if (read === null) return problem(line, "This text has no closing quote.", 'Texts stand between double quotes: prints "done". Write \\" for a quote inside.');
  for (const { shape, pattern, build } of FORMS) {
    const found = pattern.exec(read.skeleton);
    if (!found) continue;
    const built = build({ words: found.slice(1), texts: read.texts });
    return typeof built === "string" ? problem(line, built, `As in: ${shape}`) : built;
  }
  return unknown(sentence, read.skeleton, line);
}

/** A sentence with its quoted texts taken out; null when a quote stays open. */
export function skeletonOf(sentence: string): { skeleton: string; texts: string[] } | null {
  const texts: string[] = [];
  const skeleton = sentence.replace(/"((?:[^"\\]|\\.)*)"/g, (_, text: string) => {
    texts.push(text.replace(/\\(.)/g, (_escape, char: string) => (char === "n" ? "\n" : char)));
    return TEXT;
  });
  return skeleton.includes('"') ? null : { skeleton: skeleton.trim().replace(/\s+/g, " "), texts };
}

function unknown(sentence: string, skeleton: string, line: number): Problem {
  const meant = nearest(skeleton.replace(/\d+/g, "3"), SHAPES, (shape) => shape.replaceAll('"…"', TEXT));
  const help = meant === null ? "docs/lessons.md lists every form an assertion can have." : `Did you mean: ${meant}`;
  return problem(line, `No assertion reads like this: ${sentence.trim()}`, help);
}

function form(shape: string, pattern: string, build: Form["build"]): Form {
  return { shape, pattern: new RegExp(`^${pattern}$`), build };
}

function count(words: Read["words"], at: number): Count {
  const number = words[at + 1]!;
  return { bound: (words[at] ?? "exactly") as Count["bound"], count: NUMBERS[number] ?? Number(number) };
}

function optCount(words: Read["words"], at: number): Count | null {
  return words[at + 1] === undefined ? null : count(words, at);
}

function optWhen(words: Read["words"], at: number): When | null {
  return words[at] === undefined ? null : { how: words[at] as When["how"], ms: Number(words[at + 1]) };
}

function moments(words: Read["words"], at: number, text: string): Moments {
  return { some: words[at] !== undefined, text, verb: words[at + 1] as Verb };
}

function status(word: string, not: boolean): Assertion | string {
  const known = STATUSES.find((status) => status === word);
  return known ? { kind: "status", status: known, not } : `A run does not end with the status ${word}. ${meantWord(word, STATUSES)}`;
}

function made(count: Count, word: string | null): Assertion | string {
  const kind = KINDS.find((kind) => kind === word || `${kind}s` === word) ?? null;
  if (word !== null && kind === null) return `There are no futures of the kind ${word}. ${meantWord(word, KINDS)}`;
  return { kind: "makes", count, futures: { by: "kind", kind } };
}
