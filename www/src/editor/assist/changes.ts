/** The changes that lead from one layout of a text to another. */
export interface Change {
  from: number;
  to: number;
  insert: string;
}

/**
 * As long as two texts differ in white space alone, the changes are of white space alone, so that cursors and marks stay with their words. From the first
 * other character on, what is between the equal beginning and the equal end is replaced.
 */
export function layoutChanges(before: string, after: string): Change[] {
  const changes: Change[] = [];
  let [at, to] = [0, 0];
  while (at < before.length || to < after.length) {
    const [gapEnd, newGapEnd] = [blankEnd(before, at), blankEnd(after, to)];
    const insert = after.slice(to, newGapEnd);
    if (before.slice(at, gapEnd) !== insert) changes.push({ from: at, to: gapEnd, insert });
    [at, to] = [gapEnd, newGapEnd];
    if (before[at] !== after[to]) return [...changes, replacement(before, after, at, to)];
    at += 1;
    to += 1;
  }
  return changes;
}

function replacement(before: string, after: string, from: number, newFrom: number): Change {
  let same = 0;
  while (same < Math.min(before.length - from, after.length - newFrom) && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { from, to: before.length - same, insert: after.slice(newFrom, after.length - same) };
}

function blankEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at += 1;
  return at;
}
