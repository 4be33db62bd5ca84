/** Indents new lines the way the examples are written; to the language itself indentation means nothing. */
import { indentOnInput, indentService, indentUnit } from "@codemirror/language";
import { EditorState, type Extension, type Text } from "@codemirror/state";

/** Lines after which a body follows, up to its `end`. */
const OPENS = /^\s*(async\s+)?(cell|record|enum|if|else|while|for|loop|match|when|select|race|vote|parallel|defer)\b(?!.*\bend\s*$)|\b(await\s+)?(parallel|race|vote|select)\s*$|\bparallel for\b|\bmatch\b[^>]*$|\bfn\s*\([^)]*\)(\s*->\s*[^=]+)?$/;

/** An arm whose statements stand below it; it has no `end` of its own. */
const ARM = /->\s*$/;

const CLOSES = /^\s*(end|else)\b/;
const END = /^\s*end\b/;
const ELSE = /^\s*else\b/;

/** When a line is laid out anew while it is typed: as soon as it is an `end`, and when it turns out to be a longer word. */
const CLOSING_WORD = /^\s*(end|else)\w?$/;

/** A cell in one line (`cell f() = e`) opens nothing. */
const ONE_LINE = /^\s*(async\s+)?cell\b.*\)(\s*->\s*[^=]+)?\s*=\s*\S/;

export function indent(): Extension {
  const service = indentService.of((context, pos) => {
    const line = context.lineAt(pos);
    if (line.from === 0) return 0;
    const lines = linesAbove(context.state.doc, line.from - (pos === line.from ? 0 : 1));
    if (CLOSES.test(line.text)) return indentOfOpening(lines);
    const above = lines.find((text) => text.trim() !== "") ?? "";
    return indentOf(above) + (opens(above) || ARM.test(above) ? context.unit : 0);
  });
  return [indentUnit.of("  "), service, EditorState.languageData.of(() => [{ indentOnInput: CLOSING_WORD }]), indentOnInput()];
}

/** The lines above a place, the nearest first. */
function linesAbove(doc: Text, to: number): string[] {
  return doc.sliceString(0, to).split("\n").toReversed();
}

function opens(line: string): boolean {
  return OPENS.test(line) && !ONE_LINE.test(line);
}

function indentOf(line: string): number {
  return /^\s*/.exec(line)![0].length;
}

/** Where the line stands that an `end` or `else` below these lines belongs to. */
function indentOfOpening(lines: readonly string[]): number {
  let closed = 0;
  for (const line of lines) {
    if (END.test(line)) closed += 1;
    else if (opens(line) && closed === 0) return indentOf(line);
    else if (opens(line) && !ELSE.test(line)) closed -= 1;
  }
  return 0;
}
