/** What the reference needs of the page around it. */
import type { LumenToken } from "../base/interface";
import type { Builtin } from "./pages";
import type { Snippet } from "./parse";

/** How a program of the reference ended. */
export interface SnippetResult {
  tone: "good" | "bad" | "plain";
  headline: string;
  detail: string;
  lines: readonly string[];
  value: string | null;
  /** Why it failed or was not run. */
  errors: readonly { line: number; message: string }[];
}

export interface ReferenceHost {
  tokens(source: string): Promise<LumenToken[]>;
  builtins(): Promise<readonly Builtin[]>;
  /** Runs a program beside the one in the editor; a run of another snippet is ended. */
  run(snippet: Snippet): Promise<SnippetResult>;
  stop(): void;
  /** Puts a program into the editor and leaves the reference. */
  openSnippet(snippet: Snippet): void;
  close(): void;
}
