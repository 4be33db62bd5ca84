/** Assertions over what was printed. */
import { formatMs, plural } from "../../base/text";
import type { OutputLine } from "../../model/output";
import type { Assertion } from "./assertion";
import { printedOf, type Facts } from "./facts";
import { broken, found, HOLDS, type Finding } from "./finding";
import { isCount, isWhen } from "./measure";
import { isText } from "./pattern";
import { code, endText, listed } from "./words";

type Of<K extends Assertion["kind"]> = Assertion & { kind: K };

/** Stands for any lines, also none, in an expected output. */
const ANY_LINES = "...";

export function checkPrints({ text, count, when }: Of<"prints">, facts: Facts): Finding {
  const lines = printedOf(facts, text);
  const timed = when === null ? lines : lines.filter((line) => isWhen(when, line.ms));
  if (count === null && timed.length > 0) return HOLDS;
  if (count !== null && isCount(count, timed.length)) return HOLDS;
  if (lines.length === 0) return broken(`${code(text)} was not printed. ${allPrinted(facts)}${brokenOff(facts)}`, facts.printed.at(-1)?.seq ?? null);
  if (count?.count === 0) return broken(`It was printed ${timesText(lines, facts)}.`, lines[0]!.seq);
  return broken(`${code(text)} was printed ${plural(lines.length, "time")}: ${timesText(lines, facts)}.`, lines.at(-1)!.seq);
}

export function checkLines({ count }: Of<"lines">, facts: Facts): Finding {
  return found(isCount(count, facts.printed.length), allPrinted(facts), facts.printed.at(-1)?.seq ?? null);
}

export function checkOutput({ lines: expected }: Of<"output">, facts: Facts): Finding {
  const { printed } = facts;
  const at = differenceOf(expected, printed.map(({ text }) => text));
  if (at === null) return HOLDS;
  const line = printed[at];
  if (!line) return broken(`The output ended after ${plural(printed.length, "line")}. ${allPrinted(facts)}${brokenOff(facts)}`, printed.at(-1)?.seq ?? null);
  return broken(`Line ${at + 1} was ${code(line.text)}, printed at ${formatMs(line.ms)} by ${whoText(line, facts)}. ${allPrinted(facts)}`, line.seq);
}

/** What was printed, in one sentence. */
export function allPrinted({ printed }: Facts): string {
  return printed.length === 0 ? "Nothing was printed." : `Printed was ${listed(printed.map(({ text }) => code(text)))}.`;
}

/** The index of the first actual line that is not as expected, one behind the last if lines are missing; null when all is as expected. */
function differenceOf(expected: readonly string[], actual: readonly string[]): number | null {
  // Where in the actual lines one can stand after so many expected ones: `...` makes that more than one place.
  let places = new Set([0]);
  for (const pattern of expected) {
    const next = new Set<number>();
    for (const at of places) {
      if (pattern === ANY_LINES) for (let to = at; to <= actual.length; to++) next.add(to);
      else if (at < actual.length && isText(pattern, actual[at]!)) next.add(at + 1);
    }
    if (next.size === 0) return Math.min(...places);
    places = next;
  }
  return places.has(actual.length) ? null : Math.max(...places);
}

function timesText(lines: readonly OutputLine[], facts: Facts): string {
  return listed(lines.map((line) => `at ${formatMs(line.ms)} by ${whoText(line, facts)}`));
}

/** Who printed a line, as the timeline names it. */
function whoText({ future }: OutputLine, { futures }: Facts): string {
  return code(futures.find(({ id }) => id === future)?.label ?? future);
}

/** Why lines may be missing: the run came to a bad end. */
function brokenOff(facts: Facts): string {
  const { status } = facts.report;
  if (status === "deadlock") return " It ended with a deadlock: the console tells who waits for whom.";
  return status === "ok" ? "" : ` ${endText(facts)}`;
}
