/** Carries places of the text that ran over to the text as it is now, however it was edited since. */
import { ChangeSet, StateEffect, StateField, type ChangeDesc, type EditorState, type Extension } from "@codemirror/state";
import type { LumenRange } from "../base/interface";

/** The present text is the one that runs. */
export const setBaseline = StateEffect.define<null>();

const changes = StateField.define<ChangeDesc>({
  create: (state) => ChangeSet.empty(state.doc.length).desc,
  update(since, transaction) {
    if (transaction.effects.some((effect) => effect.is(setBaseline))) return ChangeSet.empty(transaction.newDoc.length).desc;
    return transaction.docChanged ? since.composeDesc(transaction.changes.desc) : since;
  },
});

export function baseline(): Extension {
  return changes;
}

/** Where a place of the baseline stands now; null when it is gone. */
export function mapped(state: EditorState, range: LumenRange): LumenRange | null {
  const since = state.field(changes);
  if (range.to > since.length) return null;
  const from = since.mapPos(range.from, 1);
  const to = since.mapPos(range.to, -1);
  return from < to || range.from === range.to ? { from, to: Math.max(from, to) } : null;
}
