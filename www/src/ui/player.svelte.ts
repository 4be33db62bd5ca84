/** The playback position of the page and what moves it. */
import { choiceFrom } from "../model/choices";
import {
  endOf,
  isAtEnd,
  playedFrom,
  positionAfter,
  positionAt,
  START,
  stepBack,
  stepForward,
  stepOfFuture,
  type Pace,
  type Position,
} from "../model/playback";
import type { AxisKind } from "../timeline/scale";
import type { StoredSettings } from "./memory";
import type { Session } from "./session.svelte";

export type Speed = StoredSettings["speed"];

/** What a person chose that playback depends on. */
interface ViewChoices {
  readonly settings: { readonly speed: Speed };
  readonly axis: AxisKind;
}

/** How long Play takes over a whole run when no speed was chosen. */
const WHOLE_RUN_MS = 6000;

export class Player {
  /** Null while playback follows the end of the log. */
  chosen = $state.raw<Position | null>(null);
  playing = $state(false);

  readonly #session: Session;
  readonly #view: ViewChoices;
  #frame = 0;

  constructor(session: Session, view: ViewChoices) {
    this.#session = session;
    this.#view = view;
  }

  get position(): Position {
    void this.#session.version;
    if (this.chosen) return this.chosen;
    const end = endOf(this.#session.trace);
    return { seq: end.seq, ms: Math.max(end.ms, this.#session.live_ms) };
  }

  get atEnd(): boolean {
    return this.chosen === null;
  }

  /** A new run begins: follow it, or play it from its start if a speed was chosen. */
  follow(): void {
    this.pause();
    this.chosen = null;
    if (this.#view.settings.speed !== "instant" && (this.#session.isRecorded || this.#session.options.clock !== "real")) {
      this.chosen = START;
      this.play();
    }
  }

  toggle(): void {
    if (this.playing) return this.pause();
    if (this.atEnd || isAtEnd(this.#session.trace, this.position)) this.chosen = START;
    this.play();
  }

  pause(): void {
    this.playing = false;
    cancelAnimationFrame(this.#frame);
  }

  seekSeq(seq: number): void {
    this.#place(positionAfter(this.#session.trace, seq));
  }

  /** Moves to a value of the axis in use: a time, or a number of events. */
  seekValue(value: number): void {
    const { trace } = this.#session;
    this.#place(this.#view.axis === "time" ? positionAt(trace, value) : positionAfter(trace, Math.round(value + 0.5)));
  }

  step(direction: 1 | -1): void {
    const { trace } = this.#session;
    this.#place(direction === 1 ? stepForward(trace, this.position) : stepBack(trace, this.position));
  }

  stepOfFuture(id: string, direction: 1 | -1): void {
    this.#place(stepOfFuture(this.#session.trace, this.position, id, direction));
  }

  /** To the next (or previous) choice of the scheduler; stays where it is when there is none. */
  stepOfChoice(direction: 1 | -1): void {
    const seq = choiceFrom(this.#session.trace, this.position, direction);
    if (seq !== null) this.seekSeq(seq);
  }

  toStart(): void {
    this.#place(START);
  }

  toEnd(): void {
    this.pause();
    this.chosen = null;
  }

  play(): void {
    this.playing = true;
    let from = this.position;
    let since = performance.now();
    const tick = (now: number) => {
      if (!this.playing) return;
      const { trace, phase } = this.#session;
      const next = playedFrom(trace, from, Math.max(0, now - since), this.#pace());
      this.chosen = next;
      if (isAtEnd(trace, next)) {
        if (phase !== "running") return this.toEnd();
        // Playback has caught up with a run that goes on: wait here for more.
        [from, since] = [next, now];
      }
      this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  #place(position: Position): void {
    this.pause();
    this.chosen = isAtEnd(this.#session.trace, position) ? null : position;
  }

  /** Along the clock where it moves; event by event on the other axis, and where everything happens in one instant. */
  #pace(): Pace {
    const { trace } = this.#session;
    const { axis, settings: { speed } } = this.#view;
    const eventsPerSecond = Math.max(3, trace.events.length / (WHOLE_RUN_MS / 1000));
    if (axis === "order" || trace.end_ms === 0) return { by: "events", events_per_second: eventsPerSecond };
    return { by: "clock", ms_per_ms: speed === "instant" ? trace.end_ms / WHOLE_RUN_MS : Number(speed) };
  }
}
