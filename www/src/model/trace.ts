/**
 * Folds the event log into lanes: one per future, each a list of spans and markers. Appending a batch costs what the batch
 * costs, so the trace grows while the program runs.
 */
import type { LumenEvent, LumenFutureKind, LumenPlace, LumenRange, LumenStatus, LumenWait } from "../base/interface";
import { isTerminal, LEGAL_CHANGES, type CancelCause, type LaneState } from "./states";

/** A stretch of one lane in one state; open at the right while `to` is null. */
export interface Span {
  state: LaneState;
  from: Moment;
  to: Moment | null;
  place: LumenPlace | null;
  range: LumenRange | null;
  waitsFor: LumenWait | null;
}

/** A point of the run: the event's number and the clock's time there. */
export interface Moment {
  seq: number;
  ms: number;
}

export type MarkerKind = "printed" | "sent" | "received" | "shared" | "tool" | "tally" | "chosen" | "deferred";

export interface Marker extends Moment {
  kind: MarkerKind;
  text: string;
  range: LumenRange | null;
}

export interface Lane {
  id: string;
  parent: Lane | null;
  children: Lane[];
  depth: number;
  label: string;
  kind: LumenFutureKind;
  place: LumenPlace | null;
  range: LumenRange | null;
  created: Moment;
  spans: Span[];
  markers: Marker[];
  /** Sequence numbers of this future's own events, in order. */
  seqs: number[];
  /** The printed value of a completed future, the message of a failed one. */
  outcome: string | null;
  cause: CancelCause | null;
}

/** An edge of the run: `from` woke or cancelled `to`. */
export interface Wake extends Moment {
  from: string;
  to: string;
}

/** Operations that a branch's fiber can turn into. */
const OPERATION_KINDS: ReadonlySet<LumenFutureKind> = new Set(["sleep", "fetch", "tool"]);

/** Kinds that have no code of their own to run: they wait, for the outside or for their branches, from their first moment. */
const WAITING_KINDS: ReadonlySet<LumenFutureKind> = new Set(["sleep", "fetch", "channel", "tool", "parallel", "race", "vote", "select", "timeout"]);

export class Trace {
  readonly events: LumenEvent[] = [];
  readonly lanes = new Map<string, Lane>();
  readonly roots: Lane[] = [];
  readonly wakes: Wake[] = [];
  /** State changes that the table of legal changes does not know; empty unless the engine and the page disagree. */
  readonly surprises: string[] = [];
  end_ms = 0;
  status: LumenStatus | null = null;
  /** The fiber that runs now, on top of those that started it eagerly and have not gone on yet. */
  #stack: Lane[] = [];

  append(batch: readonly LumenEvent[]): void {
    for (const event of batch) {
      this.events.push(event);
      if (event.ms > this.end_ms) this.end_ms = event.ms;
      this.#apply(event);
    }
  }

  lane(id: string | null): Lane | null {
    return id === null ? null : (this.lanes.get(id) ?? null);
  }

