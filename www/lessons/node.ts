/** Runs programs for the tests of the lessons: the built module, in Node. */
import init, { compile, type LumenCompileError, type LumenEvent } from "lumen-playground";
import type { Ran, Run, RunSettings } from "../src/lessons/run";

export const run: Run = async (source, settings) => {
  await init();
  try {
    return await ranOf(source, settings);
  } catch (thrown) {
    const { diagnostics } = thrown as Partial<LumenCompileError>;
    return diagnostics ? { kind: "rejected", diagnostics } : { kind: "lost", message: String(thrown) };
  }
};

async function ranOf(source: string, { entry, ...options }: RunSettings): Promise<Ran> {
  const events: LumenEvent[] = [];
  const program = compile(source);
  const wanted = { ...options, onEvents: (batch: LumenEvent[]) => void events.push(...batch) };
  if (entry === undefined) return { kind: "report", report: await program.start(wanted).finished, events };
  const call = program.call(entry, [], wanted);
  // How the call ends is in its report.
  await call.catch(() => {});
  return { kind: "report", report: await call.run!.finished, events };
}
