/** Paints one stretch of one state, and one sign. */
import type { LaneState } from "../model/states";
import { GLYPHS, type GlyphName } from "./glyphs";
import type { Palette } from "./palette";

export const BAR_H = 14;

/** CPU work takes no virtual time; this keeps its instants visible. */
export const RUNNING_MIN_PX = 4;

export interface Box {
  x: number;
  y: number;
  w: number;
  /** A wait for other futures, which show what goes on, is drawn quieter than a wait for the outside. */
  onOthers?: boolean;
}

/** A bar of a state; `y` is the middle of its lane. */
export function drawBar(ctx: CanvasRenderingContext2D, palette: Palette, state: LaneState, box: Box): void {
  const color = palette.states[state];
  const top = box.y - BAR_H / 2;
  const x = Math.round(box.x);
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(x, top, box.w, BAR_H, Math.min(4, box.w / 2));
  switch (state) {
    case "running":
      ctx.fillStyle = color;
      ctx.fill();
      break;
    case "waiting":
      fillTinted(ctx, color, palette.hatch, box.onOthers ? 0.05 : 0.16, box.onOthers ? 0.22 : 0.5);
      outline(ctx, color, box.onOthers ? 0.45 : 0.85);
      break;
    case "ready":
      fillTinted(ctx, color, palette.dots, 0.08, 0.85);
      outline(ctx, color, 0.75);
      break;
    default:
      ctx.setLineDash([4, 3]);
      outline(ctx, color, 1);
  }
  ctx.restore();
}

function fillTinted(ctx: CanvasRenderingContext2D, color: string, pattern: CanvasPattern | string, tint: number, strength: number): void {
  ctx.globalAlpha = tint;
  ctx.fillStyle = color;
  ctx.fill();
  ctx.globalAlpha = strength;
  ctx.fillStyle = pattern;
  ctx.fill();
}

function outline(ctx: CanvasRenderingContext2D, color: string, alpha: number): void {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.stroke();
}

const paths = new Map<string, Path2D>();

function pathOf(data: string): Path2D {
  let path = paths.get(data);
  if (!path) {
    path = new Path2D(data);
    paths.set(data, path);
  }
  return path;
}

/** A state's sign with its middle at `x`, `y`. */
export function drawGlyph(ctx: CanvasRenderingContext2D, palette: Palette, name: GlyphName, at: { x: number; y: number; size: number }): void {
  const glyph = GLYPHS[name];
  const color = palette.states[glyph.state];
  ctx.save();
  ctx.translate(at.x - at.size / 2, at.y - at.size / 2);
  ctx.scale(at.size / 16, at.size / 16);
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  ctx.lineWidth = name === "queued" ? 2.8 : 1.9;
  if (glyph.body) {
    ctx.fillStyle = color;
    ctx.fill(pathOf(glyph.body));
  } else if (glyph.state === "cancelled") {
    ctx.fillStyle = palette.paper;
    ctx.fill(pathOf("M1.8 8a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0z"));
  }
  if (glyph.line) {
    ctx.strokeStyle = glyph.body ? palette.paper : color;
    ctx.stroke(pathOf(glyph.line));
  }
  ctx.restore();
}
