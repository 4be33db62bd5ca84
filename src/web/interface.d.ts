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

/** What a run came to. `futures` and `trace_hash` are made at the first look at them, and keep the run's memory until then. */
export interface LumenReport {
  version: 1; status: LumenStatus; value: string | null;
  error: { message: string; line: number; column: number; end_line: number; end_column: number; future: string } | null;
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

/**
 * A value of a program. Into JavaScript: null, booleans, strings and numbers as they are, an Int beyond ±(2⁵³ − 1) a bigint, Bytes a `Uint8Array`, a list or tuple
 * an array, a set a `Set`, a map an object when all its keys are texts and else a `Map`, a record an object, a variant `LumenVariant`, a future, channel, shared
 * cell or function `LumenHandle`. Back: undefined is null, a whole number an Int, an object a map unless it came from a record; a declared type decides. Anything
 * else (functions, symbols, dates, objects of a class, cycles) is a failure that names it.
 */
export type LumenValue =
  | null | boolean | number | bigint | string | Uint8Array
  | LumenValue[] | Set<LumenValue> | Map<LumenValue, LumenValue> | LumenVariant | LumenHandle | { [name: string]: LumenValue };

/** `ok(1)` is `{ variant: "ok", values: [1] }`; a name that two enums share is written `Shape.Dot`. */
export interface LumenVariant { variant: string; values: LumenValue[]; }

/** The text of what exists only inside its run, `<future 0.1 pending>`. It cannot come back. */
export interface LumenHandle { handle: string; }

/** What tools and host functions are told besides their arguments. */
export interface LumenCall {
  /** The tool's dotted name or the host function's. */
  name: string;
  /** The id of the call's future. */
  future: string;
  /** Aborted when nobody waits for the answer any more: its `reason` is an `Error` named `AbortError`. */
  signal: AbortSignal;
  /** The `role` lines of a tool call. */
  roles: { role: string; text: LumenValue }[];
}

/** Answers calls of a tool: its arguments by name, those without name by position ("0"). What it throws is the call's failure. */
export type LumenTool = (args: Record<string, any>, call: LumenCall) => unknown;

/** Answers calls of an `extern cell`: its arguments one by one, null where left out, and behind the last one a `LumenCall`. */
export type LumenExtern = (...args: any[]) => unknown;

/** Answers `fetch`: the address, and the program's options with `signal`. Gives a `Response`, a text or any other value that has a counterpart. */
export type LumenFetch = (url: string, options: { signal: AbortSignal; [option: string]: any }) => unknown;

/** Why a promise of a future rejects: its failure, or the end of the run. */
export interface LumenFailure extends Error {
  name: "LumenFailure";
  /** The future in which it arose. */
  future: string;
  place: LumenPlace | null;
  /** Each await that passed it on, innermost first. */
  chain: { future: string; place: LumenPlace | null }[];
}

/** Every member may be left out; `mode` then follows the program, the clock is virtual, the seed 0. */
export interface LumenOptions {
  mode?: LumenMode; clock?: LumenClock; seed?: number;
  /** Named limits, see `limits()` for names and defaults. */
  limits?: Record<string, number>;
  /** What answers `fetch` and tools, as in a `world` block; instead of the document's. `start` throws `LumenWorldError` when it has errors. */
  world?: string;
  /** A run to follow as far as it fits, for a program that was edited since; everything else is then as that run had it. */
  journal?: string;
  /** A schedule as a link holds it; otherwise the first in line goes. */
  choices?: string;
  /** Functions that answer tools, by dotted name. They go before the world; without either a call fails. */
  tools?: Record<string, LumenTool>;
  /** Functions that answer `extern cell`s, by name. */
  externs?: Record<string, LumenExtern>;
  /** Who answers `fetch`: the world (by default), the host's own `fetch` (`true`) without its cookies, or a function. */
  fetch?: boolean | LumenFetch;
  /** Called with batches of the event log while the program runs. A promise that it gives is waited for before the batch after the next one. What a listener throws goes to the console; the run goes on. */
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
/** The text in its one canonical layout. Throws `LumenCompileError` with `.diagnostics` when it cannot be read; nothing of the text is lost then. */
export function format(source: string): string;

/*
 * Language services: plain functions over a document's text and UTF-16 offsets into it. They work on programs with mistakes and never throw for one. In a Markdown
 * document they answer inside of its lumen fences and give null or [] in prose. The module keeps the analysis of the last text, so that all calls after one
 * keystroke read and check it once.
 */

/** What stands at a place. `code` is a declaration in the language's own words (several lines for a record or enum), `doc` and `example` what the tables of builtins and words or the comment above the declaration say. */
export interface LumenHover { range: LumenRange; code: string; doc: string | null; example: string | null; }
export function hover(source: string, offset: number): LumenHover | null;

export type LumenSymbolKind = "cell" | "builtin" | "variable" | "parameter" | "constant" | "record" | "field" | "enum" | "variant" | "method" | "type" | "tool" | "extern" | "keyword" | "label" | "snippet";
/**
 * `insert` replaces `range`; in it `${name}` marks places to fill in (`${}` one without a name), and lines behind the first are to be indented as far as the line is.
 * `detail` is a type, or a signature without its name.
 */
export interface LumenCompletion { label: string; kind: LumenSymbolKind; detail: string | null; doc: string | null; insert: string; }
/** `range` is what has been typed of the word, up to the offset; all that may stand there, best first, whatever has been typed. */
export interface LumenCompletions { range: LumenRange; items: LumenCompletion[]; }
/** Null where nothing of the language can be typed: in texts, comments and prose, and where a new name is wanted. */
export function completions(source: string, offset: number): LumenCompletions | null;

/** The call around a place: `label` is the whole signature, parameters are ranges within it; `active` is the one whose argument is being written. What is given before a dot or pipe is left out. */
export interface LumenSignature { label: string; doc: string | null; parameters: { range: LumenRange; label: string }[]; active: number | null; range: LumenRange; }
export function signature(source: string, offset: number): LumenSignature | null;

/** Where what stands at a place is declared; null for what the language brings along. */
export function definition(source: string, offset: number): LumenRange | null;
export interface LumenReference { range: LumenRange; role: "declaration" | "read" | "write"; }
/** All places of what stands at a place, its declaration included, in source order. */
export function references(source: string, offset: number): LumenReference[];
/**
 * The edits that rename what stands at a place, in source order: captures, named arguments, shorthand patterns and uses in texts included. Throws an `Error` named
 * `LumenRenameError` with a sentence when the name cannot be used: because it is taken or would be captured, because what stands there keeps its name, or because a use cannot be told.
 */
export function rename(source: string, offset: number, name: string): { range: LumenRange; text: string }[];

/** `range` is the whole declaration, `selection` its name. */
export interface LumenOutlineItem { name: string; kind: LumenSymbolKind; detail: string | null; range: LumenRange; selection: LumenRange; children: LumenOutlineItem[]; }
export function outline(source: string): LumenOutlineItem[];
/** What can be folded away: from behind a block's first line to before its `end`, the inside of brackets, and the later lines of comments. */
export function folds(source: string): LumenRange[];

/**
 * The innermost expression that makes a future or awaits some and that a place belongs to; a variable stands for the futures it holds. `made`: where the futures it waits for are made (a composite's
 * branches too); `awaited`: where the future it makes is awaited, or taken as a handle by a composite. Followed through variables, collections, results and parameters, as far as can be told
 * without running. `kind` of an await is that of what it waits for, if all is of one kind.
 */
export interface LumenAsyncPlace { role: "future" | "await"; kind: LumenFutureKind | null; range: LumenRange; made: LumenRange[]; awaited: LumenRange[]; }
export function futureAt(source: string, offset: number): LumenAsyncPlace | null;

/** A builtin: `example` is a line of Lumen and, behind `  # `, what it gives. */
export interface LumenBuiltin { name: string; topic: string; signature: string; doc: string; example: string; }
/** The table of builtins, by topic, in the order of the reference. */
export function builtins(): LumenBuiltin[];
/** Prepares a program. Throws `LumenCompileError` with `.diagnostics` when it has errors. */
export function compile(source: string): LumenProgram;
/** Runs a program in all orders that can be told apart, with the virtual clock and the simulated world. Rejects with a `LumenCompileError`, or an `Error` that says what about the options is wrong. */
export function explore(source: string, options?: LumenExploreOptions): Promise<LumenExploration>;
/** Packs a link's payload: deflate-raw and base64url behind `#v1.` (kind letter included). Throws when it is too large for a link. */
export function encodeLink(payload: LumenLinkPayload): string;
/** Reads a link's fragment. Throws an `Error` with a sentence for people when it is damaged, newer or foreign. */
export function decodeLink(fragment: string): LumenLinkPayload;

/** Repeats a recorded run. Throws `LumenJournalError` when the journal cannot be used. */
export function replay(journal: string, options?: LumenReplayOptions): LumenRun;
/** What a journal is a recording of. Throws `LumenJournalError` when it cannot be used. */
export function readJournal(journal: string): LumenJournalInfo;

export interface LumenExploreOptions {
  /** One order of each class that cannot be told apart (`dpor`, the default), or orders that are drawn: by priorities (`pct`), or each choice for itself (`random`). */
  strategy?: "dpor" | "pct" | "random";
  /** Runs at most; 10,000 by default. */
  maxRuns?: number;
  /** When futures start: `eager` or `fifo`; `random` and nothing follow the program. */
  mode?: LumenMode;
  /** Where the program's random numbers and the drawing of orders begin. */
  seed?: number;
  /** Named limits of one run. Explorations have lower ones than runs: an order that never ends must not take the time of the others. */
  limits?: Record<string, number>;
  /** Instead of the document's world, as for a run. */
  world?: string;
  /** Is told now and then how far it is. */
  onProgress?: (progress: LumenProgress) => void;
  /** Ends it early when aborted; what was found until then is the result. */
  signal?: AbortSignal;
}

export interface LumenProgress { runs: number; classes: number; outcomes: number; }

/** What all orders of a program come to. */
export interface LumenExploration {
  version: 1;
  /** `complete` when no order is left out. */
  verdict: "complete" | "incomplete";
  /** What was left out, in words. */
  bound: string | null;
  /** Runs made, those included that only found that their order was covered already. */
  runs: number;
  /** Orders that can be told apart; of drawn orders, the different ones. */
  classes: number;
  /** In the order in which they were found; the first is that of an ordinary run. */
  outcomes: LumenOutcome[];
}

export interface LumenOutcome {
  status: LumenStatus; value: string | null; error: LumenReport["error"]; output: string[];
  /** How many of the orders came to it. */
  count: number;
  /** A recording of the simplest of them that was found, for `replay`: with the fewest choices that pass over the first in line. */
  journal: string;
}

export interface LumenReplayOptions {
  /** When it goes another way than the journal: `strict` (the default) ends before anything happens, `lenient` goes on in default order; `prefix` is lenient and expects it. */
  replay?: "strict" | "lenient" | "prefix";
  onEvents?: (events: LumenEvent[]) => void;
  onOutput?: (lines: string[]) => void;
}

export interface LumenJournalInfo {
  source: string; world: string | null; mode: LumenMode; clock: LumenClock; seed: number;
  /** `open` when the run was under way. */
  status: LumenStatus | "open";
  /** The hash of the event log of the run it was forked from, and the event at which they part. */
  parent: string | null; fork_seq: number | null;
  /** The schedule for `choices`; it says everything about the run when `is_schedule` is true. */
  choices: string; is_schedule: boolean;
}

/** In what a fork differs: one of the four. */
export type LumenFork = { seq: number } & (
  /** At an event of kind `chosen`: the id of another one of `ready`. */
  | { pick: string }
  /** At an event of kind `tool_called`: another answer, plain data as JSON has it. */
  | { answer: unknown }
  /** The same: a failure's message. */
  | { failure: string }
  /** The same: another latency. */
  | { latency_ms: number }
);

/** Where a replay went another way than its journal; the check at event `equal_until` was the last equal one. */
export interface LumenDivergence { seq: number; message: string; equal_until: number | null; }

/** Thrown by `replay`, `readJournal` and `start`. */
export interface LumenJournalError extends Error { name: "LumenJournalError"; }

/** Thrown by `compile`. */
export interface LumenCompileError extends Error { name: "LumenCompileError"; diagnostics: LumenDiagnostic[]; }

/** Thrown by `start`; the places are those of the world's text. */
export interface LumenWorldError extends Error { name: "LumenWorldError"; diagnostics: LumenDiagnostic[]; }

/** The document and only what differs from the defaults. */
export interface LumenLinkPayload {
  /** With a `journal` it is the recorded one. */
  source: string; mode?: LumenMode; clock?: LumenClock; seed?: number; cursor?: number;
  /** A schedule, for `start`. */
  choices?: string;
  /** Instead of the document's world. */
  world?: string;
  /** The lesson that the program is an attempt at: its name in the course, or the lesson's own document. */
  lesson?: string;
  /** A recorded run that a schedule does not tell, for `replay`. */
  journal?: string;
}

export class LumenProgram {
  private constructor();
  readonly diagnostics: LumenDiagnostic[];
  /** `fifo` when the program says `@deterministic true`, else `eager`. */
  readonly defaultMode: LumenMode;
  start(options?: LumenOptions): LumenRun;
  /**
   * Calls a cell in a run of its own, which the promise has as `run`. Resolves with the cell's value; rejects with a `LumenFailure`, or an `Error` named
   * `LumenCallError` when there is no such cell or an argument does not fit its declared type.
   */
  call(name: string, args?: readonly unknown[] | null, options?: LumenOptions): Promise<any> & { readonly run?: LumenRun };
  free(): void;
}

export class LumenRun {
  private constructor();
  /** Settles with the report when the run is over, stopped or failed; it does not reject. */
  readonly finished: Promise<LumenReport>;
  /**
   * Any future as a JavaScript promise, also one that does not exist yet. Rejects with a `LumenFailure` when it fails or the run ends before it does, with an
   * `Error` named `AbortError` when it is cancelled, and with an `Error` when there was no such future.
   */
  promise(id: string): Promise<any>;
  /** The state right after an event, of all open futures or of one. The first look runs the run once more, later ones take milliseconds. Throws when there is no such event. */
  inspect(seq: number, future?: string): LumenInspection;
  /** Ends the run at the next slice; `finished` settles with status `limit` and the partial output and timeline. Calls under way are aborted. */
  stop(): void;
  /** The journal of the run as it stands: text from which `replay` repeats it. */
  journal(): string;
  /** A run that is this one up to an event and then differs in one thing; its journal names this one. Throws when nothing of the kind happened there. */
  fork(fork: LumenFork, options?: Pick<LumenReplayOptions, "onEvents" | "onOutput">): LumenRun;
  /** The event log as text: one `LumenEvent` a line, or a trace that Perfetto opens. */
  trace(format: "jsonl" | "perfetto"): string;
  /** Where a replay went another way than its journal; null when it did not. */
  readonly divergence: LumenDivergence | null;
  free(): void;
}
