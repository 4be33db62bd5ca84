/** What is wrong with a lesson's document, said to the person who writes it. */
export interface Problem {
  /** Counted from 1, in the document. */
  line: number;
  message: string;
  help: string | null;
}

export function problem(line: number, message: string, help: string | null = null): Problem {
  return { line, message, help };
}
