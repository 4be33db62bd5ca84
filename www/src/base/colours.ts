/** A text cut into pieces of one colour each. */
import type { LumenToken } from "./interface";

export interface Piece {
  text: string;
  /** The token's kind; null between tokens. */
  kind: LumenToken["kind"] | null;
}

export function coloured(source: string, tokens: readonly LumenToken[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { range, kind } of tokens) {
    if (range.from > at) pieces.push({ text: source.slice(at, range.from), kind: null });
    pieces.push({ text: source.slice(range.from, range.to), kind });
    at = range.to;
  }
  if (at < source.length) pieces.push({ text: source.slice(at), kind: null });
  return pieces;
}
