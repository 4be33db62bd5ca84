/** One run: its trace as it grows, its output, and how it ended. */
import { paced } from "../base/timing";
import type { LumenEvent, LumenFork } from "../base/interface";
import type { EngineClient, RunOutcome } from "../engine/client";
import type { RunOptions } from "../engine/protocol";
import { outputOf, type OutputLine } from "../model/output";
import { Trace } from "../model/trace";

/** What a run is a run of. */
export interface Ran {
  source: string;
  options: RunOptions;
  /** It follows a recording or a schedule, so that the same comes about again. */
  isRecorded: boolean;
}

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
  isRecorded = $state(false);

  readonly #engine: EngineClient;
  readonly #grow = paced(() => this.#flush());
  #printed: OutputLine[] = [];
  #runs = 0;
  #lastBatch_ms = 0;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** `onBegin` is called when the trace of this run has taken the place of the last one. */
  run(source: string, options: RunOptions, onBegin: () => void): Promise<RunOutcome | null> {
    return this.#follow({ source, options, isRecorded: options.choices !== undefined }, onBegin, (onEvents) => this.#engine.run(source, options, onEvents));
  }

  /** Runs a recording of a program. */
  replay(journal: string, ran: Ran, onBegin: () => void): Promise<RunOutcome | null> {
    return this.#follow(ran, onBegin, (onEvents) => this.#engine.replay(journal, onEvents));
  }

  /** Runs the last run again, from a choice on another way. */
  fork(fork: LumenFork, onBegin: () => void): Promise<RunOutcome | null> {
    const ran = { source: this.source ?? "", options: this.options, isRecorded: true };
    return this.#follow(ran, onBegin, (onEvents) => this.#engine.fork(fork, onEvents));
  }

  async #follow(ran: Ran, onBegin: () => void, start: (onEvents: (events: LumenEvent[]) => void) => Promise<RunOutcome>): Promise<RunOutcome | null> {
    const mine = ++this.#runs;
    if (this.phase === "running") await this.#engine.stop();
    if (mine !== this.#runs) return null;
    this.#begin(ran);
    onBegin();
    if (ran.options.clock === "real" && !ran.isRecorded) this.#tick(mine);
    const outcome = await start((events) => mine === this.#runs && this.#receive(events));
    if (mine !== this.#runs) return null;
    this.outcome = outcome;
    this.phase = "finished";
    this.#flush();
    return outcome;
  }

  /** As before the first run. A run that is still going is ended. */
  clear(): void {
    this.#runs += 1;
    void this.#engine.stop();
    this.#begin({ source: "", options: {}, isRecorded: false });
    this.phase = "idle";
    this.source = null;
  }

  stop(): Promise<void> {
    return this.#engine.stop();
  }

  #begin({ source, options, isRecorded }: Ran): void {
    this.phase = "running";
    this.outcome = null;
    this.trace = new Trace();
    this.#printed = [];
    this.output = [];
    this.source = source;
    this.options = options;
    this.isRecorded = isRecorded;
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
