/** Paints one scene. Pure with respect to the scene: the same scene gives the same picture. */
import { clipped, formatMs } from "../base/text";
import { phraseOf } from "../model/arrows";
import { rowIndexOf, type Row } from "../model/rows";
import { isTerminal } from "../model/states";
import { spanAt, type Lane, type Span } from "../model/trace";
import { BAR_H, drawBar, drawGlyph, RUNNING_MIN_PX } from "./bars";
import { glyphOf } from "./glyphs";
import { drawMarkers } from "./markers";
import { HEADER_H, labelX, ROW_H, rowY, visibleRows, type Scene } from "./scene";

export function draw(ctx: CanvasRenderingContext2D, scene: Scene): void {
  ctx.clearRect(0, 0, scene.width, scene.height);
  drawGrid(ctx, scene);
  const { first, end } = visibleRows(scene);
  for (let index = first; index < end; index++) drawRowGround(ctx, scene, index);
  clipTo(ctx, scene.gutter, HEADER_H, scene.width - scene.gutter, scene.height - HEADER_H, () => {
    for (let index = first; index < end; index++) drawLane(ctx, scene, scene.rows[index]!.lane, rowY(scene, index));
    drawArrows(ctx, scene);
  });
  clipTo(ctx, 0, HEADER_H, scene.gutter, scene.height - HEADER_H, () => {
    for (let index = first; index < end; index++) drawLabel(ctx, scene, scene.rows[index]!, rowY(scene, index));
  });
  drawHeader(ctx, scene);
  if (scene.showHead) drawHead(ctx, scene);
}

function clipTo(ctx: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, paint: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, w, h);
  ctx.clip();
  paint();
  ctx.restore();
}

function drawGrid(ctx: CanvasRenderingContext2D, scene: Scene): void {
  ctx.fillStyle = scene.palette.line;
  for (const tick of scene.scale.ticks()) {
    if (tick.x >= scene.gutter) ctx.fillRect(Math.round(tick.x), HEADER_H, 1, scene.height);
  }
}

function drawRowGround(ctx: CanvasRenderingContext2D, scene: Scene, index: number): void {
  const { id } = scene.rows[index]!.lane;
  const { palette } = scene;
  const color = id === scene.selected ? palette.selected : id === scene.hovered || scene.lit.has(id) ? palette.lit : null;
  const top = rowY(scene, index) - ROW_H / 2;
  if (color) {
    ctx.fillStyle = color;
    ctx.fillRect(0, top, scene.width, ROW_H);
  }
  if (scene.lit.has(id)) {
    ctx.fillStyle = palette.accent;
    ctx.fillRect(0, top + 3, 3, ROW_H - 6);
  }
}

function drawLane(ctx: CanvasRenderingContext2D, scene: Scene, lane: Lane, y: number): void {
  // Work takes no virtual time: its thin bars go on top of the long ones that begin where it ends.
  drawSpans(ctx, scene, lane, y, (span) => span.state !== "running");
  drawSpans(ctx, scene, lane, y, (span) => span.state === "running");
  const last = lane.spans.at(-1)!;
  const outcome = isTerminal(last.state) && last.from.seq < scene.position.seq ? { span: last, x: scene.scale.x(last.from) } : null;
  drawMarkers(ctx, scene, lane, { y, outcomeX: outcome?.x ?? null });
  if (outcome) drawOutcome(ctx, scene, lane, outcome.span, outcome.x, y);
}

/** Less than this beyond what is painted nobody sees. */
const NEW_MIN_PX = 0.5;

function drawSpans(ctx: CanvasRenderingContext2D, scene: Scene, lane: Lane, y: number, wanted: (span: Span) => boolean): void {
  let paintedTo = -1;
  for (let index = firstVisibleSpan(scene, lane); index < lane.spans.length; index++) {
    const span = lane.spans[index]!;
    if (span.from.seq >= scene.position.seq || isTerminal(span.state)) break;
    const x = scene.scale.x(span.from);
    if (x > scene.width) break;
    if (wanted(span)) paintedTo = drawSpan(ctx, scene, span, { x, y }, paintedTo);
  }
}

