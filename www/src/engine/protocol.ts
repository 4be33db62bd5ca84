/** What the page and its workers say to each other. */
import type { LumenClock, LumenDiagnostic, LumenEvent, LumenLinkPayload, LumenMode, LumenReport, LumenToken } from "../base/interface";

/** What one look at a text gives. */
export interface Analysis {
  tokens: LumenToken[];
  diagnostics: LumenDiagnostic[];
}

/** How to run; what is left out follows the program and the defaults. */
export interface RunOptions {
  mode?: LumenMode;
  clock?: LumenClock;
  seed?: number;
}

/** How a run ended, as the worker tells it. */
export type RunAnswer = { kind: "report"; report: LumenReport } | { kind: "rejected"; diagnostics: LumenDiagnostic[] };

/** The worker's side, called through comlink. */
export interface LumenWorker {
  analyse(source: string): Promise<Analysis>;
  run(source: string, options: RunOptions, onEvents: (events: LumenEvent[]) => void): Promise<RunAnswer>;
  stop(): Promise<void>;
  encodeLink(payload: LumenLinkPayload): Promise<string>;
  decodeLink(fragment: string): Promise<LumenLinkPayload>;
}

/** The name under which a trap of the wasm instance crosses the border; its worker is done for. */
export const TRAP = "LumenTrap";
