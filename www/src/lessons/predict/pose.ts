/** Puts questions to a learner: what can be answered, and what is right, both from the run itself. No answer is ever stored. */
import { formatMs } from "../../base/text";
import { futuresOf, printedOf, type Facts, type FutureFacts } from "../checks/facts";
import { code, STATUS_WORDS } from "../checks/words";
import type { Asked, Question } from "./question";

export type Input =
  | { type: "choice"; options: readonly string[] }
  | { type: "set"; options: readonly string[] }
  | { type: "number"; unit: string }
  | { type: "order"; items: readonly string[] };

/** One of the options, some of them, a number, or all items in their order. */
export type Answer = string | number | readonly string[];

export interface Posed {
  prompt: string;
  input: Input;
  right: Answer;
  /** The event that shows it. */
  seq: number | null;
}

/** Questions whose options come out of the run, in an order that may say which is right. */
const FROM_RUN: ReadonlySet<Asked["kind"]> = new Set(["first printed", "last printed", "value"]);

/** States that a future can be in between two instants. */
const STATES: readonly string[] = ["not made yet", "queued", "waiting", "completed", "failed", "cancelled"];

/** Lines of an order that can still be moved about. */
const ITEMS_MAX = 8;

/** The question as it is put; null when this run gives no answer to it. */
export function pose({ asked, wording, others }: Question, facts: Facts): Posed | null {
  const posed = posedBy(asked, facts);
  if (!posed) return null;
  const prompt = wording ?? posed.prompt;
  if (posed.input.type !== "choice") return { ...posed, prompt };
  const options = [...posed.input.options, ...others];
  return { ...posed, prompt, input: { type: "choice", options: FROM_RUN.has(asked.kind) ? shuffled(options) : options } };
}

export function isRight({ right }: Posed, given: Answer): boolean {
  return JSON.stringify(right) === JSON.stringify(given);
}

/** An answer in words. */
export function answerText({ input }: Posed, answer: Answer): string {
  if (typeof answer === "number") return input.type === "number" && input.unit === "ms" ? formatMs(answer) : String(answer);
  if (typeof answer === "string") return code(answer);
  return answer.length === 0 ? "none" : answer.map(code).join(", ");
}

function posedBy(asked: Asked, facts: Facts): Posed | null {
  const { printed, report, end } = facts;
  switch (asked.kind) {
    case "first printed":
      return printedChoice("Which line is printed first?", 0, facts);
    case "last printed":
      return printedChoice("Which line is printed last?", -1, facts);
    case "ends when":
      return { prompt: "At what time does the program end?", input: { type: "number", unit: "ms" }, right: report.elapsed_ms, seq: end.seq };
    case "order": {
      const items = printed.slice(0, ITEMS_MAX).map(({ text }) => text);
      return items.length < 2 ? null : { prompt: "In which order are these lines printed?", input: { type: "order", items: reordered(items) }, right: items, seq: printed[0]!.seq };
    }
    case "value":
      return report.value === null ? null : { prompt: "What is the program's value?", input: { type: "choice", options: [report.value] }, right: report.value, seq: end.seq };
    case "status": {
      const options = [STATUS_WORDS.ok, STATUS_WORDS.failed, STATUS_WORDS.deadlock];
      return { prompt: "How does the program end?", input: { type: "choice", options }, right: STATUS_WORDS[report.status], seq: end.seq };
    }
    case "state":
      return stateChoice(asked, facts);
    case "future ends when": {
      const settled = futuresOf(facts, asked.label)[0]?.settled;
      return settled ? { prompt: `When does ${code(asked.label)} end?`, input: { type: "number", unit: "ms" }, right: settled.ms, seq: settled.seq } : null;
    }
    case "printed when": {
      const line = printedOf(facts, asked.text)[0];
      return line ? { prompt: `When is ${code(asked.text)} printed?`, input: { type: "number", unit: "ms" }, right: line.ms, seq: line.seq } : null;
    }
    case "cancelled":
      return cancelledSet(facts);
    case "how many futures": {
      const made = facts.futures.filter(({ kind }) => kind !== "main");
      const count = asked.label === null ? made.length : futuresOf(facts, asked.label).length;
      const prompt = asked.label === null ? "How many futures does the program make?" : `How many futures ${code(asked.label)} are made?`;
      return { prompt, input: { type: "number", unit: "futures" }, right: count, seq: made.at(-1)?.created.seq ?? null };
    }
  }
}

function printedChoice(prompt: string, at: number, { printed }: Facts): Posed | null {
  const line = printed.at(at);
  return line ? { prompt, input: { type: "choice", options: unique(printed.map(({ text }) => text)).slice(0, ITEMS_MAX) }, right: line.text, seq: line.seq } : null;
}

function stateChoice({ label, at_ms }: Asked & { kind: "state" }, facts: Facts): Posed | null {
  const future = futuresOf(facts, label)[0];
  if (!future) return null;
  const { state, seq } = stateAt(future, at_ms);
  return { prompt: `In which state is ${code(label)} at ${formatMs(at_ms)}?`, input: { type: "choice", options: STATES }, right: state, seq };
}

/** A future's state when everything due at a time has happened, and the event that brought it. */
function stateAt({ created, started, settled }: FutureFacts, ms: number): { state: string; seq: number | null } {
  if (settled && settled.ms <= ms) return { state: settled.as, seq: settled.seq };
  if (started && started.ms <= ms) return { state: "waiting", seq: started.seq };
  return created.ms <= ms ? { state: "queued", seq: created.seq } : { state: "not made yet", seq: null };
}

/** Timers and other operations go with the future that made them; only futures with code of their own are asked for. */
function cancelledSet({ futures }: Facts): Posed | null {
  const named = futures.filter(({ kind }) => kind === "spawn" || kind === "async");
  const right = unique(named.filter(({ settled }) => settled?.as === "cancelled").map(({ label }) => label));
  const seq = named.find(({ settled }) => settled?.as === "cancelled")?.settled?.seq ?? null;
  const options = unique(named.map(({ label }) => label)).sort();
  return options.length === 0 ? null : { prompt: "Which futures are cancelled?", input: { type: "set", options }, right: right.sort(), seq };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Always the same order for the same texts, and one that says nothing about the answer. */
function shuffled(texts: readonly string[]): string[] {
  return unique(texts).sort((one, other) => hashOf(one) - hashOf(other));
}

/** Another order than the right one, wherever there is one. */
function reordered(texts: readonly string[]): string[] {
  const mixed = [...texts].sort((one, other) => hashOf(one) - hashOf(other));
  return mixed.every((text, at) => text === texts[at]) ? mixed.toReversed() : mixed;
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
