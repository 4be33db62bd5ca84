/** The known word or form that a person probably meant. */

/** The candidate with the fewest edits; null when all are too far away to be meant. */
export function nearest<T>(meant: string, candidates: readonly T[], text: (candidate: T) => string): T | null {
  let best: T | null = null;
  let bestDistance = Math.max(2, Math.ceil(meant.length * 0.6));
  for (const candidate of candidates) {
    const distance = distanceOf(meant.toLowerCase(), text(candidate).toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `did you mean …` for a word among words. */
export function meantWord(word: string, words: readonly string[]): string {
  const found = nearest(word, words, (one) => one);
  return found === null ? `Known are: ${words.join(", ")}.` : `Did you mean \`${found}\`?`;
}

/** Levenshtein's distance, one row at a time. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
