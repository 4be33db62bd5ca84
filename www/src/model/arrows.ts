/** Who waits for whom, one hop around one future. */
import type { LumenWait } from "../base/interface";
import type { Lane, Moment, Span, Trace } from "./trace";
import { spanAt } from "./trace";
import type { Position } from "./playback";

/** `from` waits for `to`, since `at`; `until` is when the wait ended. */
export interface Arrow {
  from: string;
  to: string;
  at: Moment;
  until: Moment | null;
  /** The wait goes on at the position asked for. */
  current: boolean;
}

/** The waits of a future and the waits for it that had begun by `position`. */
export function arrowsAround(trace: Trace, id: string, position: Position): Arrow[] {
  const lane = trace.lane(id);
  if (!lane) return [];
  const own = lane.spans.flatMap((span) => arrowsOf(lane, span, position));
  const waiters = [...trace.lanes.values()]
    .filter((other) => other !== lane)
    .flatMap((other) => other.spans.flatMap((span) => arrowsOf(other, span, position)))
    .filter((arrow) => arrow.to === id);
  return [...own, ...waiters];
}

/** What a future waits for at a position, as a phrase; null when it does not wait. */
export function waitPhrase(lane: Lane, position: Position): string | null {
  const span = spanAt(lane, position.seq);
  return span?.state === "waiting" ? phraseOf(span) : null;
}

export function phraseOf(span: Span): string | null {
  return span.waitsFor && waitText(span.waitsFor);
}

export function waitText(wait: LumenWait): string {
  switch (wait.type) {
    case "futures":
      return wait.futures.length > 4 ? `${wait.futures.slice(0, 3).join(", ")} and ${wait.futures.length - 3} more` : wait.futures.join(", ");
    case "timer":
      return `the clock at ${wait.until_ms} ms`;
    case "channel":
      return wait.operation === "send" ? `a receiver on channel ${wait.channel}` : `a message on channel ${wait.channel}`;
    case "tool":
      return `the answer of ${wait.name}`;
  }
}

function arrowsOf(lane: Lane, span: Span, position: Position): Arrow[] {
  if (span.state !== "waiting" || span.waitsFor?.type !== "futures" || span.from.seq >= position.seq) return [];
  const current = span.to === null || span.to.seq >= position.seq;
  return span.waitsFor.futures.map((to) => ({ from: lane.id, to, at: span.from, until: span.to, current }));
}
