/** Assertions over futures and the moments of their lives. */
import { formatMs } from "../../base/text";
import type { Assertion, Moments } from "./assertion";
import { futuresOf, markOf, printedOf, type Facts, type FutureFacts, type Mark } from "./facts";
import { broken, found, HOLDS, type Finding } from "./finding";
import { isCount, isWhen } from "./measure";
import { holdsText, isText } from "./pattern";
import { code, futureText, listed } from "./words";

type Of<K extends Assertion["kind"]> = Assertion & { kind: K };

/** A moment, and whose. */
interface Moment extends Mark {
  who: string;
}

export function checkMakes({ count, futures }: Of<"makes">, facts: Facts): Finding {
  const wanted = (future: FutureFacts) => future.kind !== "main" && (futures.by === "kind" ? futures.kind === null || futures.kind === future.kind : false);
  const made = futures.by === "label" ? futuresOf(facts, futures.label) : facts.futures.filter(wanted);
  if (isCount(count, made.length)) return HOLDS;
  if (made.length === 0) return broken(`There was none. ${allMade(facts)}`);
  return broken(`There ${made.length === 1 ? "was 1" : `were ${made.length}`}: ${listed(made.map(futureText))}.`, made.at(-1)!.created.seq);
}

export function checkHappens({ moments, text, when }: Of<"happens">, facts: Facts): Finding {
  if (moments.verb === "is printed") return checkPrinted(moments, when, facts);
  const futures = futuresOf(facts, moments.text);
  if (futures.length === 0) return noSuch(moments.text, facts);
  const findings = futures.map((future) => checkFuture(future, moments, text, when));
  const wrong = findings.filter(({ passed }) => !passed);
  const holds = moments.some ? wrong.length < findings.length : wrong.length === 0;
  return holds ? HOLDS : wrong[0]!;
}

export function checkNever({ text, verb }: Of<"never">, facts: Facts): Finding {
  const moments = verb === "is printed" ? printedMoments(text, facts) : happened(futuresOf(facts, text), verb).moments;
  const first = moments[0];
  return first ? broken(`${first.who} ${PAST[verb]} at ${formatMs(first.ms)}.`, first.seq) : HOLDS;
}

export function checkOrder({ first, second }: Of<"order">, facts: Facts): Finding {
  const one = extreme(first, facts, first.some ? "earliest" : "latest");
  const other = extreme(second, facts, second.some ? "latest" : "earliest");
  if ("passed" in one) return one;
  if ("passed" in other) return other;
  const said = (moment: Moment, { verb }: Moments) => `${moment.who} ${PAST[verb]} at ${formatMs(moment.ms)}`;
  const sameTime = one.ms === other.ms ? ", in the same instant but in this order" : "";
  return found(one.seq < other.seq, `${said(other, second)}, and only then ${said(one, first)}${sameTime}.`, one.seq);
}

export function checkOverlap({ one, other, never }: Of<"overlap">, facts: Facts): Finding {
  const [lefts, rights] = [futuresOf(facts, one), futuresOf(facts, other)];
  if (lefts.length === 0 || rights.length === 0) return never ? HOLDS : noSuch(lefts.length === 0 ? one : other, facts);
  const pair = lefts.flatMap((left) => rights.filter((right) => left !== right && areTogether(left, right, facts)).map((right) => [left, right] as const))[0];
  if (pair) return never ? broken(`${lifeText(pair[0], facts)}, and ${lifeText(pair[1], facts)}.`, Math.max(begins(pair[0]), begins(pair[1]))) : HOLDS;
  if (never) return HOLDS;
  if (lefts.length === 1 && lefts[0] === rights[0]) return broken(`Only one future ${code(one)} was made.`, lefts[0]!.created.seq);
  const right = rights.find((future) => future !== lefts[0]) ?? rights[0]!;
  return broken(`${lifeText(lefts[0]!, facts)}, and ${lifeText(right, facts)}.`, Math.max(begins(lefts[0]!), begins(right)));
}

export function checkTogether({ count, label }: Of<"together">, facts: Facts): Finding {
  const futures = futuresOf(facts, label).filter((future) => future.started !== null);
  if (futures.length === 0) return noSuch(label, facts);
  const crowds = futures.map((future) => futures.filter((other) => other === future || (begins(other) <= begins(future) && ends(other, facts) > begins(future))));
  const largest = crowds.reduce((one, other) => (other.length > one.length ? other : one));
  const last = largest.reduce((one, other) => (begins(other) > begins(one) ? other : one));
  const howMany = largest.length > count.count ? `${largest.length} ran at once` : `Never more than ${largest.length} ran at once`;
  return found(isCount(count, largest.length), `${howMany}: ${listed(largest.map(futureText))}, at ${formatMs(last.started!.ms)}.`, begins(last));
}

export function checkHandled({ report, futures }: Facts): Finding {
  const unhandled = futures.filter(({ id }) => report.unhandled.includes(id));
  if (report.unhandled.length === 0) return HOLDS;
  const said = unhandled.map((future) => `${futureText(future)} failed with ${code(future.settled?.text ?? "")}`);
  return broken(`${listed(said)}, and nobody looked.`, unhandled[0]?.settled?.seq ?? null);
}

