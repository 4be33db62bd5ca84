/** Indents new lines the way the examples are written; to the language itself indentation means nothing. */
import { indentService, indentUnit } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

/** Lines after which a body follows, up to its `end`. */
const OPENS = /^\s*(async\s+)?(cell|record|enum|if|else|while|for|loop|match|when|select|race|vote|parallel)\b(?!.*\bend\s*$)|\b(await\s+)?(parallel|race|vote|select)\s*$|\bparallel for\b|\bmatch\b[^>]*$|\bfn\s*\([^)]*\)(\s*->\s*[^=]+)?$/;

const CLOSES = /^\s*(end|else)\b/;

/** A cell in one line (`cell f() = e`) opens nothing. */
const ONE_LINE = /^\s*(async\s+)?cell\b.*\)(\s*->\s*[^=]+)?\s*=\s*\S/;

export function indent(): Extension {
  const service = indentService.of((context, pos) => {
    const line = context.lineAt(pos);
    if (line.from === 0) return 0;
    const above = lastFullLine(context.state.doc.sliceString(0, line.from - (pos === line.from ? 0 : 1)));
    const base = /^\s*/.exec(above)![0].length;
    const opened = OPENS.test(above) && !ONE_LINE.test(above) ? context.unit : 0;
    return Math.max(0, base + opened - (CLOSES.test(line.text) ? context.unit : 0));
  });
  return [indentUnit.of("  "), service];
}

function lastFullLine(text: string): string {
  return text.split("\n").findLast((line) => line.trim() !== "") ?? "";
}
