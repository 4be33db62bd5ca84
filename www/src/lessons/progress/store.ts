/** Progress in the browser's storage. Storage may be off, full, or hold something else: then the page works, and says what is lost. */
import { NO_PROGRESS, readProgress, writeProgress, type Progress } from "./progress";

/** The part of `localStorage` that is used. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = "lumen.lessons.1";

/** Where progress that could not be read is put, so that it is not written over. */
const BROKEN_KEY = "lumen.lessons.broken";

export interface Loaded {
  progress: Progress;
  /** What is lost, as sentences; null when nothing is. */
  problem: string | null;
}

const OFF = "This browser stores nothing for this page: what you do in the lessons is kept until you leave. Save your progress to a file to keep it.";

export class ProgressStore {
  /** Gives the storage; may throw where it is switched off. */
  readonly #shelf: () => Shelf;

  constructor(shelf: () => Shelf) {
    this.#shelf = shelf;
  }

  load(): Loaded {
    let text: string | null;
    try {
      text = this.#shelf().getItem(KEY);
    } catch {
      return { progress: NO_PROGRESS, problem: OFF };
    }
    if (text === null) return { progress: NO_PROGRESS, problem: null };
    const read = readProgress(text);
    if (read.ok) return { progress: read.value, problem: null };
    const kept = this.#put(BROKEN_KEY, text);
    const problem = `Your saved progress could not be read. ${read.error} The lessons begin anew${kept ? "; what was stored is kept aside" : ""}.`;
    return { progress: NO_PROGRESS, problem };
  }

  /** Keeps progress; gives what is lost if it cannot. */
  save(progress: Progress): string | null {
    return this.#put(KEY, writeProgress(progress)) ? null : OFF;
  }

  #put(key: string, text: string): boolean {
    try {
      this.#shelf().setItem(key, text);
      return true;
    } catch {
      return false;
    }
  }
}
