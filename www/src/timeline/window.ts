/** Which rows of a long list to mount, and how much empty room stands for the others. */
export interface RowWindow {
  first: number;
  end: number;
  before_px: number;
  after_px: number;
}

/** Rows beyond the edge that are mounted too, so that scrolling and tabbing find them. */
const OVERSCAN = 8;

export function rowWindow(list: { count: number; row_px: number; scroll_px: number; height_px: number }): RowWindow {
  const first = Math.max(0, Math.floor(list.scroll_px / list.row_px) - OVERSCAN);
  const end = Math.min(list.count, Math.ceil((list.scroll_px + list.height_px) / list.row_px) + OVERSCAN);
  return { first: Math.min(first, end), end, before_px: Math.min(first, end) * list.row_px, after_px: (list.count - end) * list.row_px };
}
