/** Completion with the language's own proposals. */
import { acceptCompletion, autocompletion, closeCompletion, selectedCompletion, completionKeymap, snippet, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { keymap, type EditorView } from "@codemirror/view";
import type { LumenCompletion } from "../../base/interface";
import { addLine } from "../words";
import { paragraphsOf } from "./hover";
import type { EditorServices } from "./services";

export function completion(services: EditorServices): Extension {
  return [
    autocompletion({ override: [(context) => proposalsFor(context, services)], defaultKeymap: false, icons: true }),
    keymap.of([{ key: "Enter", run: dismissTyped }, ...completionKeymap, { key: "Tab", run: acceptCompletion }]),
  ];
}

/** Enter behind a word that is complete already begins a new line: there is nothing to accept. */
function dismissTyped(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  const selected = selectedCompletion(view.state);
  if (selected && selected.apply === undefined && view.state.sliceDoc(Math.max(0, head - selected.label.length), head) === selected.label) closeCompletion(view);
  return false;
}

/** While a word is typed, after a dot, and wherever it is asked for. */
async function proposalsFor(context: CompletionContext, services: EditorServices): Promise<CompletionResult | null> {
  if (!context.explicit && !context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*|\.|@[\p{L}_]*/u)) return null;
  const found = await services.completions(context.state.doc.toString(), context.pos);
  if (!found || context.aborted || found.items.length === 0) return null;
  return { from: found.range.from, to: found.range.to, options: found.items.map(optionOf), validFor: /^[\p{L}\p{N}_]*$/u };
}

/** The order of the language's answer is kept among equally good matches. */
export function optionOf(item: LumenCompletion, index: number): Completion {
  const option: Completion = { label: item.label, type: item.kind, boost: -Math.min(90, index / 10) };
  if (item.detail !== null) option.detail = item.detail;
  if (item.doc !== null) option.info = () => renderDoc(item.doc!);
  if (isSnippet(item)) option.apply = snippet(item.insert);
  else if (item.insert !== item.label) option.apply = item.insert;
  return option;
}

export function isSnippet({ insert }: LumenCompletion): boolean {
  return /[$#]\{/.test(insert);
}

function renderDoc(doc: string): HTMLElement {
  const box = document.createElement("div");
  for (const paragraph of paragraphsOf(doc)) addLine(box, "card-words", paragraph);
  return box;
}
