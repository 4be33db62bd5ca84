/** A place in the source. Lines and columns count from 1; columns count Unicode scalar values. */
export interface LumenPlace { line: number; column: number; end_line: number; end_column: number; }

/** The same place as half-open UTF-16 offsets into the document handed to `check`/`compile` (what editors use). */
export interface LumenRange { from: number; to: number; }

export type LumenSeverity = "error" | "warning" | "hint";

export interface LumenLabel extends LumenPlace { message: string; range: LumenRange; }

/** A replacement that mends a diagnostic when applied to the document. */
export interface LumenFix { title: string; edits: { range: LumenRange; text: string }[]; }

export interface LumenDiagnostic extends LumenPlace {
  severity: LumenSeverity; code: string; message: string; help: string | null;
  range: LumenRange; labels: LumenLabel[]; fixes: LumenFix[];
}

export interface LumenToken { range: LumenRange; kind: "keyword" | "name" | "type" | "cell" | "number" | "string" | "escape" | "comment" | "operator" | "punctuation" | "directive" | "prose" | "constant"; }

export type LumenMode = "eager" | "fifo" | "random";
export type LumenClock = "virtual" | "real";
export type LumenStatus = "ok" | "failed" | "deadlock" | "limit" | "rejected";
export type LumenFutureKind = "main" | "spawn" | "async" | "parallel" | "race" | "vote" | "select" | "timeout" | "sleep" | "fetch" | "channel" | "tool";
export type LumenFutureState = "pending" | "completed" | "error" | "cancelled";

/** What a suspended future waits for. */
export type LumenWait =
  | { type: "futures"; futures: string[] }
  | { type: "timer"; until_ms: number }
  | { type: "channel"; channel: string; operation: "send" | "receive" }
  | { type: "tool"; name: string };

interface EventBase { seq: number; ms: number; future: string; place: LumenPlace | null; range: LumenRange | null; }

/** One entry of the append-only event log. `seq` counts from 0 without gaps. */
export type LumenEvent = EventBase & (
  | { kind: "created"; parent: string | null; label: string; future_kind: LumenFutureKind }
  | { kind: "started" }
  | { kind: "suspended"; waits_for: LumenWait }
  | { kind: "resumed"; by: string | null }
  | { kind: "completed"; value: string }
  | { kind: "failed"; message: string }
  | { kind: "cancelled"; by: string | null }
  | { kind: "timer_set"; deadline_ms: number }
  | { kind: "timer_fired" }
  | { kind: "sent"; channel: string; value: string }
  | { kind: "received"; channel: string; value: string }
  | { kind: "shared_read"; shared: string; value: string }
  | { kind: "shared_written"; shared: string; value: string }
  | { kind: "tool_called"; name: string; arguments: string }
  | { kind: "tool_answered"; name: string; value: string | null; message: string | null }
  | { kind: "deferred_ran" }
  | { kind: "printed"; text: string }
  | { kind: "chosen"; ready: string[]; pick: string }
  | { kind: "tally"; counts: { value: string; count: number }[]; winner: string }
  | { kind: "ended"; status: LumenStatus }
);

export interface LumenFutureRow {
  id: string; parent: string | null; label: string; kind: LumenFutureKind; state: LumenFutureState;
  value: string | null; message: string | null;
  created_ms: number; started_ms: number | null; settled_ms: number | null; line: number; column: number;
}

export interface LumenReport {
  version: 1; status: LumenStatus; value: string | null;
  error: { message: string; line: number; column: number; future: string } | null;
  output: string[]; mode: LumenMode; clock: LumenClock; seed: number; elapsed_ms: number; steps: number;
  futures: LumenFutureRow[]; unhandled: string[]; diagnostics: LumenDiagnostic[]; trace_hash: string;
}

/** Where a future is in its life, finer than the language's own `Pending`. */
export type LumenLife = "new" | "queued" | "running" | "waiting" | "ready" | "unwinding";

