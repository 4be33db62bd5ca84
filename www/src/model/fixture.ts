/**
 * Event logs drawn as text rows, for tests. A row is `ms future kind rest…`:
 *
 *     0   0    created main
 *     0   0.1  created async f(1)
 *     0   0    waits 0.1
 *     100 0.1  completed 42
 */
import type { LumenEvent, LumenFutureKind, LumenStatus } from "../base/interface";
import { Trace } from "./trace";

export function traceOf(rows: string): Trace {
  const trace = new Trace();
  trace.append(eventsOf(rows));
  return trace;
}

export function eventsOf(rows: string): LumenEvent[] {
  const lines = rows.split("\n").map((row) => row.trim());
  return lines.filter((row) => row !== "").map(eventOf);
}

function eventOf(row: string, seq: number): LumenEvent {
  const [ms, future, kind, ...words] = row.split(/\s+/) as [string, string, string, ...string[]];
  const rest = words.join(" ");
  const line = seq + 1;
  const place = { line, column: 1, end_line: line, end_column: 5 };
  const base = { seq, ms: Number(ms), future, place, range: { from: seq * 5, to: seq * 5 + 4 } };
  return { ...base, ...detailsOf(kind, rest, future) } as LumenEvent;
}

function detailsOf(kind: string, rest: string, future: string): object {
  const [first = "", ...others] = rest.split(" ");
  switch (kind) {
    case "created":
      return { kind, parent: parentOf(future), future_kind: first as LumenFutureKind, label: others.join(" ") || first };
    case "waits":
      return { kind: "suspended", waits_for: { type: "futures", futures: rest.split(" ") } };
    case "sleeps":
      return { kind: "suspended", waits_for: { type: "timer", until_ms: Number(rest) } };
    case "resumed":
    case "cancelled":
      return { kind, by: rest || null };
    case "completed":
      return { kind, value: rest };
    case "failed":
      return { kind, message: rest };
    case "printed":
      return { kind, text: rest };
    case "chosen":
      return { kind, pick: future, ready: rest.split(" ") };
    case "timer_set":
      return { kind, deadline_ms: Number(rest) };
    case "tally":
      return { kind, counts: others.map((text) => ({ value: text.split("×")[0], count: Number(text.split("×")[1]) })), winner: first };
    case "ended":
      return { kind, status: rest as LumenStatus };
    default:
      return { kind };
  }
}

function parentOf(future: string): string | null {
  const dot = future.lastIndexOf(".");
  return dot < 0 ? null : future.slice(0, dot);
}
