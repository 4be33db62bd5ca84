/** Tokens as plain numbers: they cross between threads without being copied, however many there are. */
import type { LumenToken } from "./interface";

/** Start, end and kind of each token, one after the other. */
export type PackedTokens = Uint32Array<ArrayBuffer>;

const NUMBERS_EACH = 3;

const KINDS = [
  "keyword", "name", "type", "cell", "number", "string", "escape", "comment", "operator", "punctuation", "directive", "prose", "constant",
] as const satisfies readonly LumenToken["kind"][];

const INDEX = new Map<LumenToken["kind"], number>(KINDS.map((kind, index) => [kind, index]));

export function packTokens(tokens: readonly LumenToken[]): PackedTokens {
  const packed = new Uint32Array(tokens.length * NUMBERS_EACH);
  tokens.forEach(({ range, kind }, index) => packed.set([range.from, range.to, INDEX.get(kind)!], index * NUMBERS_EACH));
  return packed;
}

/** The tokens that a part of the text holds or cuts, in order. */
export function* tokensWithin(packed: PackedTokens, from: number, to: number): Generator<LumenToken> {
  for (let at = firstAfter(packed, from) * NUMBERS_EACH; at < packed.length && packed[at]! < to; at += NUMBERS_EACH) {
    yield { range: { from: packed[at]!, to: packed[at + 1]! }, kind: KINDS[packed[at + 2]!]! };
  }
}

/** The index of the first token that ends behind an offset. */
function firstAfter(packed: PackedTokens, offset: number): number {
  let low = 0;
  let high = packed.length / NUMBERS_EACH;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (packed[middle * NUMBERS_EACH + 1]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
