/** Goes to where a name is declared: by key, or by a click with Ctrl or ⌘. */
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { AssistEvents, EditorServices } from "./services";

export function navigate(services: EditorServices, events: AssistEvents): Extension {
  return [
    keymap.of([{ key: "F12", run: (view) => (void goTo(view, view.state.selection.main.head, services, events), true) }]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        const pos = event.button === 0 && (event.ctrlKey || event.metaKey) && !event.altKey ? view.posAtCoords(event) : null;
        if (pos === null) return false;
        void goTo(view, pos, services, events);
        event.preventDefault();
        return true;
      },
    }),
  ];
}

async function goTo(view: EditorView, pos: number, services: EditorServices, events: AssistEvents): Promise<void> {
  const { doc } = view.state;
  const target = await services.definition(doc.toString(), pos);
  if (view.state.doc !== doc) return;
  if (!target) return events.onRefused("Nothing is declared here that could be gone to: the language itself knows this word.");
  view.dispatch({ selection: { anchor: target.from, head: target.to }, effects: EditorView.scrollIntoView(target.from, { y: "center" }), userEvent: "select" });
  view.focus();
}
