/** The console's lines, read from the log. */
import type { LumenEvent, LumenRange } from "../base/interface";

export interface OutputLine {
  seq: number;
  ms: number;
  future: string;
  text: string;
  line: number | null;
  range: LumenRange | null;
}

/** The printed lines among some events. */
export function outputOf(events: readonly LumenEvent[]): OutputLine[] {
  return events.flatMap((event) =>
    event.kind === "printed"
      ? [{ seq: event.seq, ms: event.ms, future: event.future, text: event.text, line: event.place?.line ?? null, range: event.range }]
      : [],
  );
}
