/** What the editor asks about a text. Answers come later; null also when a newer question has taken the place of this one. */
import type { LumenAsyncPlace, LumenCompletions, LumenHover, LumenOutlineItem, LumenRange, LumenReference, LumenSignature, LumenToken } from "../../base/interface";

export interface EditorServices {
  hover(source: string, offset: number): Promise<LumenHover | null>;
  completions(source: string, offset: number): Promise<LumenCompletions | null>;
  signature(source: string, offset: number): Promise<LumenSignature | null>;
  definition(source: string, offset: number): Promise<LumenRange | null>;
  references(source: string, offset: number): Promise<LumenReference[] | null>;
  /** Rejects with a sentence when the name cannot be used. */
  rename(source: string, offset: number, name: string): Promise<{ range: LumenRange; text: string }[] | null>;
  outline(source: string): Promise<LumenOutlineItem[] | null>;
  folds(source: string): Promise<LumenRange[] | null>;
  futureAt(source: string, offset: number): Promise<LumenAsyncPlace | null>;
  /** Rejects when the text cannot be read. */
  format(source: string): Promise<string | null>;
  tokens(source: string): Promise<LumenToken[]>;
}

export interface AssistEvents {
  /** Which places belong to the future or the `await` that the cursor is in. */
  onFutures(place: LumenAsyncPlace | null): void;
  /** Something that was asked for cannot be done; the sentence says why. */
  onRefused(sentence: string): void;
}
