/** Runs programs for checks and questions, in a worker of their own: the run that is shown stays as it is. */
import type { LumenEvent } from "../../base/interface";
import { EngineClient } from "../../engine/client";
import type { Run } from "../../lessons/run";

const aside = new EngineClient(() => {}, "when called");

export const run: Run = async (source, settings) => {
  const events: LumenEvent[] = [];
  const outcome = await aside.run(source, { ...settings, clock: "virtual" }, (batch) => events.push(...batch));
  if (outcome.kind === "report") return { kind: "report", report: outcome.report, events };
  if (outcome.kind === "rejected") return { kind: "rejected", diagnostics: outcome.diagnostics };
  return { kind: "lost", message: outcome.message };
};
