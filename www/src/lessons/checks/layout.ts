/** Indented text: which lines stand below a line. */

export interface TextLine {
  /** Counted from 1, in the document. */
  number: number;
  indent: number;
  /** Without indentation. */
  text: string;
}

export function linesOf(text: string, firstNumber: number): TextLine[] {
  return text.split("\n").map((line, index) => {
    const content = line.replace(/\t/g, "  ");
    return { number: firstNumber + index, indent: content.length - content.trimStart().length, text: content.trim() };
  });
}

/** Nothing to read: blank, or a comment. */
export function isEmpty({ text }: TextLine): boolean {
  return text === "" || text.startsWith("#");
}

/** A line and the lines below it, which are indented deeper; blank ones at their end are left out. */
export interface Entry {
  head: TextLine;
  below: readonly TextLine[];
}

/** The entries among some lines, one for each line that is indented no deeper than the first. */
export function entriesOf(lines: readonly TextLine[]): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at < lines.length) {
    const head = lines[at]!;
    at += 1;
    if (isEmpty(head)) continue;
    const from = at;
    while (at < lines.length && (lines[at]!.text === "" || lines[at]!.indent > head.indent)) at += 1;
    entries.push({ head, below: trimmed(lines.slice(from, at)) });
  }
  return entries;
}

/** Text lines as they stood, without the indentation that all of them share. */
export function dedented(lines: readonly TextLine[]): string {
  const shared = Math.min(...lines.filter(({ text }) => text !== "").map(({ indent }) => indent));
  return lines.map(({ indent, text }) => (text === "" ? "" : " ".repeat(indent - shared) + text)).join("\n");
}

function trimmed(lines: readonly TextLine[]): TextLine[] {
  const last = lines.findLastIndex(({ text }) => text !== "");
  return lines.slice(0, last + 1);
}
