/** Says events and lanes aloud: for the event list, tooltips and screen readers. */
import { clipped, formatMs } from "../base/text";
import type { LumenEvent } from "../base/interface";
import type { Position } from "./playback";
import { phraseOf } from "./arrows";
import { spanAt, stateWordOf, type Lane, type Trace } from "./trace";

/** One event as a short sentence without its time. */
export function describeEvent(event: LumenEvent, trace: Trace): string {
  const who = nameOf(trace, event.future);
  switch (event.kind) {
    case "created":
      return `${who} is created`;
    case "started":
      return `${who} starts`;
    case "suspended":
      return `${who} waits for ${phraseOf({ state: "waiting", from: event, to: null, place: null, range: null, waitsFor: event.waits_for }) ?? "nothing"}`;
    case "resumed":
      return event.by === null || event.by === event.future ? `${who} goes on` : `${who} goes on, woken by ${event.by}`;
    case "completed":
      return `${who} completes with ${clipped(event.value, 80)}`;
    case "failed":
      return `${who} fails: ${clipped(event.message, 80)}`;
    case "cancelled":
      return event.by === null ? `${who} is cancelled` : `${who} is cancelled by ${event.by}`;
    case "ended":
      return `the run ends: ${event.status}`;
    default:
      return `${who} ${describeAct(event)}`;
  }
}

/** A future as people recognise it: its id and its label. */
function nameOf(trace: Trace, id: string): string {
  const lane = trace.lane(id);
  return lane ? `${id} ${clipped(lane.label, 32)}` : id;
}

type Act = Exclude<LumenEvent["kind"], "created" | "started" | "suspended" | "resumed" | "completed" | "failed" | "cancelled" | "ended">;

function describeAct(event: Extract<LumenEvent, { kind: Act }>): string {
  switch (event.kind) {
    case "timer_set":
      return `sets a timer for ${formatMs(event.deadline_ms)}`;
    case "timer_fired":
      return "hears its timer";
    case "sent":
      return `sends ${clipped(event.value, 60)} on channel ${event.channel}`;
    case "received":
      return `receives ${clipped(event.value, 60)} from channel ${event.channel}`;
    case "shared_read":
      return `reads ${event.shared}: ${clipped(event.value, 60)}`;
    case "shared_written":
      return `writes ${clipped(event.value, 60)} to ${event.shared}`;
    case "tool_called":
      return `calls ${event.name}(${clipped(event.arguments, 60)})`;
    case "tool_answered":
      return `hears from ${event.name}: ${clipped(event.value ?? event.message ?? "", 60)}`;
    case "deferred_ran":
      return "runs a defer";
    case "printed":
      return `prints ${clipped(event.text, 80)}`;
    case "chosen":
      return `is picked from ${event.ready.join(", ")}`;
    case "tally":
      return `counts ${event.counts.map((entry) => `${entry.value} ×${entry.count}`).join(", ")}; ${event.winner} wins`;
  }
}

/** The state of a lane at a position as a phrase: `waiting for 0.2`, `completed: 42`. */
export function describeState(lane: Lane, position: Position): string {
  const span = spanAt(lane, position.seq);
  if (!span) return "not created yet";
  const word = stateWordOf(lane, span.state);
  if (span.state === "waiting") {
    const phrase = phraseOf(span);
    return phrase ? `waiting for ${phrase}` : word;
  }
  return lane.outcome !== null && (span.state === "completed" || span.state === "failed") ? `${word}: ${clipped(lane.outcome, 120)}` : word;
}

/** A whole lane in one sentence, as the timeline announces it. */
export function describeLane(lane: Lane, position: Position): string {
  const line = lane.place ? `, line ${lane.place.line}` : "";
  return `${lane.id}, ${clipped(lane.label, 60)}${line}: ${describeState(lane, position)}`;
}

/** What happened last at a position. */
export function describePosition(trace: Trace, position: Position): string {
  const last = trace.events[position.seq - 1];
  return last ? describeEvent(last, trace) : "nothing has happened yet";
}
