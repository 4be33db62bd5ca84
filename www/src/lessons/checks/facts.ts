/** A run as assertions look at it: futures with the moments of their lives, and printed lines. */
import type { LumenEvent, LumenFutureKind, LumenReport } from "../../base/interface";
import { outputOf, type OutputLine } from "../../model/output";
import type { Verb } from "./assertion";
import { isLabel, isText } from "./pattern";

export interface Mark {
  seq: number;
  ms: number;
}

export interface Settled extends Mark {
  as: "completed" | "failed" | "cancelled";
  /** The value or the message. */
  text: string | null;
}

export interface FutureFacts {
  id: string;
  label: string;
  kind: LumenFutureKind;
  created: Mark;
  started: Mark | null;
  settled: Settled | null;
  cleanups: Mark[];
}

export interface Facts {
  report: LumenReport;
  futures: readonly FutureFacts[];
  printed: readonly OutputLine[];
  /** The last event. */
  end: Mark;
}

/** Kinds that have no code of their own: they are under way from their first moment. */
const UNDER_WAY: ReadonlySet<LumenFutureKind> = new Set(["sleep", "fetch", "channel", "tool", "parallel", "race", "vote", "select", "timeout"]);

export function factsOf(report: LumenReport, events: readonly LumenEvent[]): Facts {
  const futures = new Map<string, FutureFacts>();
  for (const event of events) {
    if (event.kind === "created") futures.set(event.future, createdBy(event));
    else note(futures.get(event.future), event);
  }
  const last = events.at(-1);
  return { report, futures: [...futures.values()], printed: outputOf(events).flatMap(linesOf), end: { seq: last?.seq ?? 0, ms: last?.ms ?? 0 } };
}

/** A text with line breaks is as many lines, as the console shows it. */
function linesOf(line: OutputLine): OutputLine[] {
  return line.text.split("\n").map((text) => ({ ...line, text }));
}

/** Futures of a label; main is none that a program makes. */
export function futuresOf({ futures }: Facts, label: string): FutureFacts[] {
  return futures.filter((future) => future.kind !== "main" && isLabel(label, future.label));
}

export function printedOf({ printed }: Facts, text: string): OutputLine[] {
  return printed.filter((line) => isText(text, line.text));
}

/** When something happened to a future, or null if it did not. */
export function markOf(future: FutureFacts, verb: Verb): Mark | null {
  switch (verb) {
    case "is created":
      return future.created;
    case "starts":
      return future.started;
    case "ends":
      return future.settled;
    case "completes":
      return settledAs(future, "completed");
    case "fails":
      return settledAs(future, "failed");
    case "is cancelled":
      return settledAs(future, "cancelled");
    case "cleans up":
      return future.cleanups[0] ?? null;
    case "is printed":
      return null;
  }
}

function settledAs({ settled }: FutureFacts, as: Settled["as"]): Settled | null {
  return settled?.as === as ? settled : null;
}

function createdBy(event: LumenEvent & { kind: "created" }): FutureFacts {
  const created = { seq: event.seq, ms: event.ms };
  const started = UNDER_WAY.has(event.future_kind) ? created : null;
  return { id: event.future, label: event.label, kind: event.future_kind, created, started, settled: null, cleanups: [] };
}

function note(future: FutureFacts | undefined, event: LumenEvent): void {
  if (!future) return;
  const mark = { seq: event.seq, ms: event.ms };
  if (event.kind === "started") future.started ??= mark;
  if (event.kind === "deferred_ran") future.cleanups.push(mark);
  if (event.kind === "completed") future.settled = { ...mark, as: "completed", text: event.value };
  if (event.kind === "failed") future.settled = { ...mark, as: "failed", text: event.message };
  if (event.kind === "cancelled") future.settled = { ...mark, as: "cancelled", text: null };
}
