/** Assertions and what they look at, in words; texts of programs stand in backticks. */
import { clipped, formatMs } from "../../base/text";
import { unreachable } from "../../base/result";
import type { LumenStatus } from "../../base/interface";
import type { Assertion, Count, Futures, Moments, When } from "./assertion";
import type { Facts, FutureFacts } from "./facts";

/** How many things are named before the rest is counted. */
const NAMED_MAX = 6;

/** What an assertion expects, in one line. */
export function expectationOf(assertion: Assertion): string {
  switch (assertion.kind) {
    case "prints":
      return printsText(assertion);
    case "lines":
      return assertion.count.count === 0 ? "prints nothing" : `prints ${countText(assertion.count)} ${assertion.count.count === 1 ? "line" : "lines"}`;
    case "output":
      return `prints ${listed(assertion.lines.map((line) => (line === "..." ? "…" : code(line))))}`;
    case "value":
      return `main's value is ${code(assertion.text)}`;
    case "elapsed":
      return `ends ${whenText(assertion.when)}`;
    case "status":
      return `${assertion.not ? "does not end" : "ends"} with ${STATUS_WORDS[assertion.status]}`;
    case "failure":
      return `fails with ${code(assertion.text)}`;
    case "makes":
      return `makes ${countText(assertion.count)} ${futuresText(assertion.futures, assertion.count.count)}`;
    case "order":
      return orderText(assertion);
    case "happens":
      return [happensText(assertion.moments), assertion.text === null ? "" : `with ${code(assertion.text)}`, assertion.when ? whenText(assertion.when) : ""].filter(Boolean).join(" ");
    case "never":
      return assertion.verb.startsWith("is ") ? `${code(assertion.text)} is never ${assertion.verb.slice(3)}` : `${code(assertion.text)} never ${assertion.verb}`;
    case "overlap":
      return `${code(assertion.one)} ${assertion.never ? "never overlaps" : "overlaps"} ${code(assertion.other)}`;
    case "together":
      return `${countText(assertion.count)} of ${code(assertion.label)} run at once`;
    case "all handled":
      return "no failure stays unhandled";
    case "remark":
      return `${assertion.not ? "no remark" : "the remark"}${assertion.text === null ? "" : ` ${code(assertion.text)}`} from the checker`;
    case "same":
      return assertion.what === "output" ? "prints the same in every order" : "gives the same value in every order";
    default:
      return unreachable(assertion);
  }
}

export const STATUS_WORDS: Record<LumenStatus, string> = {
  ok: "success",
  failed: "a failure",
  deadlock: "a deadlock",
  limit: "a limit reached",
  rejected: "a program that does not compile",
};

export function code(text: string): string {
  return `\`${clipped(text.replaceAll("`", "'"), 60)}\``;
}

/** Some things one after the other; of many the first, and how many more. */
export function listed(things: readonly string[]): string {
  return things.length <= NAMED_MAX ? things.join(", ") : `${things.slice(0, NAMED_MAX - 1).join(", ")} and ${things.length - NAMED_MAX + 1} more`;
}

/** How a run ended, as a sentence. */
export function endText({ report }: Facts): string {
  const why = report.error ? `: ${code(report.error.message)} in line ${report.error.line}` : "";
  return `It ended with ${STATUS_WORDS[report.status]}${why}.`;
}

/** A future as people recognise it. */
export function futureText({ label, id }: FutureFacts): string {
  return `${code(label)} (${id})`;
}

export function countText({ bound, count }: Count): string {
  const number = count === 0 ? "no" : String(count);
  return bound === "exactly" ? number : `${bound} ${number}`;
}

export function whenText({ how, ms }: When): string {
  return `${how} ${formatMs(ms)}`;
}

export function momentsText({ some, text, verb }: Moments): string {
  return `${some && verb !== "is printed" ? "some " : ""}${code(text)} ${verb}`;
}

export function futuresText(futures: Futures, count: number): string {
  const what = futures.by === "label" ? `${code(futures.label)} ` : futures.kind === null ? "" : `${futures.kind} `;
  return `${what}future${count === 1 ? "" : "s"}`;
}

function orderText({ first, second }: Assertion & { kind: "order" }): string {
  const isPrinted = [first, second].every(({ verb }) => verb === "is printed");
  return isPrinted ? `prints ${code(first.text)} before ${code(second.text)}` : `${momentsText(first)} before ${momentsText(second)}`;
}

function timesText(count: Count): string {
  if (count.bound === "exactly" && count.count <= 2) return count.count === 1 ? "once" : "twice";
  return `${countText(count)} ${count.count === 1 ? "time" : "times"}`;
}

function happensText(moments: Moments): string {
  return moments.some && moments.verb === "cleans up" ? `runs the cleanup of ${code(moments.text)}` : momentsText(moments);
}

function printsText({ text, count, when }: Assertion & { kind: "prints" }): string {
  if (count?.bound === "exactly" && count.count === 0) return `never prints ${code(text)}`;
  const times = count === null ? "" : ` ${timesText(count)}`;
  return `prints ${code(text)}${times}${when ? ` ${whenText(when)}` : ""}`;
}
