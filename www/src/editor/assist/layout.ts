/** Puts the text into its one layout, as one step of the history, with the cursor where it was. */
import type { Extension } from "@codemirror/state";
import { keymap, type EditorView } from "@codemirror/view";
import { layoutChanges } from "./changes";
import type { AssistEvents, EditorServices } from "./services";

export function layout(services: EditorServices, events: AssistEvents): Extension {
  return keymap.of([{ key: "Shift-Alt-f", run: (view) => (void format(view, services, events), true) }]);
}

/** Formats the text. One that cannot be read yet is left as it is. */
export async function format(view: EditorView, services: EditorServices, events: AssistEvents): Promise<void> {
  const { doc } = view.state;
  const source = doc.toString();
  try {
    const formatted = await services.format(source);
    if (formatted === null || view.state.doc !== doc) return;
    view.dispatch({ changes: layoutChanges(source, formatted), userEvent: "input.format", scrollIntoView: true });
  } catch {
    events.onRefused("The program cannot be read as it stands, so its layout was left alone. Mend the marked errors first.");
  }
}
