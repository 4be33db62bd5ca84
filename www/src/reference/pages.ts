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
  diagnostics: ReadonlyMap<string, string>;
  /** A list with a heading for each group of codes, and a link for each code. */
  diagnosticsList: string;
  builtins: readonly Builtin[];
}

/** The specification's documents as one reads them; a title stands where the document's own would say too little in a list. */
const READING_ORDER: readonly { title: string; documents: readonly (string | readonly [string, string])[] }[] = [
  {
    title: "The language",
    documents: ["cells", "assignment", "operators", "numbers", "text", "collections", "records", "patterns", "control", "results", "checker", "forms", "habits"],
  },
  {
    title: "Futures",
    documents: [
      "futures", "spawn", "await", "scheduling", "order", "life", "time", "random", "failures", ["catching", "Catching failures in the corners"],
      "cancellation", "defer", "ownership", "deadlock", "report", "limits", ["limit-kinds", "Limits, one by one"],
    ],
  },
  { title: "Composites", documents: ["parallel", "race", "vote", "select", "timeout", "composites", "nesting", "nesting-failures", "worked-examples"] },
  { title: "Channels", documents: ["channels", "channel-corners"] },
  { title: "The outside", documents: ["world", "tools", "outside"] },
];

export function chaptersOf(texts: Texts): Chapter[] {
  const chapters = [...specificationChapters(texts.specification), builtinChapter(texts.builtins), ...diagnosticChapters(texts.diagnostics, texts.diagnosticsList)];
  return chapters.filter((chapter) => chapter.pages.length > 0);
}

function specificationChapters(documents: ReadonlyMap<string, string>): Chapter[] {
  const placed = new Set<string>();
  const chapters = READING_ORDER.map((chapter) => {
    const pages = chapter.documents.flatMap((entry) => {
      const [name, title] = typeof entry === "string" ? [entry, null] : entry;
      placed.add(name);
      const text = documents.get(name);
      return text === undefined ? [] : [pageOf(name, text, title)];
    });
    return { title: chapter.title, pages };
  });
  // A document that nobody has placed yet is still to be found.
  const others = [...documents].filter(([name]) => !placed.has(name)).map(([name, text]) => pageOf(name, text));
  return [...chapters, { title: "Further rules", pages: others }];
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
  const placed = new Set<string>();
  const pages = (codes: Iterable<string>) => [...codes].map((code) => pageOf(`diagnostics/${code}`, documents.get(code)!));
  const chapters = list.split(/^## /m).slice(1).map((group) => {
    const codes = [...group.matchAll(/^- \[([\w-]+)\]/gm)].map((link) => link[1]!).filter((code) => documents.has(code));
    for (const code of codes) placed.add(code);
    return { title: `Diagnostics: ${group.split("\n", 1)[0]!.toLowerCase()}`, pages: pages(codes) };
  });
  return [...chapters, { title: "Diagnostics", pages: pages([...documents.keys()].filter((code) => !placed.has(code))) }];
}

function pageOf(name: string, text: string, title: string | null = null): Page {
  const document = parseDocument(text);
  return { name, title: title ?? (plain(document.title) || name), sections: document.sections };
}
