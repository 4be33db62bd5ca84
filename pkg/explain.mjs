// The pages of the diagnostics' codes, which the build puts beside this file.
import { readdir, readFile } from "node:fs/promises";

const FOLDER = new URL("./diagnostics/", import.meta.url);

/** The most codes that are suggested for a wrong one. */
const SUGGESTED_MAX = 3;

/** All codes that have a page. */
export async function codes() {
  const names = await readdir(FOLDER);
  return names.map((name) => name.replace(/\.md$/, "")).sort();
}

/** The page of a code, its links as plain words. */
export async function page(code) {
  const text = await readFile(new URL(`${code}.md`, FOLDER), "utf8");
  return text.replace(/\[([a-z-]+)\]\([a-z-]+\.md\)/g, "$1");
}

/** The codes that were perhaps meant: spelt nearly the same, or with a word in common; nearest first. */
export function nearest(wrong, known) {
  const words = new Set(wrong.split("-"));
  const rank = (code) => {
    const distance = editDistance(wrong, code);
    if (distance <= wrong.length / 3) return distance;
    return code.split("-").some((word) => words.has(word)) ? distance + wrong.length : Infinity;
  };
  const ranked = known.map((code) => ({ code, rank: rank(code) })).filter((it) => it.rank < Infinity);
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, SUGGESTED_MAX).map((it) => it.code);
}

/** How many letters must be put in, left out or exchanged (Levenshtein's distance, row by row). */
function editDistance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...from].entries()) {
    const next = [above + 1];
    for (const [index, other] of [...to].entries()) {
      next.push(Math.min(next[index] + 1, row[index + 1] + 1, row[index] + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length];
}