const PAST = {
  starts: "started",
  ends: "ended",
  "is created": "was created",
  completes: "completed",
  fails: "failed",
  "is cancelled": "was cancelled",
  "cleans up": "cleaned up",
  "is printed": "was printed",
} as const;

function checkPrinted({ text }: Moments, when: Of<"happens">["when"], facts: Facts): Finding {
  const moments = printedMoments(text, facts);
  if (moments.length === 0) return broken(`${code(text)} was not printed.`);
  const times = listed(moments.map(({ ms }) => formatMs(ms)));
  return found(when === null || moments.some(({ ms }) => isWhen(when, ms)), `${code(text)} was printed at ${times}.`, moments[0]!.seq);
}

function checkFuture(future: FutureFacts, { verb }: Moments, text: string | null, when: Of<"happens">["when"]): Finding {
  const mark = markOf(future, verb);
  if (mark === null) return broken(`${futureText(future)} ${fateOf(future)}.`, future.settled?.seq ?? future.created.seq);
  if (when !== null && !isWhen(when, mark.ms)) return broken(`${futureText(future)} ${PAST[verb]} at ${formatMs(mark.ms)}.`, mark.seq);
  const outcome = future.settled?.text ?? "";
  const isMeant = text === null || (verb === "fails" ? holdsText(text, outcome) : isText(text, outcome));
  return found(isMeant, `${futureText(future)} ${PAST[verb]} with ${code(outcome)}.`, mark.seq);
}

/** How a future ended, for when that is not what was expected. */
function fateOf({ started, settled, cleanups }: FutureFacts): string {
  if (settled === null) return started === null ? "never started" : `started at ${formatMs(started.ms)} and never ended`;
  const cleaned = cleanups.length > 0 ? "" : settled.as === "cancelled" || settled.as === "failed" ? ", without a cleanup" : "";
  const text = settled.text === null ? "" : ` with ${code(settled.text)}`;
  return `${settled.as === "cancelled" ? "was cancelled" : settled.as}${text} at ${formatMs(settled.ms)}${cleaned}`;
}

/** The moment of some futures (or lines) that an order depends on; a finding when there is none, or a future lacks it. */
function extreme(moments: Moments, facts: Facts, which: "earliest" | "latest"): Moment | Finding {
  const found = momentsOf(moments, facts);
  if ("passed" in found) return found;
  return found.reduce((one, other) => (other.seq < one.seq === (which === "earliest") ? other : one));
}

function momentsOf({ text, verb, some }: Moments, facts: Facts): Moment[] | Finding {
  if (verb === "is printed") {
    const printed = printedMoments(text, facts);
    return printed.length === 0 ? broken(`${code(text)} was not printed.`) : printed;
  }
  const futures = futuresOf(facts, text);
  if (futures.length === 0) return noSuch(text, facts);
  const { moments, without } = happened(futures, verb);
  if (without && (!some || moments.length === 0)) return broken(`${futureText(without)} ${fateOf(without)}.`, without.settled?.seq ?? without.created.seq);
  return moments;
}

/** The moments of those futures that have one, and the first that has none. */
function happened(futures: readonly FutureFacts[], verb: Moments["verb"]): { moments: Moment[]; without: FutureFacts | null } {
  const marked = futures.map((future) => ({ future, mark: markOf(future, verb) }));
  const moments = marked.flatMap(({ future, mark }) => (mark ? [{ seq: mark.seq, ms: mark.ms, who: futureText(future) }] : []));
  return { moments, without: marked.find(({ mark }) => mark === null)?.future ?? null };
}

function printedMoments(text: string, facts: Facts): Moment[] {
  return printedOf(facts, text).map((line) => ({ seq: line.seq, ms: line.ms, who: code(line.text) }));
}

function noSuch(label: string, facts: Facts): Finding {
  return broken(`There was no future ${code(label)}. ${allMade(facts)}`);
}

function allMade({ futures }: Facts): string {
  const labels = new Set(futures.filter(({ kind }) => kind !== "main").map(({ label }) => code(label)));
  return labels.size === 0 ? "The program made no futures." : `The futures were ${listed([...labels])}.`;
}

/** From its start to its end something of the other happened. */
function areTogether(one: FutureFacts, other: FutureFacts, facts: Facts): boolean {
  return one.started !== null && other.started !== null && begins(one) < ends(other, facts) && begins(other) < ends(one, facts);
}

function begins({ started, created }: FutureFacts): number {
  return (started ?? created).seq;
}

function ends({ settled }: FutureFacts, { end }: Facts): number {
  return settled?.seq ?? end.seq + 1;
}

function lifeText(future: FutureFacts, { end }: Facts): string {
  if (future.started === null) return `${futureText(future)} never started`;
  const until = future.settled ? formatMs(future.settled.ms) : `the end (${formatMs(end.ms)})`;
  return `${futureText(future)} ran from ${formatMs(future.started.ms)} to ${until}`;
}

