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
