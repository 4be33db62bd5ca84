/** The signature of the call that is being typed, with the argument under way. */
import { StateEffect, StateField, type Extension, type Transaction } from "@codemirror/state";
import { EditorView, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import type { LumenSignature } from "../../base/interface";
import { addLine } from "../words";
import { paragraphsOf } from "./hover";
import { askedAtCursor } from "./pause";
import type { EditorServices } from "./services";

/** What is shown while somebody is inside of a call; nothing yet, as long as the answer is on its way. */
interface Help {
  tooltip: Tooltip | null;
}

const setHelp = StateEffect.define<Help | null>();

const field = StateField.define<Help | null>({
  create: () => null,
  update(help, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setHelp)) return effect.value;
    }
    return help ?? (beginsCall(transaction) ? { tooltip: null } : null);
  },
  provide: (self) => showTooltip.from(self, (help) => help?.tooltip ?? null),
});

export function signatureHelp(services: EditorServices): Extension {
  const ask = (view: EditorView) => void show(view, services);
  return [
    field,
    EditorView.updateListener.of((update) => {
      if (update.state.field(field) && (update.docChanged || update.selectionSet)) ask(update.view);
    }),
    keymap.of([{ key: "Mod-Shift-Space", run: wanted(ask) }]),
  ];
}

/** The command that asks for help wherever the cursor is. */
function wanted(ask: (view: EditorView) => void): (view: EditorView) => boolean {
  return (view) => {
    view.dispatch({ effects: setHelp.of({ tooltip: null }) });
    ask(view);
    return true;
  };
}

/** A person typed what opens a call or an argument. */
function beginsCall(transaction: Transaction): boolean {
  if (!transaction.isUserEvent("input.type")) return false;
  let begins = false;
  transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => (begins ||= /[(,]/.test(inserted.toString())));
  return begins;
}

async function show(view: EditorView, services: EditorServices): Promise<void> {
  const { doc, selection } = view.state;
  const found = await askedAtCursor(view, services.signature);
  const isWanted = view.state.field(field) !== null && view.state.doc === doc && view.state.selection.eq(selection);
  if (isWanted) view.dispatch({ effects: setHelp.of(found && { tooltip: tooltipOf(found, selection.main.head) }) });
}

/** Whether there was one to hide. */
export function hideSignature(view: EditorView): boolean {
  if (view.state.field(field) === null) return false;
  view.dispatch({ effects: setHelp.of(null) });
  return true;
}

function tooltipOf(signature: LumenSignature, pos: number): Tooltip {
  return { pos, above: true, create: () => ({ dom: render(signature) }) };
}

function render({ label, doc, parameters, active }: LumenSignature): HTMLElement {
  const card = document.createElement("div");
  card.className = "card card-signature";
  const line = card.appendChild(document.createElement("pre"));
  line.className = "card-code";
  const current = active === null ? undefined : parameters[active]?.range;
  if (!current) line.textContent = label;
  else {
    line.append(label.slice(0, current.from));
    line.appendChild(document.createElement("strong")).textContent = label.slice(current.from, current.to);
    line.append(label.slice(current.to));
  }
  for (const paragraph of paragraphsOf(doc).slice(0, 1)) addLine(card, "card-words", paragraph);
  return card;
}
