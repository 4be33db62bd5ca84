/** One run: its trace as it grows, its output, and how it ended. */
import { perFrame } from "../base/timing";
import type { LumenEvent } from "../base/interface";
import type { EngineClient, RunOutcome } from "../engine/client";
import type { RunOptions } from "../engine/protocol";
import { outputOf, type OutputLine } from "../model/output";
import { Trace } from "../model/trace";

export type Phase = "idle" | "running" | "finished";

export class Session {
  phase = $state<Phase>("idle");
  outcome = $state.raw<RunOutcome | null>(null);
  trace = $state.raw(new Trace());
  /** Counts how often the trace has grown; reading it makes a component follow. */
  version = $state(0);
  /** How many futures there are; rows only change when this does. */
  futures = $state(0);
  output = $state.raw<readonly OutputLine[]>([]);
  /** What a real clock shows while the program runs; 0 otherwise. */
  live_ms = $state(0);
  /** What ran, to tell when the editor has moved on. */
  source = $state.raw<string | null>(null);
  options = $state.raw<RunOptions>({});

  readonly #engine: EngineClient;
  readonly #grow = perFrame(() => this.#flush());
  #printed: OutputLine[] = [];
  #runs = 0;
  #lastBatch_ms = 0;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** `onBegin` is called when the trace of this run has taken the place of the last one. */
  async run(source: string, options: RunOptions, onBegin: () => void): Promise<RunOutcome | null> {
    const mine = ++this.#runs;
    if (this.phase === "running") await this.#engine.stop();
    if (mine !== this.#runs) return null;
    this.#begin(source, options);
    onBegin();
    if (options.clock === "real") this.#tick(mine);
    const outcome = await this.#engine.run(source, options, (events) => mine === this.#runs && this.#receive(events));
    if (mine !== this.#runs) return null;
    this.outcome = outcome;
    this.phase = "finished";
    this.#flush();
    return outcome;
  }

  stop(): Promise<void> {
    return this.#engine.stop();
  }

  #begin(source: string, options: RunOptions): void {
    this.phase = "running";
    this.outcome = null;
    this.trace = new Trace();
    this.#printed = [];
    this.output = [];
    this.source = source;
    this.options = options;
    this.version += 1;
    this.futures = 0;
  }

  #receive(events: LumenEvent[]): void {
    this.trace.append(events);
    this.#lastBatch_ms = performance.now();
    this.#printed.push(...outputOf(events));
    this.#grow();
  }

  /** Lets a real clock go on between two batches, so that a sleep is seen to last. */
  #tick(run: number): void {
    if (run !== this.#runs || this.phase !== "running") {
      this.live_ms = 0;
      return;
    }
    this.live_ms = this.trace.events.length === 0 ? 0 : this.trace.end_ms + performance.now() - this.#lastBatch_ms;
    requestAnimationFrame(() => this.#tick(run));
  }

  #flush(): void {
    if (this.trace.surprises.length > 0) console.error("the event log holds changes of state that must not be:", ...this.trace.surprises.splice(0));
    if (this.output.length !== this.#printed.length) this.output = this.#printed.slice();
    this.futures = this.trace.lanes.size;
    this.version += 1;
  }
}
