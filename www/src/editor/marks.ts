/** Marks what the timeline points at: the places of a future, and the line just jumped to. */
import { StateEffect, StateField, type Extension, type Range } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { LumenRange } from "../base/interface";

/** Ranges of the future that is hovered or selected in the timeline. */
export const setPointed = StateEffect.define<readonly LumenRange[]>();

const pointed = Decoration.mark({ class: "mark-pointed" });
const pointedLine = Decoration.line({ class: "mark-pointed-line" });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setPointed)) return decorationsOf(transaction.state.doc, effect.value);
    }
    return transaction.docChanged ? decorations.map(transaction.changes) : decorations;
  },
  provide: (self) => EditorView.decorations.from(self),
});

function decorationsOf(doc: EditorView["state"]["doc"], ranges: readonly LumenRange[]): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of ranges) {
    if (to > doc.length || from > to) continue;
    const line = doc.lineAt(from);
    found.push(pointedLine.range(line.from));
    if (from < to) found.push(pointed.range(from, Math.min(to, line.to)));
  }
  return Decoration.set(found.filter((mark) => mark.from <= mark.to), true);
}

export function marks(): Extension {
  return field;
}
