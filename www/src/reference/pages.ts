/** The pages of the reference in reading order: the specification, the builtins by topic, the diagnostics. */
import { parseDocument, plain, type Section } from "./parse";

export interface Page {
  /** Its name in an address. */
  name: string;
  title: string;
  sections: Section[];
}

export interface Chapter {
  title: string;
  pages: Page[];
}

/** An entry of the language's table of builtins. */
export interface Builtin {
  name: string;
  topic: string;
  /** Without the name. */
  signature: string;
  doc: string;
  example: string;
}

export interface Texts {
  specification: ReadonlyMap<string, string>;
  /** A list with a heading for each group of documents, and a link for each document, in reading order. */
  readingOrder: string;
  diagnostics: ReadonlyMap<string, string>;
  /** A list with a heading for each group of codes, and a link for each code. */
  diagnosticsList: string;
  builtins: readonly Builtin[];
}

export function chaptersOf(texts: Texts): Chapter[] {
  const chapters = [...specificationChapters(texts.specification, texts.readingOrder), builtinChapter(texts.builtins), ...diagnosticChapters(texts.diagnostics, texts.diagnosticsList)];
  return chapters.filter((chapter) => chapter.pages.length > 0);
}

function specificationChapters(documents: ReadonlyMap<string, string>, order: string): Chapter[] {
  const groups = groupsOf(order, /^### /m, documents);
  const placed = new Set(groups.flatMap((group) => group.names));
  // A document that nobody has placed yet is still to be found.
  const others = { title: "Further rules", names: [...documents.keys()].filter((name) => !placed.has(name)) };
  return [...groups, others].map(({ title, names }) => ({ title, pages: names.map((name) => pageOf(name, documents.get(name)!)) }));
}

function builtinChapter(builtins: readonly Builtin[]): Chapter {
  const topics = [...new Set(builtins.map((builtin) => builtin.topic))];
  const pages = topics.map((topic) => {
    const entries = builtins.filter((builtin) => builtin.topic === topic);
    const title = topic.charAt(0).toUpperCase() + topic.slice(1);
    return pageOf(`builtins/${topic.replace(/\W+/g, "-").toLowerCase()}`, [`# ${title}`, ...entries.map(builtinText)].join("\n\n"));
  });
  return { title: "Builtins", pages };
}

/** An example is an expression and, behind `  # `, what it gives. */
function builtinText({ name, signature, doc, example }: Builtin): string {
  const [code = "", given = ""] = example.split("  # ");
  const program = ["```lumen", `print(${code})`, "```", "```output", given, "```"];
  return [`## ${name}`, "```signature", `cell ${name}${signature}`, "```", "", doc, "", ...program].join("\n");
}

function diagnosticChapters(documents: ReadonlyMap<string, string>, list: string): Chapter[] {
  const groups = groupsOf(list, /^## /m, documents);
  const placed = new Set(groups.flatMap((group) => group.names));
  const pages = (codes: Iterable<string>) => [...codes].map((code) => pageOf(`diagnostics/${code}`, documents.get(code)!));
  const chapters = groups.map(({ title, names }) => ({ title: `Diagnostics: ${title.toLowerCase()}`, pages: pages(names) }));
  return [...chapters, { title: "Diagnostics", pages: pages([...documents.keys()].filter((code) => !placed.has(code))) }];
}

/** The groups of a list of documents: what stands behind each heading, and which documents its entries lead to. */
function groupsOf(list: string, heading: RegExp, documents: ReadonlyMap<string, string>): { title: string; names: string[] }[] {
  return list.split(heading).slice(1).map((group) => {
    const names = [...group.matchAll(/^- \[.*?\]\(([\w-]+)\.md\)/gm)].map((link) => link[1]!);
    return { title: group.split("\n", 1)[0]!, names: names.filter((name) => documents.has(name)) };
  });
}

function pageOf(name: string, text: string): Page {
  const document = parseDocument(text);
  return { name, title: plain(document.title) || name, sections: document.sections };
}
