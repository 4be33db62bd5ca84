/** Milliseconds for people: `0 ms`, `350 ms`, `1.25 s`, `2 min 5 s`. */
export function formatMs(ms: number): string {
  if (ms < 1000) return `${trimmed(ms)} ms`;
  if (ms < 120_000) return `${trimmed(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `1 future`, `3 futures`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** `at most 100 steps · at most 3 futures alive`. */
export function limitsText(limits: Readonly<Record<string, number>>): string {
  return Object.entries(limits).map(([name, value]) => `at most ${value.toLocaleString("en")} ${name.replaceAll("_", " ")}`).join(" · ");
}

/** Cuts a text to a number of characters and says so with an ellipsis. */
export function clipped(text: string, charsMax: number): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= charsMax ? line : `${line.slice(0, charsMax - 1)}…`;
}

/** A sentence in pieces: code stands in backticks; three of them and a word are the beginning of a fence, code with its backticks. */
export function proseParts(text: string): { text: string; isCode: boolean }[] {
  const parts = text.split(/(`{3,}\w*|`[^`]*`)/);
  return parts.map((part, index) => ({ text: /^`[^`]+`$/.test(part) ? part.slice(1, -1) : part, isCode: index % 2 === 1 }));
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(value < 10 ? 2 : value < 1000 ? 1 : 0)));
}
