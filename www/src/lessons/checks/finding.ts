/** What an assertion found in a run. */

export interface Finding {
  passed: boolean;
  /** What happened instead, as sentences; empty when it passed. */
  happened: string;
  /** The event to look at, where there is one. */
  seq: number | null;
}

export const HOLDS: Finding = { passed: true, happened: "", seq: null };

export function broken(happened: string, seq: number | null = null): Finding {
  return { passed: false, happened, seq };
}

/** Holds, or is broken in this way. */
export function found(passed: boolean, happened: string, seq: number | null = null): Finding {
  return passed ? HOLDS : broken(happened, seq);
}
