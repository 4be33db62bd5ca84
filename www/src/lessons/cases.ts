/** Checks a program: the run that a learner sees, then the hidden cases, which are other seeds, modes, worlds, statements and orders. */
import type { LumenDiagnostic } from "../base/interface";
import type { Case, Check, Line, Setting } from "./checks/assertion";
import { evaluate } from "./checks/evaluate";
import { factsOf, type Facts } from "./checks/facts";
import type { Finding } from "./checks/finding";
import { code, expectationOf } from "./checks/words";
import { LIMITS, type Ran, type Rerun, type Run, type RunSettings } from "./run";

/** What came of one assertion, or of one case. */
export interface Result {
  state: "passed" | "failed" | "skipped";
  /** The case's name; null for the run that the learner sees. */
  case: string | null;
  /** What was expected, in words. */
  expected: string;
  /** What happened instead; empty unless it failed. */
  happened: string;
  /** The teacher's words, if any. */
  message: string | null;
  /** The event to look at, in the run `rerun`. */
  seq: number | null;
  rerun: Rerun;
}

export interface Verdict {
  passed: boolean;
  results: readonly Result[];
  /** Why nothing could be checked, as a sentence. */
  problem: string | null;
}

/** Everything that is asked of a program. */
export interface Task {
  check: Check;
  settings: RunSettings;
}

/** The name of the cell that a case's statements are put into. */
const CASE_CELL = "lesson_case";

/** Runs a program as often as its check asks for. Cases come when all else holds: until then they would say the same. */
export async function checkProgram(source: string, { check, settings }: Task, run: Run): Promise<Verdict> {
  const rerun: Rerun = { source, settings: { ...settings, limits: LIMITS } };
  const ran = await run(rerun.source, rerun.settings);
  const problem = problemOf(ran, check.lines);
  if (problem !== null || ran.kind !== "report") return { passed: false, results: [], problem };
  const facts = factsOf(ran.report, ran.events);
  const results = check.lines.map((line) => resultOf(line, evaluate(line.assertion, facts, facts), null, rerun));
  let passed = results.every(({ state }) => state === "passed");
  for (const each of check.cases) {
    const result = passed ? await checkCase(each, check, rerun, facts, run) : skipped(each, rerun);
    passed &&= result.state === "passed";
    results.push(result);
  }
  return { passed, results, problem: null };
}

/** What a learner reads of a failed verdict, one part per paragraph. */
export function complaintsOf({ problem, results }: Verdict): string[] {
  const failed = results.filter(({ state }) => state === "failed");
  return [problem, ...failed.map(({ case: name, expected, message, happened }) => [name === null ? "" : `${name}: `, message ?? `Expected: ${expected}.`, " ", happened].join(""))].filter((text) => text !== null);
}

async function checkCase(each: Case, check: Check, first: Rerun, facts: Facts, run: Run): Promise<Result> {
  const lines = each.lines.length > 0 ? each.lines : check.lines;
  let rerun = first;
  for (const seed of seedsOf(each.setting)) {
    rerun = rerunOf(first, each.setting, seed);
    const ran = await run(rerun.source, rerun.settings);
    const problem = misfitOf(ran, each.setting, first.source) ?? problemOf(ran, lines);
    if (problem !== null || ran.kind !== "report") return { ...skipped(each, rerun), state: "failed", message: lines.find(({ message }) => message !== null)?.message ?? null, happened: problem ?? "" };
    const other = factsOf(ran.report, ran.events);
    for (const line of lines) {
      const finding = evaluate(line.assertion, other, facts);
      if (!finding.passed) return resultOf(line, finding, each.name, rerun);
    }
  }
  return { ...skipped(each, rerun), state: "passed" };
}

/** The seeds of a case's runs; null leaves it as the first run had it. */
function seedsOf({ orders, seed }: Setting): (number | null)[] {
  return orders === null ? [seed] : Array.from({ length: orders }, (_, index) => index + 1);
}

function rerunOf({ source, settings }: Rerun, { mode, world, body }: Setting, seed: number | null): Rerun {
  const own = {
    ...(mode === null ? {} : { mode }),
    ...(seed === null ? {} : { seed }),
    ...(world === null ? {} : { world }),
    ...(body === null ? {} : { entry: CASE_CELL }),
  };
  return { source: body === null ? source : `${source.trimEnd()}\n\n${cellOf(body)}`, settings: { ...settings, ...own } };
}

function cellOf(body: string): string {
  const lines = body.trimEnd().split("\n").map((line) => (line === "" ? "" : `  ${line}`));
  return `cell ${CASE_CELL}() -> Any\n${lines.join("\n")}\nend\n`;
}

function resultOf({ assertion, message }: Line, { passed, happened, seq }: Finding, name: string | null, rerun: Rerun): Result {
  return { state: passed ? "passed" : "failed", case: name, expected: expectationOf(assertion), happened, message, seq, rerun };
}

function skipped({ name, lines }: Case, rerun: Rerun): Result {
  const expected = lines.length === 0 ? "all of the above holds" : lines.map(({ assertion }) => expectationOf(assertion)).join("; ");
  return { state: "skipped", case: name, expected, happened: "", message: null, seq: null, rerun };
}

/** Why a run cannot be checked; null when it can. */
function problemOf(ran: Ran, lines: readonly Line[]): string | null {
  const expects = (status: string) => lines.some(({ assertion }) => assertion.kind === "status" && assertion.status === status && !assertion.not);
  if (ran.kind === "lost") return `The program could not be run: ${ran.message}`;
  if (ran.kind === "rejected") {
    const error = errorOf(ran);
    return error ? `The program does not compile: ${error.message} (line ${error.line}).${error.help ? ` Help: ${error.help}.` : ""}` : "The program does not compile.";
  }
  if (ran.report.status !== "limit" || expects("limit")) return null;
  const limit = /^limit `(\w+)`/.exec(ran.report.error?.message ?? "")?.[1];
  return `The program did not come to an end, so the check stopped it${limit ? ` (${LIMIT_WORDS[limit] ?? code(limit)})` : ""}. It was in line ${ran.report.error?.line ?? "?"} then.`;
}

function errorOf({ diagnostics }: Ran & { kind: "rejected" }): LumenDiagnostic | undefined {
  return diagnostics.find(({ severity }) => severity === "error") ?? diagnostics[0];
}

/** Why a case's statements do not go with the program, which compiles without them; null when they do. */
function misfitOf(ran: Ran, { body }: Setting, source: string): string | null {
  const error = ran.kind === "rejected" ? errorOf(ran) : undefined;
  if (!error || body === null) return null;
  // The statements begin below the program, a blank line and the head of their cell.
  const statement = body.split("\n")[error.line - source.trimEnd().split("\n").length - 3];
  return statement === undefined ? null : `This case runs ${code(statement.trim())}, and ${error.message}.`;
}

const LIMIT_WORDS: Record<string, string> = {
  steps: "too many instructions",
  instant_steps: "too much happened in one instant",
  events: "too many events",
  futures: "too many futures",
  output_lines: "too many printed lines",
};
