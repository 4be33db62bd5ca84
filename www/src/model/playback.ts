/**
 * The playback position and how it moves. A position is a place in the recorded log, so pause, step back and share look the
 * same for everyone; an animation is only a position that moves.
 */
import type { Trace } from "./trace";

/** After the first `seq` events, with the clock showing `ms`. */
export interface Position {
  seq: number;
  ms: number;
}

export const START: Position = { seq: 0, ms: 0 };

/** The position after everything that has happened so far. */
export function endOf(trace: Trace): Position {
  return { seq: trace.events.length, ms: trace.end_ms };
}

/** The position right after the first `seq` events. */
export function positionAfter(trace: Trace, seq: number): Position {
  const clamped = Math.max(0, Math.min(seq, trace.events.length));
  return { seq: clamped, ms: trace.events[clamped - 1]?.ms ?? 0 };
}

/** The position when the clock shows `ms` and everything due by then has happened. */
export function positionAt(trace: Trace, ms: number): Position {
  return { seq: countUntil(trace, ms), ms: Math.max(0, Math.min(ms, trace.end_ms)) };
}

export function stepForward(trace: Trace, position: Position): Position {
  return positionAfter(trace, position.seq + 1);
}

/** One event back; between two events, back to the last one. */
export function stepBack(trace: Trace, position: Position): Position {
  const here = positionAfter(trace, position.seq);
  return position.ms > here.ms ? here : positionAfter(trace, position.seq - 1);
}

/** The next (or previous) event of one future; stays where it is when there is none. */
export function stepOfFuture(trace: Trace, position: Position, future: string, direction: 1 | -1): Position {
  const seqs = trace.lane(future)?.seqs ?? [];
  const next = direction === 1 ? seqs.find((seq) => seq >= position.seq) : seqs.findLast((seq) => seq < position.seq - 1);
  return next === undefined ? position : positionAfter(trace, next + 1);
}

/** How playback moves: along the clock, or event by event where the clock tells nothing. */
export type Pace = { by: "clock"; ms_per_ms: number } | { by: "events"; events_per_second: number };

/** Where playback stands `elapsed_ms` of real time after `from`. */
export function playedFrom(trace: Trace, from: Position, elapsed_ms: number, pace: Pace): Position {
  if (pace.by === "events") {
    return positionAfter(trace, from.seq + Math.floor((elapsed_ms / 1000) * pace.events_per_second));
  }
  const played = positionAt(trace, from.ms + elapsed_ms * pace.ms_per_ms);
  return played.seq >= from.seq ? played : from;
}

export function isAtEnd(trace: Trace, position: Position): boolean {
  return position.seq >= trace.events.length && position.ms >= trace.end_ms;
}

function countUntil(trace: Trace, ms: number): number {
  let low = 0;
  let high = trace.events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trace.events[middle]!.ms <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
