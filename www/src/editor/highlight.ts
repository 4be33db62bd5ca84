/** Colours from the language's own tokens. Between two looks at the text the old tokens move with the edits. */
import { RangeSetBuilder, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { LumenToken } from "../base/interface";

export const setTokens = StateEffect.define<readonly LumenToken[]>();

const marks = new Map<string, Decoration>();

function markOf(kind: LumenToken["kind"]): Decoration {
  let mark = marks.get(kind);
  if (!mark) {
    mark = Decoration.mark({ class: `token-${kind}` });
    marks.set(kind, mark);
  }
  return mark;
}

function decorationsOf(tokens: readonly LumenToken[], length: number): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { range, kind } of joined(tokens)) {
    if (range.to <= length && range.from < range.to) builder.add(range.from, range.to, markOf(kind));
  }
  return builder.finish();
}

/** Neighbours of one kind become one mark: thousands of brackets in a row are then one element, not thousands. */
function* joined(tokens: readonly LumenToken[]): Generator<LumenToken> {
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

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setTokens)) return decorationsOf(effect.value, transaction.state.doc.length);
    }
    return transaction.docChanged ? decorations.map(transaction.changes) : decorations;
  },
  provide: (self) => EditorView.decorations.from(self),
});

export function highlight(): Extension {
  return field;
}
