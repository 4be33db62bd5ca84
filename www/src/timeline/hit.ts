/** What lies under a point of the canvas. */
import { isTerminal } from "../model/states";
import type { Lane, Marker, Span } from "../model/trace";
import { markerAt } from "./markers";
import { HEADER_H, labelX, ROW_H, type Scene } from "./scene";

export type Hit =
  | { area: "axis"; value: number }
  | { area: "fold"; lane: Lane; row: number }
  | { area: "label"; lane: Lane; row: number }
  | { area: "lane"; lane: Lane; row: number; span: Span | null; marker: Marker | null };

/** How far beside a bar or sign a pointer still means it. */
const REACH_PX = 7;

export function hitAt(scene: Scene, x: number, y: number): Hit | null {
  if (y < HEADER_H) return x >= scene.gutter ? { area: "axis", value: scene.scale.value(x) } : null;
  const row = Math.floor((y - HEADER_H + scene.scrollTop) / ROW_H);
  const lane = scene.rows[row]?.lane;
  if (!lane) return null;
  if (x >= scene.gutter) return { area: "lane", lane, row, span: spanUnder(scene, lane, x), marker: markerAt(scene, lane, x) };
  const caret = labelX(scene, lane.depth);
  const onCaret = lane.children.length > 0 && x > caret - 22 && x < caret - 2;
  return { area: onCaret ? "fold" : "label", lane, row };
}

/** The span under x; of several in one instant the longest, or the last. */
function spanUnder(scene: Scene, lane: Lane, x: number): Span | null {
  let best: Span | null = null;
  let bestWidth = -1;
  for (const span of lane.spans) {
    if (span.from.seq >= scene.position.seq) break;
    const from = scene.scale.x(span.from);
    const open = span.to === null || span.to.seq >= scene.position.seq;
    const to = isTerminal(span.state) ? from + REACH_PX : open ? scene.scale.headX(scene.position) : scene.scale.x(span.to!);
    if (x < from - REACH_PX || x > to + REACH_PX) continue;
    const inside = x >= from && x <= to ? 1 : 0;
    const width = inside * 1e6 + (isTerminal(span.state) ? 1e3 : 0) + (to - from);
    if (width >= bestWidth) [best, bestWidth] = [span, width];
  }
  return best;
}
