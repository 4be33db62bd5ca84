/** All of it as one extension, which the editor adds once it is there. */
import { closeBrackets, closeBracketsKeymap, closeCompletion } from "@codemirror/autocomplete";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Prec, type Extension } from "@codemirror/state";
import { keymap, type EditorView } from "@codemirror/view";
import { completion } from "./completion";
import { folding } from "./folding";
import { hideCards, hover } from "./hover";
import { layout } from "./layout";
import { navigate } from "./navigate";
import { related } from "./related";
import { rename } from "./rename";
import type { AssistEvents, EditorServices } from "./services";
import { hideSignature, signatureHelp } from "./signature";

export { showCard } from "./hover";
export { format } from "./layout";

/** It comes after the editor's own keys and must go before them. */
export function assist(services: EditorServices, events: AssistEvents): Extension {
  const features = [
    keymap.of([{ key: "Escape", run: leavePopups }]),
    completion(services),
    signatureHelp(services),
    hover(services),
    navigate(services, events),
    rename(services, events),
    layout(services, events),
    related(services, events),
    closeBrackets(),
    highlightSelectionMatches(),
    keymap.of([...closeBracketsKeymap, ...searchKeymap]),
  ];
  return [Prec.high(features), folding(services)];
}

/** Closes all that hangs over the text; whether there was anything. */
function leavePopups(view: EditorView): boolean {
  return [closeCompletion, hideSignature, hideCards].filter((hide) => hide(view)).length > 0;
}
