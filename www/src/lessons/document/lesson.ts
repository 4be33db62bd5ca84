/** A lesson's document as data. What is wrong is told with its line; what is right is read all the same. */
import { parseCheck } from "../checks/parse";
import type { Task } from "../cases";
import { meantWord, nearest } from "../nearest";
import { parseQuestions } from "../predict/parse";
import type { Question } from "../predict/question";
import { problem, type Problem } from "../problem";
import type { RunSettings } from "../run";
import { readFront } from "./front";
import { split, type Fence, type Heading } from "./split";

/** A program that is wrong on purpose, and part of what its learner is told. */
export interface Attempt {
  line: number;
  source: string;
  says: string;
}

export interface Lesson {
  /** The file's name without number and ending: `two-awaits`. */
  name: string;
  title: string;
  chapter: string;
  summary: string;
  /** Markdown, before the first run. */
  prose: string;
  start: string;
  questions: readonly Question[];
  /** The check, and how programs run here. */
  task: Task;
  /** Markdown, one after the other. */
  hints: readonly string[];
  solution: string | null;
  /** Markdown beside the solution. */
  solutionNote: string;
  wrong: readonly Attempt[];
  /** Markdown, after success. */
  explanation: string;
}

export interface ReadLesson {
  /** Null when something is missing without which there is nothing to show. */
  lesson: Lesson | null;
  problems: Problem[];
}

const ROLES = ["lumen start", "lumen solution", "lumen wrong", "world", "predict", "check"] as const;

const SECTIONS = ["Hint", "Solution", "Wrong", "Explanation"] as const;

type Role = (typeof ROLES)[number];
type Section = (typeof SECTIONS)[number];

/** The name of a lesson's file in addresses and in saved progress. */
export function nameOfFile(path: string): string {
  return path.replace(/^.*\//, "").replace(/^\d+-/, "").replace(/\.md$/, "");
}

export function parseLesson(name: string, text: string): ReadLesson {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
  const { front, problems, body, bodyLine } = readFront(source);
  const reader = new LessonReader(problems);
  const cut = split(body, bodyLine);
  problems.push(...cut.problems);
  for (const piece of cut.pieces) {
    if (piece.kind === "fence") reader.fence(piece);
    else if (piece.kind === "heading") reader.heading(piece);
    else reader.prose(piece.text);
  }
  const lesson = reader.end(bodyLine);
  if (front === null || lesson === null) return { lesson: null, problems: sorted(problems) };
  const { title, chapter, summary } = front;
  const settings: RunSettings = { ...(front.mode ? { mode: front.mode } : {}), ...(front.seed === undefined ? {} : { seed: front.seed }), ...lesson.task.settings };
  return { lesson: { ...lesson, name, title, chapter, summary, task: { ...lesson.task, settings } }, problems: sorted(problems) };
}

function sorted(problems: Problem[]): Problem[] {
  return problems.sort((one, other) => one.line - other.line);
}

/** How many words somebody reads before the first run. */
export function wordsOf(prose: string): number {
  return prose.replace(/^```[^]*?^```$/gm, "").split(/\s+/).filter((word) => /\w/.test(word)).length;
}

class LessonReader {
  readonly #problems: Problem[];
  #section: Section | null = null;
  readonly #texts = { prose: "", Solution: "", Wrong: "", Explanation: "" };
  readonly #hints: string[] = [];
  readonly #wrong: { line: number; source: string; quote: string }[] = [];
  readonly #only = new Map<Role, Fence>();

  constructor(problems: Problem[]) {
    this.#problems = problems;
  }

  heading({ line, text }: Heading): void {
    const section = SECTIONS.find((section) => section.toLowerCase() === text.toLowerCase());
    if (section) {
      this.#section = section;
      if (section === "Hint") this.#hints.push("");
      return;
    }
    const meant = nearest(text, SECTIONS, (section) => section);
    if (meant) this.#wrongAt(line, `A lesson has no section ${text}.`, `Did you mean: ## ${meant}`);
    this.prose(`## ${text}\n`);
  }

  fence(fence: Fence): void {
    const role = ROLES.find((role) => role === fence.info);
    if (!role) return this.#example(fence);
    if (role === "lumen wrong") return void this.#wrong.push({ line: fence.line, source: fence.text, quote: "" });
    if (this.#only.has(role)) return this.#wrongAt(fence.line, `A lesson has only one block \`${role}\`.`, `The first stands in line ${this.#only.get(role)!.line}.`);
    this.#only.set(role, fence);
  }

  prose(text: string): void {
    if (this.#section === "Hint") this.#hints[this.#hints.length - 1] += text;
    else if (this.#section === "Wrong" && this.#wrong.length > 0) this.#wrong.at(-1)!.quote += text;
    else this.#texts[this.#section ?? "prose"] += text;
  }

  /** The lesson without what the front matter says; null when there is no program to start with. */
  end(bodyLine: number): Lesson | null {
    const start = this.#only.get("lumen start");
    if (!start) this.#wrongAt(bodyLine, "The lesson has no program to start with.", "It stands in a block ```lumen start");
    const check = this.#block("check", parseCheck);
    const questions = this.#block("predict", parseQuestions)?.questions ?? [];
    if (!check && questions.length === 0) this.#wrongAt(bodyLine, "The lesson asks for nothing.", "It has a block ```check, a block ```predict, or both.");
    if (!start) return null;
    const world = this.#only.get("world")?.text;
    return {
      name: "",
      title: "",
      chapter: "",
      summary: "",
      prose: this.#texts.prose.trim(),
      start: start.text,
      questions,
      task: { check: check?.check ?? { lines: [], cases: [] }, settings: world === undefined ? {} : { world } },
      hints: this.#hints.map((hint) => hint.trim()),
      solution: this.#only.get("lumen solution")?.text ?? null,
      solutionNote: this.#texts.Solution.trim(),
      wrong: this.#attempts(),
      explanation: this.#texts.Explanation.trim(),
    };
  }

  #block<T extends { problems: Problem[] }>(role: Role, parse: (text: string, firstLine: number) => T): T | null {
    const fence = this.#only.get(role);
    if (!fence) return null;
    const parsed = parse(fence.text, fence.line + 1);
    this.#problems.push(...parsed.problems);
    return parsed;
  }

  #attempts(): Attempt[] {
    return this.#wrong.map(({ line, source, quote }) => {
      const says = quote.split("\n").filter((text) => text.startsWith(">")).map((text) => text.replace(/^> ?/, "")).join(" ").trim();
      if (says === "") this.#wrongAt(line, "This wrong program does not say what its learner is told.", "Below the block stands a line: > part of the message");
      return { line, source, says };
    });
  }

  /** A block that belongs to the text; one whose name is nearly one of ours is told. */
  #example({ line, info, text }: Fence): void {
    const [word = "", role = ""] = info.split(" ");
    const roles = ["start", "solution", "wrong"];
    if (word === "lumen" && role !== "") this.#wrongAt(line, `A block \`lumen\` cannot be \`${role}\`.`, meantWord(role, roles));
    else if (word !== "lumen" && word !== "") {
      const meant = nearest(word, ["world", "predict", "check", "lumen"], (one) => one);
      if (meant) this.#wrongAt(line, `A lesson has no block \`${word}\`.`, `Did you mean: \`\`\`${meant}`);
    }
    this.prose(`\`\`\`${info}\n${text}\`\`\`\n`);
  }

  #wrongAt(line: number, message: string, help: string | null): void {
    this.#problems.push(problem(line, message, help));
  }
}
