/** Colours from the page's custom properties, and the patterns that keep states apart without them. */
import type { LaneState } from "../model/states";

export interface Palette {
  paper: string;
  stripe: string;
  ink: string;
  muted: string;
  line: string;
  accent: string;
  lit: string;
  selected: string;
  states: Record<LaneState, string>;
  hatch: CanvasPattern | string;
  dots: CanvasPattern | string;
  sans: string;
  mono: string;
}

const STATES: readonly LaneState[] = ["queued", "ready", "running", "waiting", "completed", "failed", "cancelled"];

export function readPalette(element: HTMLElement, ctx: CanvasRenderingContext2D, ratio: number): Palette {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const states = Object.fromEntries(STATES.map((state) => [state, color(`state-${state}`)])) as Record<LaneState, string>;
  return {
    paper: color("surface"),
    stripe: color("stripe"),
    ink: color("ink"),
    muted: color("muted"),
    line: color("line"),
    accent: color("accent-strong"),
    lit: color("active-line"),
    selected: color("selection"),
    states,
    hatch: hatchOf(ctx, states.waiting, ratio),
    dots: dotsOf(ctx, states.ready, ratio),
    sans: color("sans"),
    mono: color("mono"),
  };
}

/** Diagonal lines, seven pixels apart, that meet across the tile's edges. */
function hatchOf(ctx: CanvasRenderingContext2D, color: string, ratio: number): CanvasPattern | string {
  return tile(ctx, 7, ratio, color, (pen) => {
    pen.strokeStyle = color;
    pen.lineWidth = 1.4;
    for (const shift of [-7, 0, 7]) {
      pen.moveTo(shift - 1, 8);
      pen.lineTo(shift + 8, -1);
    }
    pen.stroke();
  });
}

function dotsOf(ctx: CanvasRenderingContext2D, color: string, ratio: number): CanvasPattern | string {
  return tile(ctx, 5, ratio, color, (pen) => {
    pen.fillStyle = color;
    pen.arc(2.5, 2.5, 1.1, 0, Math.PI * 2);
    pen.fill();
  });
}

function tile(ctx: CanvasRenderingContext2D, size: number, ratio: number, fallback: string, paint: (pen: CanvasRenderingContext2D) => void) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(size * ratio);
  const pen = canvas.getContext("2d")!;
  pen.scale(canvas.width / size, canvas.height / size);
  pen.beginPath();
  paint(pen);
  const pattern = ctx.createPattern(canvas, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(size / canvas.width));
  return pattern ?? fallback;
}
