/** Keeps one worker alive: every call either settles or fails when its worker is replaced. */
import { releaseProxy, wrap, type Remote } from "comlink";
import { messageOf } from "../base/result";
import { TRAP, type LumenWorker } from "./protocol";

/** Why a call came to nothing: its worker is gone. */
export class WorkerLost extends Error {
  override name = "WorkerLost";
}

interface Incarnation {
  worker: Worker;
  remote: Remote<LumenWorker>;
  /** Rejects when this worker is given up. */
  lost: Promise<never>;
  giveUp: (reason: WorkerLost) => void;
}

export class Supervisor {
  /** Null until somebody calls, where nobody asked for it before, and after a trap: a worker that cannot even start is not started again and again. */
  #current: Incarnation | null;
  readonly #create: () => Worker;
  readonly #onTrap: (message: string) => void;

  /** `onTrap` hears of workers that broke by themselves; those replaced on purpose are not announced. */
  constructor(create: () => Worker, onTrap: (message: string) => void, begin: "now" | "when called") {
    this.#create = create;
    this.#onTrap = onTrap;
    this.#current = begin === "now" ? this.#start() : null;
  }

  /** Calls the worker. Rejects with `WorkerLost` when the worker does not live to answer. */
  async call<T>(action: (remote: Remote<LumenWorker>) => Promise<T>): Promise<T> {
    const incarnation = (this.#current ??= this.#start());
    try {
      return await Promise.race([action(incarnation.remote), incarnation.lost]);
    } catch (thrown) {
      if (!(thrown instanceof Error && thrown.name === TRAP)) throw thrown;
      this.#trapped(incarnation, thrown.message);
      throw new WorkerLost(thrown.message);
    }
  }

  /** Ends the worker whatever it is doing and starts a fresh one. */
  replace(reason: string): void {
    this.#end(reason);
    this.#current = this.#start();
  }

  #end(reason: string): void {
    const old = this.#current;
    this.#current = null;
    old?.worker.terminate();
    old?.remote[releaseProxy]();
    old?.giveUp(new WorkerLost(reason));
  }

  #start(): Incarnation {
    const worker = this.#create();
    let giveUp: (reason: WorkerLost) => void = () => {};
    const lost = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    lost.catch(() => {});
    const incarnation = { worker, remote: wrap<LumenWorker>(worker), lost, giveUp };
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#trapped(incarnation, messageOf(event.message || "the worker could not be started"));
    });
    return incarnation;
  }

  #trapped(incarnation: Incarnation, message: string): void {
    if (incarnation !== this.#current) return;
    this.#end(message);
    this.#onTrap(message);
  }
}
