/** Renames what stands at the cursor, in a field above it; a refusal is told where the name is typed. */
import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { closeHoverTooltips, keymap, showTooltip, type EditorView, type Tooltip } from "@codemirror/view";
import { messageOf } from "../../base/result";
import type { LumenRange } from "../../base/interface";
import { addWords } from "../words";
import type { AssistEvents, EditorServices } from "./services";

const setTarget = StateEffect.define<LumenRange | null>();

export function rename(services: EditorServices, events: AssistEvents): Extension {
  const field = StateField.define<Tooltip | null>({
    create: () => null,
    update(tooltip, transaction) {
      for (const effect of transaction.effects) {
        if (effect.is(setTarget)) return effect.value && tooltipOf(effect.value, services);
      }
      return transaction.docChanged ? null : tooltip;
    },
    provide: (self) => showTooltip.from(self),
  });
  return [field, keymap.of([{ key: "F2", run: (view) => (void begin(view, services, events), true) }])];
}

async function begin(view: EditorView, services: EditorServices, events: AssistEvents): Promise<void> {
  const { doc, selection: { main } } = view.state;
  const references = await services.references(doc.toString(), main.head);
  const own = references?.find(({ range }) => range.from <= main.head && main.head <= range.to);
  if (view.state.doc !== doc) return;
  if (!own) return events.onRefused("There is no name of yours at the cursor that could be renamed.");
  view.dispatch({ effects: [closeHoverTooltips, setTarget.of(own.range)] });
}

function tooltipOf(range: LumenRange, services: EditorServices): Tooltip {
  return {
    pos: range.from,
    above: true,
    create(view) {
      const dom = document.createElement("form");
      dom.className = "card card-rename";
      dom.innerHTML = `<label><span>New name</span><input spellcheck="false" autocomplete="off" autocapitalize="off" aria-describedby="rename-refusal"></label><p id="rename-refusal" role="alert"></p>`;
      const input = dom.querySelector("input")!;
      const refusal = dom.querySelector("p")!;
      input.value = view.state.sliceDoc(range.from, range.to);
      const leave = () => {
        view.dispatch({ effects: setTarget.of(null) });
        view.focus();
      };
      dom.addEventListener("keydown", (event) => {
        event.stopPropagation();
        if (event.key !== "Escape") return;
        event.preventDefault();
        leave();
      });
      dom.addEventListener("submit", (event) => {
        event.preventDefault();
        void apply(view, range, input.value.trim(), services).then(
          (done) => done && leave(),
          (thrown: unknown) => {
            refusal.replaceChildren();
            addWords(refusal, messageOf(thrown));
          },
        );
      });
      return {
        dom,
        mount() {
          input.focus();
          input.select();
        },
      };
    },
  };
}

/** Whether the name is another one now; the same name, or a text that has changed meanwhile, is left alone. */
async function apply(view: EditorView, range: LumenRange, name: string, services: EditorServices): Promise<boolean> {
  const { doc } = view.state;
  if (name === doc.sliceString(range.from, range.to)) return true;
  const edits = await services.rename(doc.toString(), range.from, name);
  if (!edits || view.state.doc !== doc) return false;
  view.dispatch({ changes: edits.map((edit) => ({ from: edit.range.from, to: edit.range.to, insert: edit.text })), userEvent: "input.rename" });
  return true;
}
