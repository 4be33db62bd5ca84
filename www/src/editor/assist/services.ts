/** What the editor asks about a text. Answers come later; null also when a newer question has taken the place of this one. */
import type { LumenCompletions, LumenHover, LumenToken } from "../../base/interface";

export interface EditorServices {
  hover(source: string, offset: number): Promise<LumenHover | null>;
  completions(source: string, offset: number): Promise<LumenCompletions | null>;
  tokens(source: string): Promise<LumenToken[]>;
}
