/** The examples menu, read from the documents in `examples/` when the page is built. */
export interface Example {
  /** The file's name without its number: `race`. */
  name: string;
  title: string;
  /** What to look at. */
  hint: string;
  source: string;
}

const documents = import.meta.glob<string>("../../examples/*.md", { query: "?raw", import: "default", eager: true });

export const EXAMPLES: readonly Example[] = Object.entries(documents)
  .sort(([one], [other]) => one.localeCompare(other))
  .map(([path, text]) => exampleOf(path, text));

/** Whether a text still is an example at heart: at least half of the example's lines are in it. */
export function isStill(example: Example, source: string): boolean {
  const lines = new Set(source.split("\n"));
  const own = example.source.split("\n").filter((line) => line.trim() !== "");
  return own.filter((line) => lines.has(line)).length * 2 >= own.length;
}

/**
 * A title, a sentence, one program. A document with more than one block (a world beside the program) is opened whole, because
 * all of it is the program then.
 */
export function exampleOf(path: string, text: string): Example {
  const name = path.replace(/^.*\/(\d+-)?/, "").replace(/\.md$/, "");
  const title = /^# (.+)$/m.exec(text)?.[1]?.trim() ?? name;
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const only = blocks.length === 1 ? blocks[0]![2]! : null;
  const prose = text.slice(text.indexOf("\n") + 1, blocks[0]?.index ?? text.length);
  const hint = prose.trim().split(/\n\s*\n/)[0] ?? "";
  return { name, title, hint: hint.replace(/\s+/g, " "), source: only ?? text };
}