  #apply(event: LumenEvent): void {
    if (event.kind === "created") this.#create(event);
    if (event.kind === "ended") this.status = event.status;
    const lane = this.lanes.get(event.future);
    if (!lane) return;
    lane.seqs.push(event.seq);
    this.#applyToLane(lane, event);
  }

  #applyToLane(lane: Lane, event: LumenEvent): void {
    switch (event.kind) {
      case "started":
        return this.#run(lane, event);
      case "resumed":
        if (event.by !== null) this.wakes.push({ seq: event.seq, ms: event.ms, from: event.by, to: lane.id });
        return this.#run(lane, event);
      case "suspended":
        this.#change(lane, "waiting", event, event.waits_for);
        return this.#leave(lane, event);
      case "completed":
        return this.#settle(lane, "completed", event, event.value);
      case "failed":
        return this.#settle(lane, "failed", event, event.message);
      case "cancelled":
        lane.cause = this.#causeOf(event.by);
        if (event.by !== null) this.wakes.push({ seq: event.seq, ms: event.ms, from: event.by, to: lane.id });
        return this.#settle(lane, "cancelled", event, null);
      case "timer_set":
        this.#becomeOperation(lane, event, { type: "timer", until_ms: event.deadline_ms });
        return this.#noteDeadline(lane, event.deadline_ms);
      case "tool_called":
        this.#becomeOperation(lane, event, { type: "tool", name: event.name });
        break;
      case "timer_fired":
        if (lane.kind === "timeout") lane.cause = "timed out";
        return;
      case "chosen":
        this.#markReady(event);
        break;
    }
    const marker = markerOf(event);
    if (marker) lane.markers.push(marker);
  }

  #create(event: LumenEvent & { kind: "created" }): void {
    const parent = this.lane(event.parent);
    const lane: Lane = {
      id: event.future,
      parent,
      children: [],
      depth: parent ? parent.depth + 1 : 0,
      label: event.label,
      kind: event.future_kind,
      place: event.place,
      range: event.range,
      created: { seq: event.seq, ms: event.ms },
      spans: [],
      markers: [],
      seqs: [],
      outcome: null,
      cause: null,
    };
    this.lanes.set(lane.id, lane);
    (parent ? parent.children : this.roots).push(lane);
    this.#change(lane, WAITING_KINDS.has(lane.kind) ? "waiting" : "queued", event, null);
  }

  /** One fiber runs at a time: whoever was running and started this one eagerly is ready until it goes on. */
  #run(lane: Lane, event: LumenEvent): void {
    const top = this.#stack.at(-1);
    if (top && top !== lane) this.#change(top, "ready", event, null);
    this.#stack = this.#stack.filter((other) => other !== lane);
    this.#stack.push(lane);
    this.#change(lane, "running", event, null);
  }

  #leave(lane: Lane, event: LumenEvent): void {
    const wasTop = this.#stack.at(-1) === lane;
    this.#stack = this.#stack.filter((other) => other !== lane);
    const next = this.#stack.at(-1);
    if (wasTop && next) this.#change(next, "running", event, null);
  }

  #settle(lane: Lane, state: LaneState, event: LumenEvent, outcome: string | null): void {
    lane.outcome = outcome;
    // What a cancelled composite took down with it neither lost a race nor ran out of time.
    if (state === "cancelled") for (const child of lane.children) if (child.cause) child.cause = "cancelled";
    this.#change(lane, state, event, null);
    this.#leave(lane, event);
  }

  #change(lane: Lane, state: LaneState, event: LumenEvent, waitsFor: LumenWait | null): void {
    const last = lane.spans.at(-1);
    if (last && last.state === state && (waitsFor === null || last.waitsFor === null)) {
      last.waitsFor ??= waitsFor;
      return;
    }
    if (last && last.state !== state && !LEGAL_CHANGES[last.state].includes(state)) {
      this.surprises.push(`#${event.seq}: ${lane.id} went from ${last.state} to ${state}`);
    }
    const moment = { seq: event.seq, ms: event.ms };
    if (last) last.to = moment;
    const own = event.future === lane.id;
    const place = own ? event.place : (last?.place ?? null);
    const range = own ? event.range : (last?.range ?? null);
    lane.spans.push({ state, from: moment, to: isTerminal(state) ? moment : null, place, range, waitsFor });
  }

  /** A branch whose body is directly a sleep, fetch or tool call turns into that operation: its fiber is over, and it waits. */
  #becomeOperation(lane: Lane, event: LumenEvent, waitsFor: LumenWait): void {
    if (!OPERATION_KINDS.has(lane.kind) || lane.spans.at(-1)?.state !== "running") return;
    this.#change(lane, "waiting", event, waitsFor);
    this.#leave(lane, event);
  }

  #noteDeadline(lane: Lane, until_ms: number): void {
    const last = lane.spans.at(-1);
    if (last?.state === "waiting" && last.waitsFor === null && lane.kind !== "timeout") last.waitsFor = { type: "timer", until_ms };
  }

  #markReady(event: LumenEvent & { kind: "chosen" }): void {
    for (const id of event.ready) {
      const lane = this.lane(id);
      if (id !== event.pick && lane?.spans.at(-1)?.state === "waiting") this.#change(lane, "ready", event, null);
    }
  }

  #causeOf(by: string | null): CancelCause {
    switch (this.lane(by)?.kind) {
      case "race":
        return "lost the race";
      case "timeout":
        return "timed out";
      case "select":
        return "no longer needed";
      case "parallel":
      case "vote":
        return "a sibling failed";
      default:
        return "cancelled";
    }
  }
}

function markerOf(event: LumenEvent): Marker | null {
  const at = { seq: event.seq, ms: event.ms, range: event.range };
  switch (event.kind) {
    case "printed":
      return { ...at, kind: "printed", text: event.text };
    case "sent":
      return { ...at, kind: "sent", text: `${event.value} → channel ${event.channel}` };
    case "received":
      return { ...at, kind: "received", text: `${event.value} ← channel ${event.channel}` };
    case "shared_read":
      return { ...at, kind: "shared", text: `reads ${event.shared}: ${event.value}` };
    case "shared_written":
      return { ...at, kind: "shared", text: `writes ${event.shared} := ${event.value}` };
    case "tool_called":
      return { ...at, kind: "tool", text: `calls ${event.name}(${event.arguments})` };
    case "tool_answered":
      return { ...at, kind: "tool", text: `${event.name} answers ${event.value ?? event.message ?? ""}` };
    case "tally":
      return { ...at, kind: "tally", text: event.counts.map((entry) => `${entry.value} ×${entry.count}`).join(", ") };
    case "chosen":
      return event.ready.length > 1 ? { ...at, kind: "chosen", text: `chosen among ${event.ready.join(", ")}` } : null;
    case "deferred_ran":
      return { ...at, kind: "deferred", text: "defer ran" };
    default:
      return null;
  }
}

/** The span a lane is in after the first `seq` events, or null before it was created. */
export function spanAt(lane: Lane, seq: number): Span | null {
  let low = 0;
  let high = lane.spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lane.spans[middle]!.from.seq < seq) low = middle + 1;
    else high = middle;
  }
  return lane.spans[low - 1] ?? null;
}

/** The state in the legend's words; cancelled futures and timeouts that ran out say why. */
export function stateWordOf(lane: Lane, state: LaneState): string {
  return isTerminal(state) && lane.cause ? lane.cause : state;
}
