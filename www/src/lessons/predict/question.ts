/** What a learner predicts about a run, as data. */

export type Asked =
  | { kind: "first printed" }
  | { kind: "last printed" }
  | { kind: "ends when" }
  | { kind: "order" }
  | { kind: "value" }
  | { kind: "status" }
  | { kind: "state"; label: string; at_ms: number }
  | { kind: "future ends when"; label: string }
  | { kind: "printed when"; text: string }
  | { kind: "cancelled" }
  | { kind: "how many futures"; label: string | null };

export interface Question {
  line: number;
  asked: Asked;
  /** The teacher's wording, instead of ours. */
  wording: string | null;
  /** Answers that are offered beside those that the run gives. */
  others: readonly string[];
}
