/** The editor's look, from the page's custom properties; dark and light need no second theme. */
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export function theme(): Extension {
  return EditorView.theme({
    "&": { height: "100%", backgroundColor: "transparent", color: "var(--ink)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "var(--code-size)", lineHeight: "1.6" },
    ".cm-content": { padding: "12px 0 40vh", caretColor: "var(--accent-strong)" },
    ".cm-line": { padding: "0 16px 0 6px" },
    ".cm-cursor": { borderLeft: "2px solid var(--accent-strong)" },
    ".cm-gutters": { backgroundColor: "transparent", border: "none", color: "var(--faint)" },
    ".cm-lineNumbers .cm-gutterElement": { minWidth: "34px", padding: "0 8px 0 4px" },
    ".cm-activeLine": { backgroundColor: "var(--active-line)" },
    ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
    ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)", outline: "1px solid var(--line-strong)" },
    ".cm-gutter-lint": { width: "16px" },
    ".cm-lint-marker": { width: "9px", height: "9px", marginTop: "7px" },
    ".cm-lint-marker-error": { content: "none", backgroundColor: "var(--state-failed)", transform: "rotate(45deg)", borderRadius: "1px" },
    ".cm-lint-marker-warning": { content: "none", backgroundColor: "var(--state-running)", borderRadius: "50%" },
    ".cm-lint-marker-hint": { content: "none", border: "2px solid var(--state-waiting)", borderRadius: "50%", boxSizing: "border-box" },
    ".cm-lintRange": { backgroundImage: "none", textDecorationLine: "underline", textDecorationStyle: "wavy", textDecorationThickness: "1.5px", textUnderlineOffset: "4px" },
    ".cm-lintRange-error": { textDecorationColor: "var(--state-failed)" },
    ".cm-lintRange-warning": { textDecorationColor: "var(--state-running)" },
    ".cm-lintRange-hint": { textDecorationStyle: "dotted", textDecorationColor: "var(--state-waiting)" },
    ".cm-tooltip": { backgroundColor: "var(--raised)", border: "1px solid var(--line-strong)", borderRadius: "10px", boxShadow: "var(--shadow)", color: "var(--ink)", overflow: "hidden" },
    ".cm-tooltip-lint": { maxWidth: "min(460px, 92vw)" },
    ".cm-diagnostic": { padding: "10px 14px", borderLeft: "3px solid var(--line-strong)", fontFamily: "var(--sans)" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--state-failed)" },
    ".cm-diagnostic-warning": { borderLeftColor: "var(--state-running)" },
    ".cm-diagnostic-hint": { borderLeftColor: "var(--state-waiting)" },
    ".cm-diagnosticSource": { display: "none" },
    ".cm-diagnosticAction": { backgroundColor: "var(--accent-soft)", color: "var(--ink)", borderRadius: "6px", border: "1px solid var(--line-strong)", padding: "3px 10px", margin: "8px 8px 0 0", font: "500 13px var(--sans)" },
    ".cm-diagnosticAction.explain": { backgroundColor: "transparent", borderColor: "transparent", textDecoration: "underline", textUnderlineOffset: "3px", padding: "3px 4px" },
    ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)", borderColor: "var(--line)" },
    ".cm-panel input, .cm-panel button": { font: "13px var(--sans)" },
    ".cm-placeholder": { color: "var(--muted)" },
  });
}
