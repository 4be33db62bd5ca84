/** Counts and times against what is asked of them. */
import type { Count, When } from "./assertion";

export function isCount({ bound, count }: Count, actual: number): boolean {
  switch (bound) {
    case "exactly":
      return actual === count;
    case "at least":
      return actual >= count;
    case "at most":
      return actual <= count;
  }
}

export function isWhen({ how, ms }: When, actual: number): boolean {
  switch (how) {
    case "at":
      return actual === ms;
    case "within":
      return actual <= ms;
    case "before":
      return actual < ms;
    case "after":
      return actual > ms;
  }
}
