/**
 * The viewer's states of a future and the changes between them that may happen. They are finer than the language's own
 * `Pending`, `Completed`, `Error`: see the table "A future's life" of the language's rules.
 */
export type LaneState = "queued" | "ready" | "running" | "waiting" | "completed" | "failed" | "cancelled";

/** Every legal next state. Terminal states have none. */
export const LEGAL_CHANGES: Record<LaneState, readonly LaneState[]> = {
  queued: ["running", "waiting", "cancelled", "completed", "failed"],
  ready: ["running", "cancelled", "failed", "waiting"],
  running: ["ready", "waiting", "completed", "failed", "cancelled"],
  waiting: ["ready", "running", "completed", "failed", "cancelled"],
  completed: [],
  failed: [],
  cancelled: [],
};

export function isTerminal(state: LaneState): boolean {
  return LEGAL_CHANGES[state].length === 0;
}

/** Why a future was cancelled, as far as the canceller's kind tells. */
export type CancelCause = "lost the race" | "timed out" | "no longer needed" | "a sibling failed" | "cancelled";