/** Draws a stretch and gives back how far the lane is painted; what would fall on painted pixels is left out. */
function drawSpan(ctx: CanvasRenderingContext2D, scene: Scene, span: Span, at: { x: number; y: number }, paintedTo: number): number {
  const end = spanEndX(scene, span);
  const width = Math.max(end - at.x, span.state === "running" ? RUNNING_MIN_PX : 0);
  if (width < 0.75 || at.x + width < paintedTo + NEW_MIN_PX) return paintedTo;
  const x = Math.max(at.x, scene.gutter - 20);
  drawBar(ctx, scene.palette, span.state, { x, y: at.y, w: at.x + width - x, onOthers: span.waitsFor?.type === "futures" });
  if (span.state === "waiting") drawWaitText(ctx, scene, span, { x: Math.max(at.x, scene.gutter), end, y: at.y });
  return at.x + width;
}

function spanEndX(scene: Scene, span: Span): number {
  const open = span.to === null || span.to.seq >= scene.position.seq;
  return open ? scene.scale.headX(scene.position) : scene.scale.x(span.to!);
}

function drawWaitText(ctx: CanvasRenderingContext2D, scene: Scene, span: Span, box: { x: number; end: number; y: number }): void {
  const phrase = phraseOf(span);
  const room = Math.min(box.end, scene.width) - box.x - 16;
  if (!phrase || room < 60) return;
  ctx.font = `500 10.5px ${scene.palette.sans}`;
  const text = fitted(ctx, span.waitsFor?.type === "timer" ? `until ${formatMs(span.waitsFor.until_ms)}` : `for ${phrase}`, room);
  const width = ctx.measureText(text).width;
  ctx.fillStyle = scene.palette.paper;
  ctx.globalAlpha = 0.86;
  ctx.beginPath();
  ctx.roundRect(box.x + 5, box.y - BAR_H / 2 + 1.5, width + 7, BAR_H - 3, 3);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.fillStyle = scene.palette.ink;
  ctx.textBaseline = "middle";
  ctx.fillText(text, box.x + 8.5, box.y + 0.5);
}

function drawOutcome(ctx: CanvasRenderingContext2D, scene: Scene, lane: Lane, span: Span, x: number, y: number): void {
  const { palette } = scene;
  drawGlyph(ctx, palette, glyphOf(lane, span.state), { x: x + 1, y, size: 15 });
  const text = lane.cause ?? lane.outcome;
  const room = scene.width - x - 18;
  if (!text || room < 24 || text === "null") return;
  ctx.font = lane.cause ? `italic 11px ${palette.sans}` : `11px ${palette.mono}`;
  ctx.fillStyle = span.state === "failed" ? palette.states.failed : palette.muted;
  ctx.textBaseline = "middle";
  ctx.fillText(fitted(ctx, clipped(text, 80), room), x + 13, y + 0.5);
}

function drawLabel(ctx: CanvasRenderingContext2D, scene: Scene, row: Row, y: number): void {
  const { palette } = scene;
  const { lane } = row;
  const span = spanAt(lane, scene.position.seq);
  const x = labelX(scene, lane.depth);
  ctx.globalAlpha = span ? 1 : 0.35;
  if (lane.children.length > 0) drawCaret(ctx, scene, lane, { x: x - 12, y });
  if (span) drawGlyph(ctx, palette, glyphOf(lane, span.state), { x: x + 5, y, size: 12 });
  ctx.textBaseline = "middle";
  const note = row.hidden > 0 ? `+${row.hidden}` : lane.id;
  ctx.font = `10.5px ${palette.mono}`;
  const noteWidth = scene.gutter > 215 ? Math.min(ctx.measureText(note).width, 70) : 0;
  ctx.font = `${lane.id === scene.selected ? 600 : 400} 12px ${palette.mono}`;
  ctx.fillStyle = palette.ink;
  ctx.fillText(fitted(ctx, clipped(lane.label, 60), scene.gutter - x - 30 - noteWidth), x + 15, y + 0.5);
  if (noteWidth > 0) {
    ctx.font = `10.5px ${palette.mono}`;
    ctx.fillStyle = palette.muted;
    ctx.textAlign = "right";
    ctx.fillText(fitted(ctx, note, 70), scene.gutter - 9, y + 0.5);
    ctx.textAlign = "left";
  }
  ctx.globalAlpha = 1;
}

function drawCaret(ctx: CanvasRenderingContext2D, scene: Scene, lane: Lane, at: { x: number; y: number }): void {
  ctx.save();
  ctx.translate(at.x, at.y);
  if (!scene.folded.has(lane.id)) ctx.rotate(Math.PI / 2);
  ctx.beginPath();
  ctx.moveTo(-1.5, -3.5);
  ctx.lineTo(2, 0);
  ctx.lineTo(-1.5, 3.5);
  ctx.strokeStyle = scene.palette.muted;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.restore();
}

