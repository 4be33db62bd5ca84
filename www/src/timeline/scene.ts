/** Everything one picture of the timeline depends on, and where its parts lie. */
import type { Arrow } from "../model/arrows";
import type { Position } from "../model/playback";
import type { Row } from "../model/rows";
import type { Trace } from "../model/trace";
import type { Palette } from "./palette";
import type { TimeScale } from "./scale";

export const ROW_H = 26;
export const HEADER_H = 30;
export const INDENT_PX = 13;

export interface Scene {
  trace: Trace;
  rows: readonly Row[];
  rowIndex: ReadonlyMap<string, number>;
  position: Position;
  scale: TimeScale;
  palette: Palette;
  arrows: readonly Arrow[];
  width: number;
  height: number;
  /** Width of the column with the labels. */
  gutter: number;
  scrollTop: number;
  selected: string | null;
  hovered: string | null;
  /** Futures on the editor's current line. */
  lit: ReadonlySet<string>;
  folded: ReadonlySet<string>;
  /** The playback head is drawn: playback stands somewhere before the end, or the run goes on. */
  showHead: boolean;
}

/** The middle of a row on the canvas. */
export function rowY(scene: Scene, index: number): number {
  return HEADER_H + index * ROW_H + ROW_H / 2 - scene.scrollTop;
}

/** The rows that are at least partly visible, as a half-open range. */
export function visibleRows(scene: Scene): { first: number; end: number } {
  const first = Math.max(0, Math.floor(scene.scrollTop / ROW_H));
  const end = Math.min(scene.rows.length, Math.ceil((scene.scrollTop + scene.height - HEADER_H) / ROW_H));
  return { first, end };
}

/** Where a row's label begins. Deep trees stop indenting before the label has no room. */
export function labelX(scene: Scene, depth: number): number {
  return 22 + Math.min(depth * INDENT_PX, Math.max(0, scene.gutter - 118));
}
