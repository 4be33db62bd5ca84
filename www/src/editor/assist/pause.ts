/** Runs something once the cursor has rested for a while. */
import type { Extension } from "@codemirror/state";
import { ViewPlugin, type EditorView, type ViewUpdate } from "@codemirror/view";
import { debounced } from "../../base/timing";

/** Long enough not to flicker while one walks, short enough to seem immediate when one stops. */
const REST_MS = 220;

/** `onRest` is called with the editor after each rest in a place; what comes back late must look whether it still fits. */
export function whenResting(onRest: (view: EditorView) => unknown): Extension {
  return ViewPlugin.define((view) => {
    const rest = debounced(REST_MS, () => onRest(view));
    rest.poke();
    return {
      update(update: ViewUpdate) {
        if (update.docChanged || update.selectionSet || update.focusChanged) rest.poke();
      },
      destroy: () => rest.cancel(),
    };
  });
}

/** Asks about the place of the cursor; null when text or cursor have moved on before the answer came. */
export async function askedAtCursor<T>(view: EditorView, ask: (source: string, offset: number) => Promise<T | null>): Promise<T | null> {
  const { doc, selection } = view.state;
  const answer = await ask(doc.toString(), selection.main.head);
  return view.state.doc === doc && view.state.selection.eq(selection) ? answer : null;
}
