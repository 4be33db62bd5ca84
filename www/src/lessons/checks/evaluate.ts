/** One assertion against one run. */
import { unreachable } from "../../base/result";
import { formatMs } from "../../base/text";
import type { Assertion } from "./assertion";
import type { Facts } from "./facts";
import { broken, found, HOLDS, type Finding } from "./finding";
import { checkHandled, checkHappens, checkMakes, checkNever, checkOrder, checkOverlap, checkTogether } from "./lives";
import { isWhen } from "./measure";
import { allPrinted, checkLines, checkOutput, checkPrints } from "./output";
import { holdsText, isText } from "./pattern";
import { code, endText, listed } from "./words";

type Of<K extends Assertion["kind"]> = Assertion & { kind: K };

/** Whether an assertion holds in a run; `first` is the run of the check that others are compared with. */
export function evaluate(assertion: Assertion, facts: Facts, first: Facts): Finding {
  switch (assertion.kind) {
    case "prints":
      return checkPrints(assertion, facts);
    case "lines":
      return checkLines(assertion, facts);
    case "output":
      return checkOutput(assertion, facts);
    case "value":
      return checkValue(assertion, facts);
    case "elapsed":
      return found(isWhen(assertion.when, facts.report.elapsed_ms), `It ended at ${formatMs(facts.report.elapsed_ms)}.`, facts.end.seq);
    case "status":
      return checkStatus(assertion, facts);
    case "failure":
      return checkFailure(assertion, facts);
    case "makes":
      return checkMakes(assertion, facts);
    case "order":
      return checkOrder(assertion, facts);
    case "happens":
      return checkHappens(assertion, facts);
    case "never":
      return checkNever(assertion, facts);
    case "overlap":
      return checkOverlap(assertion, facts);
    case "together":
      return checkTogether(assertion, facts);
    case "all handled":
      return checkHandled(facts);
    case "remark":
      return checkRemark(assertion, facts);
    case "same":
      return checkSame(assertion, facts, first);
    default:
      return unreachable(assertion);
  }
}

function checkValue({ text }: Of<"value">, facts: Facts): Finding {
  const { value } = facts.report;
  if (value === null) return broken(`There was no value. ${endText(facts)}`, facts.end.seq);
  return found(isText(text, value), `It was ${code(value)}.`, facts.end.seq);
}

function checkStatus({ status, not }: Of<"status">, facts: Facts): Finding {
  return found((facts.report.status === status) !== not, endText(facts), facts.end.seq);
}

function checkFailure({ text }: Of<"failure">, facts: Facts): Finding {
  const message = facts.report.error?.message ?? "";
  return found(facts.report.error !== null && holdsText(text, message), endText(facts), facts.end.seq);
}

function checkRemark({ text, not }: Of<"remark">, { report }: Facts): Finding {
  const isMeant = ({ code, message }: { code: string; message: string }) => text === null || isText(text, code) || holdsText(text, message);
  const remarks = report.diagnostics.filter(isMeant);
  if (not) return found(remarks.length === 0, remarks.map(({ message, line }) => `Line ${line}: ${message}.`).join(" "));
  return found(remarks.length > 0, report.diagnostics.length === 0 ? "There was none." : `There were others: ${listed(report.diagnostics.map(({ message }) => message))}.`);
}

function checkSame({ what }: Of<"same">, facts: Facts, first: Facts): Finding {
  if (what === "value") {
    const [one, other] = [first.report.value, facts.report.value];
    return found(one === other, `It was ${code(one ?? "nothing")} in the first run and ${code(other ?? "nothing")} in this one.`, facts.end.seq);
  }
  const at = facts.printed.findIndex((line, index) => line.text !== first.printed[index]?.text);
  if (at < 0 && facts.printed.length === first.printed.length) return HOLDS;
  return broken(`${allPrinted(facts)} In the first run it was different: ${allPrinted(first)}`, facts.printed[at]?.seq ?? facts.end.seq);
}
