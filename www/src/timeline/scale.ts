/** The only place that turns moments into x and back, for both axes: the clock, and the order of events. */
import { scaleLinear } from "d3-scale";
import { formatMs } from "../base/text";
import type { Position } from "../model/playback";
import type { Moment, Trace } from "../model/trace";

export type AxisKind = "time" | "order";

/** The part of the axis that is in view, in milliseconds or events. */
export interface View {
  from: number;
  to: number;
}

export interface Tick {
  x: number;
  label: string;
}

/** Room at the left so that what happens at 0 does not stick to the edge, and at the right for outcomes. */
const PAD_LEFT_PX = 12;
const PAD_RIGHT_PX = 96;

/** The narrowest view: half a millisecond, or four events. */
const SPAN_MIN: Record<AxisKind, number> = { time: 0.5, order: 4 };

export class TimeScale {
  readonly kind: AxisKind;
  readonly view: View;
  readonly left: number;
  readonly right: number;
  readonly #scale;

  constructor(kind: AxisKind, view: View, left: number, right: number) {
    this.kind = kind;
    this.view = view;
    this.left = left;
    this.right = right;
    this.#scale = scaleLinear([view.from, view.to], [left + PAD_LEFT_PX, right]);
  }

  x(moment: Moment): number {
    return this.#scale(this.kind === "time" ? moment.ms : moment.seq);
  }

  /** Where the playback position stands: on the clock, or right behind the last event. */
  headX(position: Position): number {
    return this.#scale(this.kind === "time" ? position.ms : position.seq - 0.5);
  }

  value(x: number): number {
    return this.#scale.invert(x);
  }

  ticks(): Tick[] {
    const count = Math.max(2, Math.floor((this.right - this.left) / 96));
    const values = this.#scale.ticks(count).filter((value) => value >= 0 && (this.kind === "time" || Number.isInteger(value)));
    return values.map((value) => ({ x: this.#scale(value), label: this.kind === "time" ? formatMs(value) : `#${value}` }));
  }
}

/** The whole length of a run on an axis; never nothing, so that an empty run has an axis too. A real clock may stand behind the last event. */
export function lengthOf(kind: AxisKind, trace: Trace, position: Position): number {
  return kind === "time" ? Math.max(trace.end_ms, position.ms, 1) : Math.max(trace.events.length, SPAN_MIN.order);
}

/** The view that shows everything, with room for the outcomes at the right. */
export function fitView(length: number, width_px: number): View {
  const room = Math.max(0.3, (width_px - PAD_LEFT_PX - Math.min(PAD_RIGHT_PX, width_px * 0.3)) / Math.max(1, width_px - PAD_LEFT_PX));
  return { from: 0, to: length / room };
}

/** Zooms about a value of the axis; a factor above 1 shows less. */
export function zoomed(kind: AxisKind, view: View, about: number, factor: number, length: number): View {
  const spanMax = length * 2;
  const span = Math.min(Math.max((view.to - view.from) / factor, Math.min(SPAN_MIN[kind], spanMax)), spanMax);
  const share = (about - view.from) / (view.to - view.from);
  return clamped({ from: about - share * span, to: about + (1 - share) * span }, length);
}

export function panned(view: View, by: number, length: number): View {
  return clamped({ from: view.from + by, to: view.to + by }, length);
}

/** Keeps some of the run in view. */
function clamped(view: View, length: number): View {
  const span = view.to - view.from;
  const from = Math.min(Math.max(view.from, -span * 0.1), Math.max(0, length - span * 0.2));
  return { from, to: from + span };
}