function drawHeader(ctx: CanvasRenderingContext2D, scene: Scene): void {
  const { palette } = scene;
  ctx.fillStyle = palette.paper;
  ctx.fillRect(0, 0, scene.width, HEADER_H);
  ctx.fillStyle = palette.line;
  ctx.fillRect(0, HEADER_H - 1, scene.width, 1);
  ctx.fillRect(scene.gutter - 1, 0, 1, scene.height);
  ctx.font = `11px ${palette.sans}`;
  ctx.fillStyle = palette.muted;
  ctx.textBaseline = "middle";
  ctx.fillText(scene.scale.kind === "time" ? "future · clock" : "future · event", 12, HEADER_H / 2);
  clipTo(ctx, scene.gutter, 0, scene.width - scene.gutter, HEADER_H, () => {
    ctx.textAlign = "center";
    for (const tick of scene.scale.ticks()) {
      const half = ctx.measureText(tick.label).width / 2 + 3;
      if (tick.x + half < scene.width) ctx.fillText(tick.label, Math.max(tick.x, scene.gutter + half), HEADER_H / 2);
    }
    ctx.textAlign = "left";
  });
}

function drawHead(ctx: CanvasRenderingContext2D, scene: Scene): void {
  const x = scene.scale.headX(scene.position);
  if (x < scene.gutter || x > scene.width) return;
  const { palette } = scene;
  ctx.fillStyle = palette.accent;
  ctx.fillRect(Math.round(x) - 0.75, HEADER_H - 8, 1.5, scene.height);
  ctx.beginPath();
  ctx.moveTo(x - 5.5, HEADER_H - 12);
  ctx.lineTo(x + 5.5, HEADER_H - 12);
  ctx.lineTo(x, HEADER_H - 3);
  ctx.fill();
}

function drawArrows(ctx: CanvasRenderingContext2D, scene: Scene): void {
  const { first, end } = visibleRows(scene);
  const beyond = new Set<string>();
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = scene.palette.ink;
  for (const arrow of scene.arrows) {
    const [fromRow, toRow] = [rowOf(scene, arrow.from), rowOf(scene, arrow.to)];
    if (fromRow === null || toRow === null || fromRow === toRow) continue;
    // Of many arrows that leave the view on one side, one tells it.
    const side = toRow < first ? "above" : toRow >= end ? "below" : null;
    if (side && beyond.has(side + arrow.from)) continue;
    if (side) beyond.add(side + arrow.from);
    ctx.globalAlpha = arrow.current ? 0.9 : 0.45;
    const x = Math.max(scene.scale.x(arrow.at) + 5, scene.gutter + 6);
    drawArrow(ctx, x, rowY(scene, fromRow), rowY(scene, toRow), arrow.current);
  }
  ctx.restore();
}

function rowOf(scene: Scene, id: string): number | null {
  const lane = scene.trace.lane(id);
  return lane && rowIndexOf(scene.rowIndex, lane);
}

/** From the one who waits to the one waited for. */
function drawArrow(ctx: CanvasRenderingContext2D, x: number, fromY: number, toY: number, current: boolean): void {
  const way = Math.sign(toY - fromY);
  const [start, end] = [fromY + (way * BAR_H) / 2, toY - (way * BAR_H) / 2];
  ctx.lineWidth = current ? 1.6 : 1.2;
  ctx.beginPath();
  ctx.arc(x, start, 2.2, 0, Math.PI * 2);
  ctx.fill();
  ctx.beginPath();
  ctx.moveTo(x, start);
  ctx.lineTo(x, end - way * 4);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x - 4, end - way * 6);
  ctx.lineTo(x + 4, end - way * 6);
  ctx.lineTo(x, end);
  ctx.fill();
}

/** The first span that can reach into the view, found by halving. */
function firstVisibleSpan(scene: Scene, lane: Lane): number {
  let low = 0;
  let high = lane.spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scene.scale.x(lane.spans[middle]!.from) < scene.gutter) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** As much of a text as fits, measured in the current font. */
function fitted(ctx: CanvasRenderingContext2D, text: string, room_px: number): string {
  const width = ctx.measureText(text).width;
  if (width <= room_px) return text;
  const chars = Math.floor((text.length * room_px) / width) - 1;
  return chars > 0 ? `${text.slice(0, chars)}…` : "";
}
