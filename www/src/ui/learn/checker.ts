/**
 * Runs programs for checks and questions, in a worker of their own: the run that is shown stays as it is. One after the other, since a new run
 * would end the one under way, and a check that comes early the run that its lesson's questions are about.
 */
import type { LumenEvent } from "../../base/interface";
import { EngineClient } from "../../engine/client";
import type { Run } from "../../lessons/run";

const aside = new EngineClient(() => {}, "when called");

let last: Promise<unknown> = Promise.resolve();

export const run: Run = (source, settings) => {
  const ran = last.then(() => runAside(source, settings));
  last = ran;
  return ran;
};

const runAside: Run = async (source, settings) => {
  const events: LumenEvent[] = [];
  const outcome = await aside.run(source, { ...settings, clock: "virtual" }, (batch) => events.push(...batch));
  if (outcome.kind === "report") return { kind: "report", report: outcome.report, events };
  if (outcome.kind === "rejected") return { kind: "rejected", diagnostics: outcome.diagnostics };
  return { kind: "lost", message: outcome.message };
};
