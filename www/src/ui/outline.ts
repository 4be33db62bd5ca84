/** The outline of a program as one list. */
import type { LumenOutlineItem } from "../base/interface";

export interface OutlineRow {
  item: LumenOutlineItem;
  depth: number;
}

export function flatOutline(items: readonly LumenOutlineItem[], depth = 0): OutlineRow[] {
  return items.flatMap((item) => [{ item, depth }, ...flatOutline(item.children, depth + 1)]);
}

/** The rows whose name has the letters of the query in their order; those that begin with it come first. */
export function matching(rows: readonly OutlineRow[], query: string): OutlineRow[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [...rows];
  const found = rows.filter(({ item }) => hasLetters(item.name.toLowerCase(), wanted));
  const rank = ({ item: { name } }: OutlineRow) => (name.toLowerCase().startsWith(wanted) ? 0 : name.toLowerCase().includes(wanted) ? 1 : 2);
  return found.sort((one, other) => rank(one) - rank(other));
}

function hasLetters(name: string, letters: string): boolean {
  let at = 0;
  for (const letter of name) if (letter === letters[at]) at += 1;
  return at === letters.length;
}
