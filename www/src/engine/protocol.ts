/** What the page and its workers say to each other. */
import type { LumenAsyncPlace, LumenBuiltin, LumenClock, LumenCompletions, LumenDiagnostic, LumenEvent, LumenFork, LumenHover, LumenInspection, LumenJournalInfo, LumenLinkPayload, LumenMode, LumenOutlineItem, LumenRange, LumenReference, LumenReport, LumenSignature, LumenToken } from "../base/interface";
import type { PackedTokens } from "../base/tokens";

/** What one look at a text gives. */
export interface Analysis {
  tokens: PackedTokens;
  diagnostics: LumenDiagnostic[];
}

/** How to run; what is left out follows the program and the defaults. */
export interface RunOptions {
  mode?: LumenMode;
  clock?: LumenClock;
  seed?: number;
  /** Choices of the scheduler that are made already. */
  choices?: string;
  /** What answers `fetch` and tools, instead of the document's world block. */
  world?: string;
  /** A cell without parameters that is called instead of the program's start. */
  entry?: string;
  /** Named limits that differ from the defaults. */
  limits?: Record<string, number>;
  /** Makes fetches real. Only ever set by the person at the page. */
  fetch?: boolean;
}

/** One event a line, or a file that Perfetto opens. */
export type TraceFormat = "jsonl" | "perfetto";

/** How a run ended, as the worker tells it. */
export type RunAnswer =
  /** `divergence` says where a replay went another way than its recording. */
  | { kind: "report"; report: LumenReport; divergence: string | null }
  | { kind: "rejected"; diagnostics: LumenDiagnostic[] };

/** What can be asked about a text while it is written; the package's functions of these names answer. */
export interface Questions {
  hover(source: string, offset: number): LumenHover | null;
  completions(source: string, offset: number): LumenCompletions | null;
  signature(source: string, offset: number): LumenSignature | null;
  definition(source: string, offset: number): LumenRange | null;
  references(source: string, offset: number): LumenReference[];
  rename(source: string, offset: number, name: string): { range: LumenRange; text: string }[];
  outline(source: string): LumenOutlineItem[];
  folds(source: string): LumenRange[];
  futureAt(source: string, offset: number): LumenAsyncPlace | null;
  format(source: string): string;
  builtins(): LumenBuiltin[];
  tokens(source: string): LumenToken[];
}

/** The worker's side, called through comlink. */
export interface LumenWorker {
  analyse(source: string): Promise<Analysis>;
  /** Answers a question. Rejects with a sentence for people where the answer would be none. */
  ask<Q extends keyof Questions>(question: Q, ...args: Parameters<Questions[Q]>): Promise<ReturnType<Questions[Q]>>;
  run(source: string, options: RunOptions, onEvents: (events: LumenEvent[]) => void): Promise<RunAnswer>;
  stop(): Promise<void>;
  /** Runs what a recording holds, with its own answers and choices. */
  replay(journal: string, onEvents: (events: LumenEvent[]) => void): Promise<RunAnswer>;
  /** Runs the last run again up to a choice, and from there with `pick` going next. */
  fork(fork: LumenFork, onEvents: (events: LumenEvent[]) => void): Promise<RunAnswer>;
  /** The state of the last run after an event. */
  inspect(seq: number): Promise<LumenInspection>;
  /** The last run's recording. */
  journal(): Promise<string>;
  /** The last run's event log. */
  trace(format: TraceFormat): Promise<string>;
  encodeLink(payload: LumenLinkPayload): Promise<string>;
  decodeLink(fragment: string): Promise<LumenLinkPayload>;
  /** What a recording is a recording of. */
  readJournal(journal: string): Promise<LumenJournalInfo>;
}

/** The name under which a trap of the wasm instance crosses the border; its worker is done for. */
export const TRAP = "LumenTrap";
