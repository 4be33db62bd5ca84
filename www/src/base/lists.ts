/** Where a key moves the cursor of a list; null when the key is not for it. */
export function movedBy(key: string, at: number, count: number, page: number): number | null {
  const target: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const next = target[key];
  return next === undefined ? null : Math.max(0, Math.min(next, count - 1));
}
