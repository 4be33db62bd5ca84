/** How a lesson has programs run: by whoever hands in a `Run`. */
import type { LumenDiagnostic, LumenEvent, LumenMode, LumenReport } from "../base/interface";

export interface RunSettings {
  mode?: LumenMode;
  seed?: number;
  /** What answers `fetch` and tools. */
  world?: string;
  /** A cell that is called instead of the program's start. */
  entry?: string;
  limits?: Record<string, number>;
}

/** How a run went; `lost` when whoever ran it broke down. */
export type Ran =
  | { kind: "report"; report: LumenReport; events: readonly LumenEvent[] }
  | { kind: "rejected"; diagnostics: readonly LumenDiagnostic[] }
  | { kind: "lost"; message: string };

/** Runs a program on the virtual clock, with nothing real outside. Never rejects. */
export type Run = (source: string, settings: RunSettings) => Promise<Ran>;

/** A run, to be repeated. */
export interface Rerun {
  source: string;
  settings: RunSettings;
}

/**
 * What a checked run may use: far above what lessons need, and over within a second, so that an endless program ends with a sentence.
 * Chosen by feel.
 */
export const LIMITS: Record<string, number> = { steps: 5_000_000, instant_steps: 50_000, events: 60_000, futures: 20_000, output_lines: 5_000, value_size: 1_000_000 };
