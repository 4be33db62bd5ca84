/** Cuts a document into sections, and its blocks into prose and programs with what must be true of them. */
import { lexer, type Token, type Tokens } from "marked";
import type { LumenMode } from "../base/interface";

/** How a program of a document runs, as its fence says. */
export interface SnippetOptions {
  mode?: LumenMode;
  seed?: number;
  limits?: Record<string, number>;
  world?: string;
}

/** What must be true of a program: `kind` is the name of the block that says it. */
export interface Expectation {
  kind: string;
  text: string;
}

export interface Snippet {
  source: string;
  options: SnippetOptions;
  expected: Expectation[];
}

export type Block = { kind: "prose"; token: Token } | { kind: "snippet"; snippet: Snippet };

export interface Section {
  /** Unique within its page; empty for what stands before the first heading. */
  id: string;
  title: string;
  depth: number;
  blocks: Block[];
}

export interface Document {
  title: string;
  sections: Section[];
}

/** The blocks that belong to the program above them. */
const EXPECTATIONS = new Set(["output", "report", "futures", "failures", "events", "diagnostics", "explore"]);

export function parseDocument(text: string): Document {
  const reader = new Reader();
  for (const token of lexer(text)) reader.take(token);
  return { title: reader.title, sections: reader.sections.filter((section) => section.depth > 1 || section.blocks.length > 0) };
}

class Reader {
  title = "";
  readonly sections: Section[] = [{ id: "", title: "", depth: 1, blocks: [] }];
  #snippet: Snippet | null = null;

  take(token: Token): void {
    if (token.type === "space") return;
    if (token.type === "heading") return this.#heading(token as Tokens.Heading);
    if (token.type === "code" && this.#code(token as Tokens.Code)) return;
    this.#snippet = null;
    this.#add({ kind: "prose", token });
  }

  #heading({ depth, text }: Tokens.Heading): void {
    this.#snippet = null;
    const title = plain(text);
    if (depth === 1 && this.title === "") this.title = title;
    else this.sections.push({ id: this.#idFor(title), title, depth, blocks: [] });
  }

  /** Whether the block is a program or belongs to one. */
  #code({ lang, text }: Tokens.Code): boolean {
    const [kind = "", ...words] = (lang ?? "").split(/\s+/);
    if (kind === "lumen") this.#begin({ source: `${text}\n`, options: optionsOf(words), expected: [] });
    else if (kind === "world" && this.#snippet) this.#snippet.options.world = `${text}\n`;
    else if (EXPECTATIONS.has(kind) && this.#snippet) this.#snippet.expected.push({ kind, text });
    else return false;
    return true;
  }

  #begin(snippet: Snippet): void {
    this.#snippet = snippet;
    this.#add({ kind: "snippet", snippet });
  }

  #add(block: Block): void {
    this.sections.at(-1)!.blocks.push(block);
  }

  #idFor(title: string): string {
    const id = slug(title);
    const taken = this.sections.filter((section) => section.id === id || section.id.startsWith(`${id}--`)).length;
    return taken === 0 ? id : `${id}--${taken + 1}`;
  }
}

/** `seed=7 mode=fifo limit.steps=100` as options. */
function optionsOf(words: readonly string[]): SnippetOptions {
  const options: SnippetOptions = {};
  for (const word of words) {
    const [name = "", value = ""] = word.split("=");
    if (name === "mode") options.mode = value as LumenMode;
    else if (name === "seed") options.seed = Number(value);
    else if (name.startsWith("limit.")) (options.limits ??= {})[name.slice("limit.".length)] = Number(value);
  }
  return options;
}

/** A heading's words as a part of an address. */
export function slug(title: string): string {
  const words = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return words.slice(0, 60) || "section";
}

/** Markdown without its marks. */
export function plain(markdown: string): string {
  return markdown.replace(/[`*]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

/** The words of a section for the search: its prose, and its programs. */
export function wordsOf(section: Section): { prose: string; code: string } {
  const prose: string[] = [];
  const code: string[] = [];
  for (const block of section.blocks) {
    if (block.kind === "snippet") code.push(block.snippet.source);
    else if (block.token.type === "code") code.push((block.token as Tokens.Code).text);
    else prose.push(plain(block.token.raw));
  }
  return { prose: prose.join(" ").replace(/\s+/g, " ").trim(), code: code.join("\n") };
}

/** A program as one document that runs by itself in the editor. */
export function documentOf({ source, options: { world } }: Snippet): string {
  return world === undefined ? source : `\`\`\`lumen\n${source}\`\`\`\n\n\`\`\`world\n${world}\`\`\`\n`;
}
