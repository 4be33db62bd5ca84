/** What the page asks of the language: analyse while typing, run, stop, and pack links. */
import { proxy, type Remote } from "comlink";
import { messageOf } from "../base/result";
import { within } from "../base/timing";
import type { LumenDiagnostic, LumenEvent, LumenFork, LumenInspection, LumenJournalInfo, LumenLinkPayload, LumenReport, LumenToken } from "../base/interface";
import { NewestWaits } from "./newest";
import type { Analysis, LumenWorker, Questions, RunAnswer, RunOptions, TraceFormat } from "./protocol";
import { Supervisor, WorkerLost } from "./supervisor";

type OnEvents = (events: LumenEvent[]) => void;

/** How a run ended for the page. */
export type RunOutcome =
  | { kind: "report"; report: LumenReport; divergence: string | null; stopped: boolean }
  | { kind: "rejected"; diagnostics: LumenDiagnostic[] }
  /** The worker had to be ended; what it had sent stays. */
  | { kind: "lost"; stopped: boolean; message: string };

/** Stop promises to take effect within this time: the worker hears of it between two slices, which take a few milliseconds. */
const STOP_PATIENCE_MS = 100;

/** How long a worker that has stopped may take to write its report: that of a million futures takes seconds. Chosen by feel. */
const REPORT_PATIENCE_MS = 10_000;

export class EngineClient {
  readonly #reader: Supervisor;
  readonly #runner: Supervisor;
  readonly #analyses = new NewestWaits();
  readonly #questions = new Map<keyof Questions, NewestWaits>();
  readonly #inspections = new NewestWaits();
  #running: Promise<unknown> | null = null;
  #stopRequested = false;

  /** `onTrap` hears when a worker broke and was replaced. The workers begin at once, or when they are first called. */
  constructor(onTrap: (message: string) => void, begin: "now" | "when called" = "now") {
    const create = () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "lumen" });
    this.#reader = new Supervisor(create, onTrap, begin);
    this.#runner = new Supervisor(create, onTrap, begin);
  }

  /** Tokens and diagnostics of a text; null when a newer text has taken its place or the reader broke on it. */
  analyse(source: string): Promise<Analysis | null> {
    return unlessLost(this.#analyses.run(() => this.#reader.call((remote) => remote.analyse(source))));
  }

  /**
   * Asks about a text that is being written. Null when a newer question of the kind has taken the place of this one, or the reader broke on it; rejects with
   * a sentence for people where the language refuses.
   */
  async ask<Q extends keyof Questions>(question: Q, ...args: Parameters<Questions[Q]>): Promise<ReturnType<Questions[Q]> | null> {
    let queue = this.#questions.get(question);
    if (!queue) this.#questions.set(question, (queue = new NewestWaits()));
    return unlessLost(queue.run(() => this.#answer(question, args)));
  }

  /** The colours of a text that is only shown. */
  async tokens(source: string): Promise<LumenToken[]> {
    return (await unlessLost(this.#answer("tokens", [source]))) ?? [];
  }

  #answer<Q extends keyof Questions>(question: Q, args: Parameters<Questions[Q]>): Promise<ReturnType<Questions[Q]>> {
    // What goes through a generic call is lost on the proxy's types, not on the call.
    return this.#reader.call((remote) => (remote.ask as LumenWorker["ask"])(question, ...args));
  }

  /** Runs a program. A run that is still going is stopped first. Never rejects. */
  run(source: string, options: RunOptions, onEvents: OnEvents): Promise<RunOutcome> {
    return this.#drive((remote, sink) => remote.run(source, options, sink), onEvents);
  }

  /** Runs what a recording holds, with the answers and choices in it. Never rejects. */
  replay(journal: string, onEvents: OnEvents): Promise<RunOutcome> {
    return this.#drive((remote, sink) => remote.replay(journal, sink), onEvents);
  }

  /** Runs the last run again up to a choice, and from there another way. Never rejects. */
  fork(fork: LumenFork, onEvents: OnEvents): Promise<RunOutcome> {
    return this.#drive((remote, sink) => remote.fork(fork, sink), onEvents);
  }

  /** The state of the last run right after an event; null when a later question has taken its place. */
  inspect(seq: number): Promise<LumenInspection | null> {
    return this.#inspections.run(() => this.#runner.call((remote) => remote.inspect(seq)));
  }

  /** The last run's recording. */
  journal(): Promise<string> {
    return this.#runner.call((remote) => remote.journal());
  }

  /** The last run's event log as text. */
  trace(format: TraceFormat): Promise<string> {
    return this.#runner.call((remote) => remote.trace(format));
  }

  async #drive(begin: (remote: Remote<LumenWorker>, sink: OnEvents) => Promise<unknown>, onEvents: OnEvents): Promise<RunOutcome> {
    if (this.#running) await this.stop();
    this.#stopRequested = false;
    let over = false;
    const sink = proxy((events: LumenEvent[]) => {
      if (!over) onEvents(events);
    });
    const answer = this.#runner.call((remote) => begin(remote, sink) as Promise<RunAnswer>);
    this.#running = answer.catch(() => {});
    try {
      return this.#outcomeOf(await answer);
    } catch (thrown) {
      return { kind: "lost", stopped: this.#stopRequested, message: messageOf(thrown) };
    } finally {
      over = true;
      this.#running = null;
    }
  }

  /** Ends the run. A worker that does not answer in time is ended instead and replaced. */
  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#stopRequested = true;
    const running = this.#running;
    const heard = this.#runner.call((remote) => remote.stop()).catch(() => {});
    if ((await within(STOP_PATIENCE_MS, heard)) !== "late" && (await within(REPORT_PATIENCE_MS, running)) !== "late") return;
    this.#runner.replace("the run did not answer and was ended");
    await running;
  }

  encodeLink(payload: LumenLinkPayload): Promise<string> {
    return this.#reader.call((remote) => remote.encodeLink(payload));
  }

  /** The payload behind a fragment. Rejects with a sentence for people when the link is damaged. */
  decodeLink(fragment: string): Promise<LumenLinkPayload> {
    return this.#reader.call((remote) => remote.decodeLink(fragment));
  }

  /** What a recording is a recording of. Rejects with a sentence for people when it cannot be used. */
  readJournal(journal: string): Promise<LumenJournalInfo> {
    return this.#reader.call((remote) => remote.readJournal(journal));
  }

  #outcomeOf(answer: RunAnswer): RunOutcome {
    return answer.kind === "report" ? { ...answer, stopped: this.#stopRequested } : answer;
  }
}

/** Null when the worker did not live to answer; it has been replaced, and told of, by then. */
async function unlessLost<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof WorkerLost) return null;
    throw thrown;
  }
}
