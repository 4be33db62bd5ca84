/** Where the name under the resting cursor is used, and which places belong to its future or `await`. */
import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { LumenAsyncPlace, LumenReference } from "../../base/interface";
import { askedAtCursor, whenResting } from "./pause";
import type { AssistEvents, EditorServices } from "./services";

interface Related {
  references: readonly LumenReference[];
  future: LumenAsyncPlace | null;
}

const NOTHING: Related = { references: [], future: null };
const setRelated = StateEffect.define<Related>();

const used = Decoration.mark({ class: "mark-used" });
const written = Decoration.mark({ class: "mark-used mark-written" });
const made = Decoration.mark({ class: "mark-future mark-made", attributes: { title: "made here" } });
const awaited = Decoration.mark({ class: "mark-future mark-awaited", attributes: { title: "awaited here" } });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setRelated)) return marksOf(effect.value);
    }
    // Another text or place may mean something else: what is shown must be true.
    if (transaction.docChanged) return Decoration.none;
    return marks;
  },
  provide: (self) => EditorView.decorations.from(self),
});

export function related(services: EditorServices, events: AssistEvents): Extension {
  return [field, whenResting((view) => void look(view, services, events))];
}

async function look(view: EditorView, services: EditorServices, events: AssistEvents): Promise<void> {
  const found = view.hasFocus && view.state.selection.main.empty ? await askedAtCursor(view, (source, offset) => relatedTo(services, source, offset)) : NOTHING;
  if (!found) return;
  view.dispatch({ effects: setRelated.of(found) });
  events.onFutures(found.future);
}

async function relatedTo(services: EditorServices, source: string, offset: number): Promise<Related> {
  const [references, future] = await Promise.all([services.references(source, offset), services.futureAt(source, offset)]);
  return { references: references ?? [], future };
}

function marksOf({ references, future }: Related): DecorationSet {
  const marks = references.length > 1 ? references.map(({ range, role }) => (role === "read" ? used : written).range(range.from, range.to)) : [];
  for (const range of future?.made ?? []) marks.push(made.range(range.from, range.to));
  for (const range of future?.awaited ?? []) marks.push(awaited.range(range.from, range.to));
  return Decoration.set(marks.filter(({ from, to }) => from < to), true);
}
