/** Owns the canvas: one frame loop, the zoom, and the gestures. Says what was pointed at; decides nothing else. */
import { perFrame } from "../base/timing";
import { arrowsAround } from "../model/arrows";
import type { Position } from "../model/playback";
import type { Row } from "../model/rows";
import type { Trace } from "../model/trace";
import { draw } from "./draw";
import { Gestures } from "./gestures";
import { hitAt, type Hit } from "./hit";
import { readPalette, type Palette } from "./palette";
import { fitView, lengthOf, panned, TimeScale, zoomed, type AxisKind, type View } from "./scale";
import { HEADER_H, ROW_H, type Scene } from "./scene";

export interface TimelineInputs {
  trace: Trace;
  rows: readonly Row[];
  rowIndex: ReadonlyMap<string, number>;
  folded: ReadonlySet<string>;
  position: Position;
  axis: AxisKind;
  selected: string | null;
  hovered: string | null;
  lit: ReadonlySet<string>;
  showHead: boolean;
}

export interface TimelineEvents {
  onHover(hit: Hit | null, x: number, y: number): void;
  onPick(hit: Hit): void;
  /** The head was dragged to a value of the axis. */
  onScrub(value: number): void;
}

export class TimelineView {
  readonly #scroller: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #ctx: CanvasRenderingContext2D;
  readonly #gestures: Gestures;
  readonly #resize: ResizeObserver;
  readonly #schedule = perFrame(() => this.#paint());
  #inputs: TimelineInputs | null = null;
  #palette: Palette | null = null;
  /** The view chosen by hand; null while everything is to be seen. */
  #chosen: View | null = null;
  #scene: Scene | null = null;
  #live = true;

  constructor(scroller: HTMLElement, canvas: HTMLCanvasElement, events: TimelineEvents) {
    this.#scroller = scroller;
    this.#canvas = canvas;
    this.#ctx = canvas.getContext("2d")!;
    this.#gestures = new Gestures(canvas, {
      onHover: (x, y) => events.onHover(this.#hit(x, y), x, y),
      onLeave: () => events.onHover(null, 0, 0),
      onClick: (x, y) => this.#report(events, x, y),
      onPan: (dx) => this.panBy(-dx / this.#plotWidth()),
      onZoom: (x, factor) => this.#zoomAt(x, factor),
      onScrub: (x) => events.onScrub(this.#scaleNow()?.value(x) ?? 0),
      startsScrub: (x, y) => y < HEADER_H && x >= this.#gutter(),
    });
    this.#resize = new ResizeObserver(this.#schedule);
    this.#resize.observe(scroller);
    scroller.addEventListener("scroll", this.#schedule, { passive: true });
  }

  update(inputs: TimelineInputs): void {
    const previous = this.#inputs;
    if (previous && (previous.axis !== inputs.axis || previous.trace !== inputs.trace)) this.#chosen = null;
    this.#inputs = inputs;
    this.#schedule();
  }

  /** Reads the colours again, after a change of theme. */
  repaint(): void {
    this.#palette = null;
    this.#schedule();
  }

  fit(): void {
    this.#chosen = null;
    this.#schedule();
  }

  zoomBy(factor: number): void {
    this.#zoomAt(this.#gutter() + this.#plotWidth() / 2, factor);
  }

  /** Moves by a share of the visible width. */
  panBy(share: number): void {
    const { view, length } = this.#measures() ?? {};
    if (!view || length === undefined) return;
    this.#chosen = panned(view, (view.to - view.from) * share, length);
    this.#schedule();
  }

  revealRow(index: number): void {
    const top = index * ROW_H;
    const room = this.#scroller.clientHeight - HEADER_H;
    if (top < this.#scroller.scrollTop) this.#scroller.scrollTop = top;
    if (top + ROW_H > this.#scroller.scrollTop + room) this.#scroller.scrollTop = top + ROW_H - room;
  }

  destroy(): void {
    this.#live = false;
    this.#resize.disconnect();
    this.#gestures.destroy();
    this.#scroller.removeEventListener("scroll", this.#schedule);
  }

  #report(events: TimelineEvents, x: number, y: number): void {
    const hit = this.#hit(x, y);
    if (hit) events.onPick(hit);
  }

  #hit(x: number, y: number): Hit | null {
    return this.#scene ? hitAt(this.#scene, x, y) : null;
  }

  #zoomAt(x: number, factor: number): void {
    const measures = this.#measures();
    const scale = this.#scaleNow();
    if (!measures || !scale || !this.#inputs) return;
    this.#chosen = zoomed(this.#inputs.axis, measures.view, scale.value(x), factor, measures.length);
    this.#schedule();
  }

  #gutter(): number {
    const width = this.#scroller.clientWidth;
    return Math.round(Math.min(270, Math.max(138, width * 0.3)));
  }

  #plotWidth(): number {
    return Math.max(40, this.#scroller.clientWidth - this.#gutter());
  }

  #measures(): { view: View; length: number } | null {
    if (!this.#inputs) return null;
    const length = lengthOf(this.#inputs.axis, this.#inputs.trace, this.#inputs.position);
    return { length, view: this.#chosen ?? fitView(length, this.#plotWidth()) };
  }

  #scaleNow(): TimeScale | null {
    const measures = this.#measures();
    return measures && new TimeScale(this.#inputs!.axis, measures.view, this.#gutter(), this.#scroller.clientWidth);
  }

  #paint(): void {
    const scale = this.#scaleNow();
    if (!this.#live || !this.#inputs || !scale) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [this.#scroller.clientWidth, this.#scroller.clientHeight];
    if (width === 0 || height === 0) return;
    this.#fitCanvas(width, height, ratio);
    this.#palette ??= readPalette(this.#scroller, this.#ctx, ratio);
    this.#scene = this.#sceneOf(this.#inputs, scale, this.#palette, width, height);
    draw(this.#ctx, this.#scene);
  }

  #sceneOf(inputs: TimelineInputs, scale: TimeScale, palette: Palette, width: number, height: number): Scene {
    const centre = inputs.hovered ?? inputs.selected;
    const arrows = centre ? arrowsAround(inputs.trace, centre, inputs.position) : [];
    return { ...inputs, scale, palette, arrows, width, height, gutter: this.#gutter(), scrollTop: this.#scroller.scrollTop };
  }

  #fitCanvas(width: number, height: number, ratio: number): void {
    const [pixelsX, pixelsY] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width === pixelsX && this.#canvas.height === pixelsY) return;
    this.#canvas.width = pixelsX;
    this.#canvas.height = pixelsY;
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    this.#ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
}
