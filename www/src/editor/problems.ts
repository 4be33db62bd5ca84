/** Diagnostics with their code, help and quick fixes: gutter, underline and tooltip; and the other places of the one the cursor is in. */
import { lintGutter, lintKeymap, previousDiagnostic, setDiagnostics, type Action, type Diagnostic } from "@codemirror/lint";
import { ChangeSet, StateEffect, StateField, type ChangeDesc, type EditorState, type Extension } from "@codemirror/state";
import { Decoration, EditorView, keymap, type DecorationSet } from "@codemirror/view";
import type { LumenDiagnostic, LumenFix, LumenSeverity } from "../base/interface";
import { addLine, addWords } from "./words";

export interface ProblemEvents {
  /** Tells all about a code. */
  onExplain(code: string): void;
  /** The cursor came into a problem, or out of one. */
  onProblem(problem: LumenDiagnostic | null): void;
  /** A key asked for the repairs of this problem, of which there are several. */
  onFixes(problem: LumenDiagnostic): void;
}

const SEVERITIES: Record<LumenSeverity, Diagnostic["severity"]> = { error: "error", warning: "warning", hint: "hint" };
const RANK: Record<LumenSeverity, number> = { error: 0, warning: 1, hint: 2 };

interface Shown {
  problems: readonly LumenDiagnostic[];
  /** What was typed since they were found. */
  since: ChangeDesc;
}

const setShown = StateEffect.define<readonly LumenDiagnostic[]>();

const shown = StateField.define<Shown>({
  create: (state) => ({ problems: [], since: ChangeSet.empty(state.doc.length).desc }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setShown)) return { problems: effect.value, since: ChangeSet.empty(transaction.newDoc.length).desc };
    }
    return transaction.docChanged ? { problems: value.problems, since: value.since.composeDesc(transaction.changes.desc) } : value;
  },
});

const otherPlace = Decoration.mark({ class: "mark-other-place" });

export function problems(events: ProblemEvents): Extension {
  return [
    lintGutter(),
    shown,
    EditorView.decorations.compute([shown, "selection"], (state) => otherPlaces(state)),
    EditorView.updateListener.of((update) => {
      const problem = problemAt(update.state);
      if (problem !== problemAt(update.startState)) events.onProblem(problem);
    }),
    keymap.of([...lintKeymap, { key: "Shift-F8", run: previousDiagnostic }, { key: "Mod-.", run: (view) => fixAtCursor(view, events) }]),
  ];
}

/** Shows these diagnostics in place of the old ones. */
export function showProblems(view: EditorView, found: readonly LumenDiagnostic[], onExplain: ProblemEvents["onExplain"]): void {
  const { length } = view.state.doc;
  const diagnostics = found.map((problem) => diagnosticOf(problem, length, onExplain));
  view.dispatch(setDiagnostics(view.state, diagnostics), { effects: setShown.of(found) });
}

/** The problem that the cursor is in; of several the gravest, and then the smallest. */
export function problemAt(state: EditorState): LumenDiagnostic | null {
  const { problems: all, since } = state.field(shown);
  const { head } = state.selection.main;
  const here = all.filter(({ range }) => range.to <= since.length && since.mapPos(range.from, -1) <= head && head <= since.mapPos(range.to, 1));
  return here.sort((one, other) => RANK[one.severity] - RANK[other.severity] || lengthOf(one) - lengthOf(other))[0] ?? null;
}

function lengthOf({ range }: LumenDiagnostic): number {
  return range.to - range.from;
}

/** Mends the text as a problem's repair says, wherever its places have moved since. */
export function applyFix(view: EditorView, fix: LumenFix): void {
  const { since } = view.state.field(shown);
  const changes = fix.edits.map(({ range, text }) => ({ from: since.mapPos(range.from, 1), to: Math.max(since.mapPos(range.from, 1), since.mapPos(range.to, -1)), insert: text }));
  view.dispatch({ changes, userEvent: "input.fix", scrollIntoView: true });
}

/** Whether the key meant a repair; where there is none it keeps its other meaning. */
function fixAtCursor(view: EditorView, events: ProblemEvents): boolean {
  const problem = problemAt(view.state);
  if (!problem || problem.fixes.length === 0) return false;
  if (problem.fixes.length === 1) applyFix(view, problem.fixes[0]!);
  else events.onFixes(problem);
  return true;
}

function otherPlaces(state: EditorState): DecorationSet {
  const { since } = state.field(shown);
  const labels = problemAt(state)?.labels ?? [];
  const places = labels.filter(({ range }) => range.from < range.to && range.to <= since.length).map(({ range }) => ({ from: since.mapPos(range.from, 1), to: since.mapPos(range.to, -1) }));
  return Decoration.set(places.filter(({ from, to }) => from < to).map(({ from, to }) => otherPlace.range(from, to)), true);
}

function diagnosticOf(found: LumenDiagnostic, length: number, onExplain: ProblemEvents["onExplain"]): Diagnostic {
  const from = Math.min(found.range.from, length);
  const explain: Action = { name: "Explain", markClass: "explain", apply: () => onExplain(found.code) };
  return {
    from,
    to: Math.max(from, Math.min(found.range.to, length)),
    severity: SEVERITIES[found.severity],
    source: found.code,
    message: found.message,
    renderMessage: (view) => renderProblem(found, view),
    actions: [...found.fixes.map(actionOf), explain],
  };
}

function renderProblem(found: LumenDiagnostic, view: EditorView): Node {
  const box = document.createElement("div");
  box.className = "problem";
  addLine(box, "problem-headline", found.message);
  for (const label of found.labels) {
    const line = addLine(box, "problem-label");
    const place = line.appendChild(document.createElement("button"));
    place.textContent = `line ${label.line}`;
    place.addEventListener("click", () => goTo(view, label.range.from));
    addWords(line, ` ${label.message}`);
  }
  if (found.help) addLine(box, "problem-help", found.help);
  addLine(box, "problem-code", `${found.severity} · ${found.code}`);
  return box;
}

function goTo(view: EditorView, at: number): void {
  const anchor = view.state.field(shown).since.mapPos(at);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
  view.focus();
}

function actionOf(fix: LumenFix): Action {
  return { name: fix.title.replaceAll("`", ""), apply: (view) => applyFix(view, fix) };
}
