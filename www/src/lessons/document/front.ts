/** The front matter of a lesson: what stands between two lines `---` at its top. */
import * as v from "valibot";
import { isMap, LineCounter, parseDocument, type Document } from "yaml";
import { meantWord } from "../nearest";
import { problem, type Problem } from "../problem";

const Text = v.pipe(v.string("is a text"), v.trim(), v.nonEmpty("is not empty"));

const Front = v.object({
  title: Text,
  chapter: Text,
  summary: Text,
  /** Sections of the language's page that the lesson teaches. */
  covers: v.optional(v.array(v.string("is a list of texts"), "is a list of texts")),
  mode: v.optional(v.picklist(["eager", "fifo", "random"], "is eager, fifo or random")),
  seed: v.optional(v.pipe(v.number("is a number"), v.integer("is a whole number"), v.minValue(0, "is not negative"))),
});

export type Front = v.InferOutput<typeof Front>;

const KEYS = Object.keys(Front.entries);

export interface FrontMatter {
  front: Front | null;
  problems: Problem[];
  /** The rest of the document, and the number of its first line. */
  body: string;
  bodyLine: number;
}

export function readFront(text: string): FrontMatter {
  const found = /^---\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  if (!found) {
    const help = "A lesson begins with a line ---, then title:, chapter: and summary:, and another line ---.";
    return { front: null, problems: [problem(1, "The lesson has no front matter.", help)], body: text, bodyLine: 1 };
  }
  const body = text.slice(found[0].length);
  const bodyLine = found[0].split("\n").length;
  return { ...readYaml(found[1]!), body, bodyLine };
}

function readYaml(yaml: string): { front: Front | null; problems: Problem[] } {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter });
  // The front matter begins in line 2 of the document.
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  if (document.errors.length > 0) return { front: null, problems: document.errors.map((error) => problem(lineAt(error.pos[0]), firstLineOf(error.message))) };
  const lineOf = (key: string) => lineAt(offsetOf(document, key));
  const content: unknown = document.toJS();
  const parsed = v.safeParse(Front, content);
  const unknown = keysOf(content).filter((key) => !KEYS.includes(key));
  const problems = [
    ...unknown.map((key) => problem(lineOf(key), `A lesson has no \`${key}\`.`, meantWord(key, KEYS))),
    ...(parsed.issues ?? []).map((issue) => issueProblem(issue, lineOf)),
  ];
  return { front: parsed.success ? parsed.output : null, problems };
}

function issueProblem(issue: v.BaseIssue<unknown>, lineOf: (key: string) => number): Problem {
  const key = String(issue.path?.[0]?.key ?? "");
  if (key === "") return problem(2, "The front matter holds no `title:`, `chapter:` and `summary:`.");
  if (issue.input === undefined) return problem(2, `The front matter has no \`${key}\`.`, `Write a line: ${key}: …`);
  return problem(lineOf(key), `\`${key}\` ${issue.message}.`);
}

function keysOf(content: unknown): string[] {
  return typeof content === "object" && content !== null ? Object.keys(content) : [];
}

function offsetOf(document: Document, key: string): number {
  if (!isMap(document.contents)) return 0;
  const pair = document.contents.items.find(({ key: node }) => String(node) === key);
  return (pair?.key as { range?: [number, number, number] } | undefined)?.range?.[0] ?? 0;
}

function firstLineOf(message: string): string {
  return message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, ".");
}
