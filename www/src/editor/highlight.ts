/** Colours from the language's own tokens, for what is in view. Between two looks at the text the old tokens move with the edits. */
import { ChangeSet, RangeSetBuilder, StateEffect, type ChangeDesc, type Extension } from "@codemirror/state";
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";
import type { LumenToken } from "../base/interface";
import { packTokens, tokensWithin, type PackedTokens } from "../base/tokens";

export const setTokens = StateEffect.define<PackedTokens>();

const marks = new Map<string, Decoration>();

function markOf(kind: LumenToken["kind"]): Decoration {
  let mark = marks.get(kind);
  if (!mark) {
    mark = Decoration.mark({ class: `token-${kind}` });
    marks.set(kind, mark);
  }
  return mark;
}

class Highlighter {
  decorations: DecorationSet = Decoration.none;
  #tokens: PackedTokens = packTokens([]);
  /** What was typed since the tokens were read. */
  #since: ChangeDesc;

  constructor(length: number) {
    this.#since = ChangeSet.empty(length).desc;
  }

  update(update: ViewUpdate): void {
    if (update.docChanged) {
      this.#since = this.#since.composeDesc(update.changes.desc);
      this.decorations = this.decorations.map(update.changes);
    }
    const fresh = freshTokens(update);
    if (fresh) {
      this.#tokens = fresh;
      this.#since = ChangeSet.empty(update.state.doc.length).desc;
    }
    if (fresh || update.viewportChanged) this.decorations = this.#inView(update.view);
  }

  #inView(view: EditorView): DecorationSet {
    const builder = new RangeSetBuilder<Decoration>();
    const back = this.#since.invertedDesc;
    let end = 0;
    for (const { from, to } of view.visibleRanges) {
      for (const { range, kind } of joined(tokensWithin(this.#tokens, back.mapPos(from), back.mapPos(to)))) {
        const [start, stop] = [Math.max(end, this.#since.mapPos(range.from, 1)), this.#since.mapPos(range.to, -1)];
        if (start >= stop) continue;
        builder.add(start, stop, markOf(kind));
        end = stop;
      }
    }
    return builder.finish();
  }
}

/** The tokens that came with an update. */
function freshTokens({ transactions }: ViewUpdate): PackedTokens | null {
  const found = transactions.flatMap((transaction) => transaction.effects).findLast((effect) => effect.is(setTokens));
  return found?.value ?? null;
}

/** Neighbours of one kind become one mark: thousands of brackets in a row are then one element, not thousands. */
function* joined(tokens: Iterable<LumenToken>): Generator<LumenToken> {
  let open: LumenToken | null = null;
  for (const token of tokens) {
    if (open && open.kind === token.kind && open.range.to === token.range.from) {
      open = { kind: open.kind, range: { from: open.range.from, to: token.range.to } };
    } else {
      if (open) yield open;
      open = token;
    }
  }
  if (open) yield open;
}

export function highlight(): Extension {
  return ViewPlugin.define(({ state }) => new Highlighter(state.doc.length), { decorations: (highlighter) => highlighter.decorations });
}
