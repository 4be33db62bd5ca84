/// <reference lib="webworker" />
/** Owns one wasm instance. The only file of the page that imports the package. */
import { expose } from "comlink";
import init, { check, compile, decodeLink, encodeLink, tokens } from "lumen-playground";
import type { LumenDiagnostic, LumenEvent } from "../base/interface";
import { TRAP, type LumenWorker, type RunAnswer, type RunOptions } from "./protocol";

type Program = ReturnType<typeof compile>;
type Run = ReturnType<Program["start"]>;

/** Longer texts are checked but not coloured: hundreds of thousands of marks would slow the editor down more than they help. */
const HIGHLIGHT_MAX = 200_000;

const ready = init();
let current: Run | null = null;

const api: LumenWorker = {
  async analyse(source) {
    await ready;
    return guarded(() => ({ tokens: source.length > HIGHLIGHT_MAX ? [] : tokens(source), diagnostics: check(source) }));
  },

  async run(source, options, onEvents) {
    await ready;
    const program = prepared(source);
    if (Array.isArray(program)) return { kind: "rejected", diagnostics: program };
    return finished(program, options, onEvents);
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

async function finished(program: Program, options: RunOptions, onEvents: (events: LumenEvent[]) => void): Promise<RunAnswer> {
  // The answer and the events travel through different ports; the last batch must have arrived before the answer leaves.
  let delivered: unknown = null;
  const deliver = (events: LumenEvent[]) => {
    delivered = onEvents(events);
  };
  const run = guarded(() => program.start({ ...options, onEvents: deliver }));
  current = run;
  try {
    const report = await run.finished;
    await delivered;
    run.free();
    program.free();
    return { kind: "report", report };
  } catch (thrown) {
    // Only a trap ends a run like this; nothing of the instance may be touched any more, not even to free it.
    throw trapOr(thrown);
  } finally {
    current = null;
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
