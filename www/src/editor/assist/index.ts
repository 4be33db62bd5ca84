/** All of it as one extension, which the editor adds once it is there. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { Prec, type Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { completion } from "./completion";
import { hover } from "./hover";
import type { EditorServices } from "./services";

export { showCard } from "./hover";

/** It comes after the editor's own keys and must go before them. */
export function assist(services: EditorServices): Extension {
  return Prec.high([completion(services), hover(services), closeBrackets(), keymap.of(closeBracketsKeymap)]);
}