/** A call under way: the cell's name (`fn` for a closure) and the variables in scope there; places are null inside of the prelude. */
export interface LumenFrame { cell: string; place: LumenPlace | null; range: LumenRange | null; variables: { name: string; value: string }[]; }

/** A future that is not settled, with the frames of its fiber, innermost first. */
export interface LumenOpenFuture { id: string; label: string; state: LumenLife; waits_for: LumenWait | null; since_ms: number | null; frames: LumenFrame[]; }

/** A channel; `senders` and `receivers` wait, first in line first. */
export interface LumenChannel { id: string; capacity: number; buffered: string[]; senders: { future: string; value: string }[]; receivers: string[]; closed: boolean; }

/**
 * The state of a run right after the event `seq`: as soon as the op, timer or settling that brought it is done. Of many open futures the first 256;
 * `more` says how many are left out. Values are texts, cut at 400 characters.
 */
export interface LumenInspection {
  seq: number; ms: number; futures: LumenOpenFuture[]; more: number; ready: string[];
  channels: LumenChannel[]; shared: { id: string; value: string }[];
}

/** Every member may be left out; `mode` then follows the program, the clock is virtual, the seed 0. */
export interface LumenOptions {
  mode?: LumenMode; clock?: LumenClock; seed?: number;
  /** Named limits, see `limits()` for names and defaults. */
  limits?: Record<string, number>;
  /** What answers `fetch` and tools, as in a `world` block; instead of the document's. `start` throws `LumenWorldError` when it has errors. */
  world?: string;
  /** Called with batches of the event log while the program runs. */
  onEvents?: (events: LumenEvent[]) => void;
  /** Called with printed lines as they appear. */
  onOutput?: (lines: string[]) => void;
}

/** The version of the package. */
export function version(): string;
/** The named limits of a run and their defaults. */
export function limits(): Record<string, number>;
/** Diagnostics of a program or document; `markdown` says how to read it (default: a fence at a line start decides). */
export function check(source: string): LumenDiagnostic[];
/** The tokens of a document for highlighting, in source order and without overlaps. */
export function tokens(source: string): LumenToken[];
/** Prepares a program. Throws `LumenCompileError` with `.diagnostics` when it has errors. */
export function compile(source: string): LumenProgram;
/** Packs a link's payload: deflate-raw and base64url behind `#v1.` (kind letter included). */
export function encodeLink(payload: LumenLinkPayload): string;
/** Reads a link's fragment. Throws an `Error` with a sentence for people when it is damaged, newer or foreign. */
export function decodeLink(fragment: string): LumenLinkPayload;

/** Thrown by `compile`. */
export interface LumenCompileError extends Error { name: "LumenCompileError"; diagnostics: LumenDiagnostic[]; }

/** Thrown by `start`; the places are those of the world's text. */
export interface LumenWorldError extends Error { name: "LumenWorldError"; diagnostics: LumenDiagnostic[]; }

/** The document and only what differs from the defaults. */
export interface LumenLinkPayload { source: string; mode?: LumenMode; clock?: LumenClock; seed?: number; cursor?: number; }

export class LumenProgram {
  readonly diagnostics: LumenDiagnostic[];
  /** `fifo` when the program says `@deterministic true`, else `eager`. */
  readonly defaultMode: LumenMode;
  start(options?: LumenOptions): LumenRun;
  free(): void;
}

export class LumenRun {
  /** Settles with the report when the run is over, stopped or failed; it does not reject. */
  readonly finished: Promise<LumenReport>;
  /** Any future as a JavaScript promise; rejects with the failure's message when it fails or is cancelled. */
  promise(id: string): Promise<unknown>;
  /** The state right after an event, of all open futures or of one. The first look runs the run once more, later ones take milliseconds. Throws when there is no such event. */
  inspect(seq: number, future?: string): LumenInspection;
  /** Ends the run at the next slice; `finished` settles with status `limit` and the partial output and timeline. */
  stop(): void;
  free(): void;
}
