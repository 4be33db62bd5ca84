/** Rows of the timeline and of the table: lanes in tree order, without what is folded away. */
import type { LumenRange } from "../base/interface";
import type { Lane, Trace } from "./trace";

export interface Row {
  lane: Lane;
  /** Futures hidden under this row because it is folded. */
  hidden: number;
}

/** Lanes in tree order; children of a folded lane are left out and counted. */
export function rowsOf(trace: Trace, folded: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const stack = trace.roots.toReversed();
  while (stack.length > 0) {
    const lane = stack.pop()!;
    const isFolded = folded.has(lane.id) && lane.children.length > 0;
    rows.push({ lane, hidden: isFolded ? descendantsOf(lane) : 0 });
    if (isFolded) continue;
    for (let index = lane.children.length - 1; index >= 0; index--) stack.push(lane.children[index]!);
  }
  return rows;
}

/** The row that stands for a future: its own, or that of the folded ancestor that hides it. */
export function rowIndexOf(index: ReadonlyMap<string, number>, lane: Lane): number | null {
  for (let at: Lane | null = lane; at; at = at.parent) {
    const row = index.get(at.id);
    if (row !== undefined) return row;
  }
  return null;
}

export function indexRows(rows: readonly Row[]): Map<string, number> {
  return new Map(rows.map((row, index) => [row.lane.id, index]));
}

/** Futures whose code, or a span of it, stands on a line of the source. */
export function lanesOnLine(trace: Trace, line: number): Set<string> {
  const found = new Set<string>();
  for (const lane of trace.lanes.values()) {
    const spanned = lane.place?.line === line || lane.spans.some((span) => span.place?.line === line);
    if (spanned) found.add(lane.id);
  }
  return found;
}

/** Futures that were made within one of these places. */
export function lanesMadeAt(trace: Trace, places: readonly LumenRange[]): Set<string> {
  const found = new Set<string>();
  for (const { id, range } of trace.lanes.values()) {
    if (range && places.some((place) => place.from <= range.from && range.to <= place.to)) found.add(id);
  }
  return found;
}

function descendantsOf(lane: Lane): number {
  let count = 0;
  const stack = [...lane.children];
  while (stack.length > 0) {
    const next = stack.pop()!;
    count += 1;
    stack.push(...next.children);
  }
  return count;
}
