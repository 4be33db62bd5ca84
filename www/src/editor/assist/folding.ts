/** Folds cells, blocks and documents' parts where the language says they begin and end. */
import { codeFolding, foldGutter, foldKeymap, foldService } from "@codemirror/language";
import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import type { LumenRange } from "../../base/interface";
import { whenResting } from "./pause";
import type { EditorServices } from "./services";

const setFolds = StateEffect.define<readonly LumenRange[]>();

/** What can be folded, by where it begins; it moves with the edits until the text is looked at again. */
const field = StateField.define<readonly LumenRange[]>({
  create: () => [],
  update(folds, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setFolds)) return effect.value;
    }
    if (!transaction.docChanged) return folds;
    return folds.map(({ from, to }) => ({ from: transaction.changes.mapPos(from), to: transaction.changes.mapPos(to) }));
  },
});

export function folding(services: EditorServices): Extension {
  let asked: EditorState["doc"] | null = null;
  return [
    field,
    codeFolding({ placeholderText: "…" }),
    foldGutter({ openText: "⌄", closedText: "›", foldingChanged: (update) => update.startState.field(field, false) !== update.state.field(field) }),
    foldService.of((state, lineStart, lineEnd) => foldOnLine(state.field(field), state, lineStart, lineEnd)),
    keymap.of(foldKeymap),
    whenResting(async (view) => {
      const { doc } = view.state;
      if (doc === asked) return;
      asked = doc;
      const folds = await services.folds(doc.toString());
      if (folds && view.state.doc === doc) view.dispatch({ effects: setFolds.of(folds) });
    }),
  ];
}

/** The largest part that begins on a line, without that line, so that its first line stays readable. */
export function foldOnLine(folds: readonly LumenRange[], state: EditorState, lineStart: number, lineEnd: number): LumenRange | null {
  const here = folds.filter(({ from, to }) => from >= lineStart && from <= lineEnd && to > lineEnd && to <= state.doc.length);
  const to = Math.max(...here.map((fold) => fold.to));
  return here.length > 0 ? { from: lineEnd, to } : null;
}
