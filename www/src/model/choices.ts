/** The scheduler's choices in a run: where more than one fiber could go next. */
import type { Position } from "./playback";
import type { Trace } from "./trace";

export interface Choice {
  /** The event's number. */
  seq: number;
  pick: string;
  /** Those that were ready too, in their order in the queue; of many only the first. */
  others: string[];
  /** How many were ready in all. */
  count: number;
}

/** The choice that the run has just come to at a position, if it has. */
export function choiceAt(trace: Trace, position: Position): Choice | null {
  const event = trace.events[position.seq - 1];
  if (event?.kind !== "chosen" || event.ready.length < 2) return null;
  const others = event.ready.filter((id) => id !== event.pick);
  return { seq: event.seq, pick: event.pick, others, count: event.ready.length };
}

/** The position right after the next (or previous) choice; null when there is none. */
export function choiceFrom(trace: Trace, position: Position, direction: 1 | -1): number | null {
  const { events } = trace;
  for (let at = position.seq - (direction === 1 ? 0 : 2); at >= 0 && at < events.length; at += direction) {
    const event = events[at]!;
    if (event.kind === "chosen" && event.ready.length > 1) return at + 1;
  }
  return null;
}
