/** What a check asserts, as data. */
import type { LumenFutureKind, LumenMode, LumenStatus } from "../../base/interface";

/** On the virtual clock: `within` includes its time, `before` and `after` do not. */
export interface When {
  how: "at" | "within" | "before" | "after";
  ms: number;
}

export interface Count {
  bound: "exactly" | "at least" | "at most";
  count: number;
}

/** What can happen to a future, or to a text that is printed. */
export const VERBS = ["starts", "ends", "is created", "completes", "fails", "is cancelled", "cleans up", "is printed"] as const;

export type Verb = (typeof VERBS)[number];

/** The moments of the futures of a label: of each, or with `some` of the one that suits best. */
export interface Moments {
  some: boolean;
  text: string;
  verb: Verb;
}

export type Futures = { by: "label"; label: string } | { by: "kind"; kind: LumenFutureKind | null };

export type Assertion =
  | { kind: "prints"; text: string; count: Count | null; when: When | null }
  | { kind: "lines"; count: Count }
  | { kind: "output"; lines: readonly string[] }
  | { kind: "value"; text: string }
  | { kind: "elapsed"; when: When }
  | { kind: "status"; status: LumenStatus; not: boolean }
  | { kind: "failure"; text: string }
  | { kind: "makes"; count: Count; futures: Futures }
  | { kind: "order"; first: Moments; second: Moments }
  | { kind: "happens"; moments: Moments; text: string | null; when: When | null }
  | { kind: "never"; text: string; verb: Verb }
  | { kind: "overlap"; one: string; other: string; never: boolean }
  | { kind: "together"; count: Count; label: string }
  | { kind: "all handled" }
  /** What the checker remarks on the program; any remark if there is no text. */
  | { kind: "remark"; text: string | null; not: boolean }
  /** As in the check's first run; for other orders. */
  | { kind: "same"; what: "output" | "value" };

/** An assertion with its place and what the learner is told when it does not hold. */
export interface Line {
  line: number;
  assertion: Assertion;
  message: string | null;
}

/** In what a case's run differs from the first run. */
export interface Setting {
  mode: LumenMode | null;
  seed: number | null;
  world: string | null;
  /** Lumen statements that run instead of `main`, behind the learner's program. */
  body: string | null;
  /** The case is run with seeds from 1 to this number, in random order each time. */
  orders: number | null;
}

export interface Case {
  line: number;
  name: string;
  setting: Setting;
  /** Without any of its own, all lines of the check hold. */
  lines: readonly Line[];
}

export interface Check {
  lines: readonly Line[];
  cases: readonly Case[];
}
