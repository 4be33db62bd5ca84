/** Diagnostics with their code, help and quick fixes: gutter, underline and tooltip. */
import { lintGutter, lintKeymap, setDiagnostics, type Action, type Diagnostic } from "@codemirror/lint";
import type { Extension, TransactionSpec } from "@codemirror/state";
import { keymap, type EditorView } from "@codemirror/view";
import type { LumenDiagnostic, LumenFix, LumenSeverity } from "../base/interface";

const SEVERITIES: Record<LumenSeverity, Diagnostic["severity"]> = { error: "error", warning: "warning", hint: "hint" };

export function problems(): Extension {
  return [lintGutter(), keymap.of(lintKeymap)];
}

/** Shows these diagnostics in place of the old ones. */
export function showProblems(view: EditorView, found: readonly LumenDiagnostic[]): void {
  const length = view.state.doc.length;
  const diagnostics = found.map((diagnostic) => problemOf(diagnostic, length));
  view.dispatch(setDiagnostics(view.state, diagnostics) as TransactionSpec);
}

function problemOf(found: LumenDiagnostic, length: number): Diagnostic {
  const from = Math.min(found.range.from, length);
  return {
    from,
    to: Math.max(from, Math.min(found.range.to, length)),
    severity: SEVERITIES[found.severity],
    source: found.code,
    message: found.message,
    renderMessage: () => renderProblem(found),
    actions: found.fixes.map(actionOf),
  };
}

function renderProblem(found: LumenDiagnostic): Node {
  const box = document.createElement("div");
  box.className = "problem";
  const headline = box.appendChild(document.createElement("p"));
  headline.className = "problem-headline";
  headline.textContent = found.message;
  for (const label of found.labels) addLine(box, "problem-label", `line ${label.line}: ${label.message}`);
  if (found.help) addLine(box, "problem-help", found.help);
  addLine(box, "problem-code", `${found.severity} · ${found.code}`);
  return box;
}

function addLine(box: HTMLElement, className: string, text: string): void {
  const line = box.appendChild(document.createElement("p"));
  line.className = className;
  line.textContent = text;
}

function actionOf(fix: LumenFix): Action {
  return {
    name: fix.title,
    apply(view) {
      const changes = fix.edits.map((edit) => ({ from: edit.range.from, to: edit.range.to, insert: edit.text }));
      view.dispatch({ changes, userEvent: "input.fix" });
    },
  };
}
