/** Puts the editor together and gives the page one small handle to it. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { Compartment, EditorState, Prec, StateEffect, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from "@codemirror/view";
import type { LumenDiagnostic, LumenFix, LumenRange } from "../base/interface";
import type { PackedTokens } from "../base/tokens";
import type { AssistEvents, EditorServices } from "./assist/services";
import { baseline, mapped, setBaseline } from "./baseline";
import { highlight, setTokens } from "./highlight";
import { indent } from "./indent";
import { marks, setPointed } from "./marks";
import { applyFix, problems, showProblems, type ProblemEvents } from "./problems";
import { theme } from "./theme";

export interface EditorEvents extends ProblemEvents, AssistEvents {
  onChange(source: string): void;
  onRun(): void;
  /** Escape was pressed with nothing left to close. */
  onLeave(): void;
  /** The cursor moved to another line by a person's doing. */
  onLine(line: number): void;
}

export interface Editor {
  source(): string;
  /** Replaces the whole text as one undoable change. */
  replace(source: string): void;
  /** Begins anew with another text, to which undoing does not lead back. */
  open(source: string): void;
  /** Shows what one look at `source` found; ignored when the text has changed since. */
  showAnalysis(source: string, tokens: PackedTokens, diagnostics: readonly LumenDiagnostic[]): void;
  /** Mends the text and goes on in it. */
  applyFix(fix: LumenFix): void;
  /** Shows what stands at the cursor. */
  explainCursor(): void;
  /** Puts the text into its one layout. */
  format(): void;
  /** The present text runs from here on; the places handed to `point` and `reveal` are places of it. */
  startRun(): void;
  point(ranges: readonly LumenRange[]): void;
  /** Selects a place and brings it into view. */
  reveal(range: LumenRange, focus: boolean): void;
  revealLine(line: number, column: number): void;
  /** Selects a place of the present text and goes on in it. */
  goTo(range: LumenRange): void;
  focus(): void;
  destroy(): void;
}

/** `label` is what a screen reader calls it. */
export function createEditor(parent: HTMLElement, source: string, events: EditorEvents, services: EditorServices, label = "Program"): Editor {
  const view = new EditorView({ parent, state: EditorState.create({ doc: source, extensions: extensionsOf(events, label) }) });
  return handleOf(view, events, services, assisted(view, events, services));
}

type Assist = typeof import("./assist");

/** Adds what knows the language, as soon as it is loaded. Without it, the editor still is one. */
async function assisted(view: EditorView, events: EditorEvents, services: EditorServices): Promise<Assist | null> {
  const loaded = await import("./assist").catch(() => null);
  if (loaded) view.dispatch({ effects: StateEffect.appendConfig.of(loaded.assist(services, events)) });
  return loaded;
}

/** Holds what can be undone, so that it can be forgotten. */
const undoing = new Compartment();

function extensionsOf(events: EditorEvents, label: string): Extension[] {
  const ownKeys = keymap.of([
    { key: "Mod-Enter", run: () => (events.onRun(), true) },
  ]);
  const leave = keymap.of([{ key: "Escape", run: () => (events.onLeave(), true) }]);
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    undoing.of(history()),
    drawSelection(),
    bracketMatching(),
    EditorState.allowMultipleSelections.of(true),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
    placeholder("Write a Lumen program, or pick one from Examples"),
    indent(),
    highlight(),
    problems(events),
    marks(),
    baseline(),
    theme(),
    Prec.highest(ownKeys),
    keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
    Prec.lowest(leave),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) events.onChange(update.state.doc.toString());
      const byHand = update.transactions.some((transaction) => transaction.isUserEvent("select"));
      if (byHand) events.onLine(update.state.doc.lineAt(update.state.selection.main.head).number);
    }),
  ];
}

function handleOf(view: EditorView, events: EditorEvents, services: EditorServices, assist: Promise<Assist | null>): Editor {
  return {
    source: () => view.state.doc.toString(),
    replace(source) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: source }, selection: { anchor: 0 }, scrollIntoView: true });
    },
    open(source) {
      view.dispatch({ effects: undoing.reconfigure([]) });
      this.replace(source);
      view.dispatch({ effects: undoing.reconfigure(history()) });
    },
    showAnalysis(source, tokens, diagnostics) {
      if (view.state.doc.toString() !== source) return;
      view.dispatch({ effects: setTokens.of(tokens) });
      showProblems(view, diagnostics, events.onExplain);
    },
    applyFix(fix) {
      applyFix(view, fix);
      view.focus();
    },
    explainCursor: () => void assist.then((loaded) => loaded?.showCard(view, services)),
    format: () => void assist.then((loaded) => loaded?.format(view, services, events)),
    startRun: () => view.dispatch({ effects: setBaseline.of(null) }),
    point(ranges) {
      const found = ranges.map((range) => mapped(view.state, range)).filter((range) => range !== null);
      view.dispatch({ effects: setPointed.of(found) });
    },
    reveal(range, focus) {
      const place = mapped(view.state, range);
      if (!place) return;
      // Of a place of several lines the first is selected: it says which, and the rest stays readable.
      const head = Math.min(place.to, view.state.doc.lineAt(place.from).to);
      view.dispatch({ selection: { anchor: place.from, head }, effects: EditorView.scrollIntoView(place.from, { y: "center" }) });
      if (focus) view.focus();
    },
    revealLine(line, column) {
      const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
      const anchor = Math.min(at.to, at.from + Math.max(0, column - 1));
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
    goTo(range) {
      const anchor = Math.min(range.from, view.state.doc.length);
      view.dispatch({ selection: { anchor, head: Math.min(range.to, view.state.doc.length) }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
