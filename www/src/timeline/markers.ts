/** Paints what a future did at one moment: prints, messages, tallies, choices. */
import { clipped } from "../base/text";
import type { Lane, Marker, MarkerKind } from "../model/trace";
import type { Scene } from "./scene";

/** Markers closer together than this are drawn as one. */
const MERGE_PX = 4;

/** Markers closer than this to the outcome's sign step aside to its left. */
const OUTCOME_PX = 11;

/** The first marker under a point of a lane, within a finger's width. */
export function markerAt(scene: Scene, lane: Lane, x: number): Marker | null {
  const near = lane.markers.filter((marker) => marker.seq < scene.position.seq && Math.abs(scene.scale.x(marker) - x) < OUTCOME_PX + 2);
  return near.at(-1) ?? null;
}

export function drawMarkers(ctx: CanvasRenderingContext2D, scene: Scene, lane: Lane, at: { y: number; outcomeX: number | null }): void {
  let lastX = Number.NEGATIVE_INFINITY;
  for (const marker of lane.markers) {
    if (marker.seq >= scene.position.seq) break;
    const exact = scene.scale.x(marker);
    if (exact > scene.width) break;
    const x = at.outcomeX === null ? exact : Math.min(exact, at.outcomeX - OUTCOME_PX);
    if (x < scene.gutter || x - lastX < MERGE_PX) continue;
    lastX = x;
    drawMarker(ctx, scene, marker.kind, x, at.y);
    if (marker.kind === "tally") drawTally(ctx, scene, marker, x, at.y);
  }
}

function drawMarker(ctx: CanvasRenderingContext2D, scene: Scene, kind: MarkerKind, x: number, y: number): void {
  ctx.beginPath();
  shapeOf(ctx, kind, x, y);
  ctx.fillStyle = kind === "chosen" || kind === "deferred" ? scene.palette.paper : scene.palette.ink;
  ctx.strokeStyle = kind === "chosen" || kind === "deferred" ? scene.palette.ink : scene.palette.paper;
  ctx.lineWidth = 1.4;
  ctx.stroke();
  ctx.fill();
}

/** Printed: a dot. Messages: triangles out and in. Shared cells and tools: squares. Choices: a diamond. */
function shapeOf(ctx: CanvasRenderingContext2D, kind: MarkerKind, x: number, y: number): void {
  switch (kind) {
    case "sent":
      return polygon(ctx, [[x - 4, y + 3.5], [x + 4, y + 3.5], [x, y - 4]]);
    case "received":
      return polygon(ctx, [[x - 4, y - 3.5], [x + 4, y - 3.5], [x, y + 4]]);
    case "chosen":
      return polygon(ctx, [[x, y - 5], [x + 5, y], [x, y + 5], [x - 5, y]]);
    case "shared":
    case "tool":
    case "tally":
      return ctx.rect(x - 3.2, y - 3.2, 6.4, 6.4);
    default:
      ctx.arc(x, y, 3, 0, Math.PI * 2);
  }
}

function polygon(ctx: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  points.forEach(([x, y], index) => (index === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.closePath();
}

/** The votes stand to the left of where they were counted, since the outcome stands to the right. */
function drawTally(ctx: CanvasRenderingContext2D, scene: Scene, marker: Marker, x: number, y: number): void {
  const { palette } = scene;
  const text = clipped(marker.text, 48);
  ctx.font = `500 10.5px ${palette.sans}`;
  const width = ctx.measureText(text).width;
  if (x - width - 18 < scene.gutter) return;
  ctx.fillStyle = palette.paper;
  ctx.beginPath();
  ctx.roundRect(x - width - 17, y - 6, width + 10, 12, 3);
  ctx.fill();
  ctx.fillStyle = palette.ink;
  ctx.textBaseline = "middle";
  ctx.fillText(text, x - width - 12, y + 0.5);
}
