/** Quoted texts of a check: `*` stands for anything, because learners name things differently. */

const compiled = new Map<string, RegExp>();

/** Whether a printed line, a value or a state's name is the text. */
export function isText(pattern: string, text: string): boolean {
  return expressionOf(pattern).test(text);
}

/** Whether a message holds the text. */
export function holdsText(pattern: string, text: string): boolean {
  return expressionOf(`*${pattern}*`).test(text);
}

/** Whether a future's label is meant; blanks do not count, nobody is asked for a style. */
export function isLabel(pattern: string, label: string): boolean {
  return expressionOf(pattern.replace(/\s+/g, "")).test(label.replace(/\s+/g, ""));
}

function expressionOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const source = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const made = new RegExp(`^${source.join("[^]*")}$`);
  compiled.set(pattern, made);
  return made;
}
