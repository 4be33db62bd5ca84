/** One sign per state, in a box of 16 by 16: the shape tells what the colour tells. Shared by canvas and DOM. */
import type { LaneState } from "../model/states";
import type { Lane } from "../model/trace";

export type GlyphName = LaneState | "timed-out" | "lost" | "dropped";

export interface Glyph {
  /** Filled with the state's colour. */
  body: string | null;
  /** Stroked: in the background's colour over a body, else in the state's colour. */
  line: string | null;
  state: LaneState;
}

const DISC = "M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0z";
const RING = "M1.8 8a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0z";

export const GLYPHS: Record<GlyphName, Glyph> = {
  queued: { body: null, line: "M3 8h.01M8 8h.01M13 8h.01", state: "queued" },
  ready: { body: null, line: "M5 3.2l7 4.8-7 4.8z", state: "ready" },
  running: { body: "M4 2.2l10 5.8-10 5.8z", line: null, state: "running" },
  waiting: { body: null, line: "M5.5 3.5v9M10.5 3.5v9", state: "waiting" },
  completed: { body: DISC, line: "M4.8 8.3l2.3 2.3 4.3-4.8", state: "completed" },
  failed: { body: "M8 .2l7.8 7.8L8 15.8.2 8z", line: "M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8", state: "failed" },
  cancelled: { body: null, line: `${RING}M3.8 12.2l8.4-8.4`, state: "cancelled" },
  "timed-out": { body: null, line: `${RING}M8 4.6V8l2.6 1.6`, state: "cancelled" },
  lost: { body: null, line: `${RING}M4.8 8h6.4`, state: "cancelled" },
  dropped: { body: null, line: `${RING}M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8`, state: "cancelled" },
};

/** The sign of a lane in a state; cancelled lanes say why. */
export function glyphOf(lane: Lane, state: LaneState): GlyphName {
  if (state === "completed" && lane.cause === "timed out") return "timed-out";
  if (state !== "cancelled") return state;
  switch (lane.cause) {
    case "timed out":
      return "timed-out";
    case "lost the race":
      return "lost";
    case "a sibling failed":
    case "no longer needed":
      return "dropped";
    default:
      return "cancelled";
  }
}
