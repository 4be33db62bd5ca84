/** Cards that say what stands at a place: under the pointer, or at the cursor when asked by key or button. */
import { EditorView, activateHover, closeHoverTooltips, hasHoverTooltips, hoverTooltip, keymap, type Tooltip } from "@codemirror/view";
import type { Extension, Transaction } from "@codemirror/state";
import type { LumenHover, LumenToken } from "../../base/interface";
import { addCode, addLine } from "../words";
import type { EditorServices } from "./services";

/** The card that was asked for and is being shown. */
const asked = new WeakMap<EditorView, Tooltip>();

export function hover(services: EditorServices): Extension {
  const run = (view: EditorView) => (void showCard(view, services), true);
  return [
    hoverTooltip((view, pos) => asked.get(view) ?? cardAt(view, pos, services), { hideOn: movesOn }),
    keymap.of([
      { key: "Mod-k Mod-i", run },
      { key: "Mod-i", run },
    ]),
  ];
}

/** Shows the card of what the cursor is at. It goes with the next key. */
export async function showCard(view: EditorView, services: EditorServices): Promise<void> {
  const { head } = view.state.selection.main;
  const card = await cardAt(view, head, services);
  if (!card || view.state.selection.main.head !== head) return;
  // An answer that is still on its way is dropped by whatever changes in the editor, so it is handed over when it is there.
  asked.set(view, card);
  activateHover(view, head, 1, { until: movesOn });
  asked.delete(view);
}

/** The text or the cursor is another one now; a touch sets the cursor once more where it is. */
function movesOn(transaction: Transaction): boolean {
  return transaction.docChanged || !transaction.newSelection.eq(transaction.startState.selection);
}

/** Whether there were any to hide. */
export function hideCards(view: EditorView): boolean {
  if (!hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: closeHoverTooltips });
  return true;
}

async function cardAt(view: EditorView, pos: number, services: EditorServices): Promise<Tooltip | null> {
  const source = view.state.doc.toString();
  const found = await services.hover(source, pos);
  if (!found || view.state.doc.toString() !== source) return null;
  const [code, example] = await Promise.all([services.tokens(found.code), services.tokens(found.example ?? "")]);
  const dom = renderCard(found, { code, example });
  return { pos: found.range.from, end: found.range.to, above: true, create: () => ({ dom }) };
}

function renderCard(found: LumenHover, tokens: { code: LumenToken[]; example: LumenToken[] }): HTMLElement {
  const card = document.createElement("div");
  card.className = "card";
  addCode(card, "card-code", found.code, tokens.code);
  for (const paragraph of paragraphsOf(found.doc)) addLine(card, "card-words", paragraph);
  if (found.example) addCode(card, "card-example", found.example.trimEnd(), tokens.example);
  return card;
}

export function paragraphsOf(doc: string | null): string[] {
  return (doc ?? "").split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, " ").trim()).filter((paragraph) => paragraph !== "");
}
