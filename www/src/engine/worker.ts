/// <reference lib="webworker" />
/** Owns one wasm instance. The only file of the page that imports the package. */
import { expose, transfer } from "comlink";
import init, {
  builtins, check, compile, completions, decodeLink, definition, encodeLink, folds, format, futureAt, hover, outline, readJournal, references, rename, replay, signature, tokens,
} from "lumen-playground";
import type { LumenDiagnostic, LumenEvent } from "../base/interface";
import { packTokens } from "../base/tokens";
import { TRAP, type LumenWorker, type Questions, type RunAnswer, type RunOptions } from "./protocol";

type Program = ReturnType<typeof compile>;
type Run = ReturnType<Program["start"]>;

const QUESTIONS: Questions = { hover, completions, signature, definition, references, rename, outline, folds, futureAt, format, builtins, tokens };

const ready = init();
/** The run under way, or the last one: it can be looked at until the next begins. */
let current: Run | null = null;

const api: LumenWorker = {
  async analyse(source) {
    await ready;
    const analysis = guarded(() => ({ tokens: packTokens(tokens(source)), diagnostics: check(source) }));
    return transfer(analysis, [analysis.tokens.buffer]);
  },

  async ask(question, ...args) {
    await ready;
    const answer = QUESTIONS[question] as (...args: unknown[]) => never;
    return guarded(() => answer(...args));
  },

  async run(source, options, onEvents) {
    await ready;
    const program = prepared(source);
    if (Array.isArray(program)) return { kind: "rejected", diagnostics: program };
    const answer = await finished((onEvents) => started(program, options, onEvents), onEvents);
    program.free();
    return answer;
  },

  async replay(journal, onEvents) {
    await ready;
    return finished((onEvents) => replay(journal, { replay: "lenient", onEvents }), onEvents);
  },

  async fork(fork, onEvents) {
    const parent = last();
    return finished((onEvents) => parent.fork(fork, { onEvents }), onEvents);
  },

  async inspect(seq) {
    return guarded(() => last().inspect(seq));
  },

  async journal() {
    return guarded(() => last().journal());
  },

  async trace(format) {
    return guarded(() => last().trace(format));
  },

  async readJournal(journal) {
    await ready;
    return guarded(() => readJournal(journal));
  },

  async stop() {
    current?.stop();
  },

  async encodeLink(payload) {
    await ready;
    return guarded(() => encodeLink(payload));
  },

  async decodeLink(fragment) {
    await ready;
    return guarded(() => decodeLink(fragment));
  },
};

/** The program, or the diagnostics that say why there is none. */
function prepared(source: string): Program | LumenDiagnostic[] {
  try {
    return guarded(() => compile(source));
  } catch (thrown) {
    const diagnostics = (thrown as { diagnostics?: LumenDiagnostic[] }).diagnostics;
    if (diagnostics) return diagnostics;
    throw thrown;
  }
}

function last(): Run {
  if (!current) throw new Error("there is no run to look at");
  return current;
}

type OnEvents = (events: LumenEvent[]) => unknown;

function started(program: Program, { entry, ...options }: RunOptions, onEvents: OnEvents): Run {
  if (entry === undefined) return program.start({ ...options, onEvents });
  const call = program.call(entry, [], { ...options, onEvents });
  // How the call ends is in the run's report.
  call.catch(() => {});
  if (!call.run) throw new Error(`there is no cell ${entry} to call`);
  return call.run as Run;
}

async function finished(start: (onEvents: OnEvents) => Run, onEvents: OnEvents): Promise<RunAnswer> {
  // The answer and the events travel through different ports; the last batch must have arrived before the answer leaves.
  let delivered: unknown = null;
  const run = guarded(() =>
    start((events) => (delivered = onEvents(events))),
  );
  current?.free();
  current = run;
  try {
    const report = await run.finished;
    await delivered;
    return { kind: "report", report, divergence: run.divergence?.message ?? null };
  } catch (thrown) {
    // Only a trap ends a run like this; nothing of the instance may be touched any more, not even to free it.
    current = null;
    throw trapOr(thrown);
  }
}

/** Marks a trap, after which the instance must not be used again. */
function guarded<T>(action: () => T): T {
  try {
    return action();
  } catch (thrown) {
    throw trapOr(thrown);
  }
}

function trapOr(thrown: unknown): unknown {
  if (!(thrown instanceof WebAssembly.RuntimeError)) return thrown;
  const trap = new Error(thrown.message);
  trap.name = TRAP;
  return trap;
}

// A trap inside a slice surfaces as an uncaught error; `Worker.onerror` hears it only when it is reported as one.
self.addEventListener("unhandledrejection", (event) => reportError(event.reason));

expose(api);
