/** Finds sections by words as they are typed, and says where the words stand. */
import MiniSearch from "minisearch";
import { clipped } from "../base/text";
import type { Chapter } from "./pages";
import { wordsOf } from "./parse";

export interface Found {
  /** The place in the reference. */
  path: string;
  page: string;
  title: string;
  excerpt: Excerpt;
  /** The words of the text that fit. */
  terms: string[];
}

/** What surrounds the first word that was found. */
interface Excerpt {
  text: string;
  isCode: boolean;
}

interface Entry {
  path: string;
  page: string;
  title: string;
  prose: string;
  code: string;
}

/** More than this nobody reads; a longer word finds less. */
const FOUND_MAX = 40;
const EXCERPT_CHARS = 110;

export class Search {
  readonly #index = new MiniSearch<Entry>({
    idField: "path",
    fields: ["title", "page", "prose", "code"],
    storeFields: ["page", "title", "prose", "code"],
    tokenize: (text) => text.split(/[^\p{L}\p{N}_]+/u),
    searchOptions: { boost: { title: 4, page: 3, prose: 2 }, prefix: true, combineWith: "AND", fuzzy: (term) => (term.length > 4 ? 0.2 : false) },
  });

  constructor(chapters: readonly Chapter[]) {
    this.#index.addAll(chapters.flatMap((chapter) => chapter.pages.flatMap((page) => page.sections.map((section) => ({
      path: section.id === "" ? page.name : `${page.name}/${section.id}`,
      page: page.title,
      title: section.title || page.title,
      ...wordsOf(section),
    })))));
  }

  find(query: string): Found[] {
    return this.#index.search(query).slice(0, FOUND_MAX).map((hit) => {
      const entry = hit as unknown as Entry;
      return { path: String(hit.id), page: entry.page, title: entry.title, excerpt: excerptOf(entry, hit.terms), terms: hit.terms };
    });
  }
}

/** Some words of the prose around the first that was found, or else the line of the program that has most of them. */
function excerptOf({ prose, code }: Entry, terms: readonly string[]): Excerpt {
  const at = firstOf(prose, terms);
  const line = at < 0 ? fullestOf(code.split("\n"), terms) : null;
  if (line !== null) return { text: clipped(line.trim(), EXCERPT_CHARS), isCode: true };
  const from = at < EXCERPT_CHARS / 2 ? 0 : prose.lastIndexOf(" ", at - EXCERPT_CHARS / 3) + 1;
  return { text: `${from > 0 ? "…" : ""}${clipped(prose.slice(from), EXCERPT_CHARS)}`, isCode: false };
}

/** The first line with the most of the words; null when none has any. */
function fullestOf(lines: readonly string[], terms: readonly string[]): string | null {
  const counts = lines.map((line) => terms.filter((term) => firstOf(line, [term]) >= 0).length);
  const most = Math.max(0, ...counts);
  return most === 0 ? null : lines[counts.indexOf(most)]!;
}

function firstOf(text: string, terms: readonly string[]): number {
  const lower = text.toLowerCase();
  const places = terms.map((term) => lower.indexOf(term)).filter((at) => at >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

/** A text in pieces, every second of which is one of the words. */
export function markedParts(text: string, terms: readonly string[]): string[] {
  return terms.length === 0 ? [text] : text.split(wordsPattern(terms));
}

/** What finds each place of the words, the longest that fits. */
export function wordsPattern(terms: readonly string[]): RegExp {
  const words = [...terms].sort((one, other) => other.length - one.length).map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(${words.join("|")})`, "giu");
}
