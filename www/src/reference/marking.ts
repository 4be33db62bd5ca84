/** Marks words in the page that is shown, where the browser can do that without touching the text. */
import { wordsPattern } from "./search";

/** As the style sheet calls it. */
const NAME = "found";

/** Marks these words in `root` and in nothing else. */
export function markWords(root: Element, terms: readonly string[]): void {
  if (!("highlights" in CSS)) return;
  CSS.highlights.set(NAME, new Highlight(...(terms.length === 0 ? [] : placesIn(root, wordsPattern(terms)))));
}

function placesIn(root: Element, pattern: RegExp): Range[] {
  const places: Range[] = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.textContent!.matchAll(pattern)) places.push(rangeOf(texts.currentNode, index, word.length));
  }
  return places;
}

function rangeOf(text: Node, from: number, length: number): Range {
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, from + length);
  return range;
}
