/** The lesson that somebody writes, kept across reloads where storage allows it. */
const KEY = "lumen.own-lesson.1";

export function readDraft(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function writeDraft(text: string): void {
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Without storage a draft lives until the page is left.
  }
}
