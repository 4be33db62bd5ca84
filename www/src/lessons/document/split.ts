/** A Markdown document cut at its fences and second-level headings. */
import { problem, type Problem } from "../problem";

export interface Fence {
  kind: "fence";
  /** The line of the opening fence. */
  line: number;
  /** `lumen start` */
  info: string;
  text: string;
}

export interface Heading {
  kind: "heading";
  line: number;
  text: string;
}

export interface Prose {
  kind: "prose";
  line: number;
  text: string;
}

export type Piece = Fence | Heading | Prose;

/** Cuts a document whose first line has a number. */
export function split(text: string, firstLine: number): { pieces: Piece[]; problems: Problem[] } {
  const pieces: Piece[] = [];
  const problems: Problem[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = firstLine + at;
    const fence = /^(```+)\s*([^`]*)$/.exec(lines[at]!);
    const heading = /^## +(.+?)\s*#*$/.exec(lines[at]!);
    if (fence) {
      const close = lines.findIndex((other, index) => index > at && other.trimEnd() === fence[1]);
      if (close < 0) problems.push(problem(line, `The block \`${fence[2]}\` is not closed.`, `It ends with a line ${fence[1]}`));
      const end = close < 0 ? lines.length : close;
      pieces.push({ kind: "fence", line, info: fence[2]!.trim().replace(/\s+/g, " "), text: lines.slice(at + 1, end).map((line) => `${line}\n`).join("") });
      at = end;
    } else if (heading) pieces.push({ kind: "heading", line, text: heading[1]! });
    else addProse(pieces, line, lines[at]!);
  }
  return { pieces, problems };
}

function addProse(pieces: Piece[], line: number, text: string): void {
  const last = pieces.at(-1);
  if (last?.kind === "prose") last.text += `${text}\n`;
  else pieces.push({ kind: "prose", line, text: `${text}\n` });
}
