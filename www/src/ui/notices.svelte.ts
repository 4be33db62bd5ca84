/** What the page has to say outside of the program's own output. */
export interface Notice {
  id: number;
  tone: "info" | "problem";
  text: string;
  action: { label: string; run: () => void } | null;
}

/** Kind words that need no answer go away by themselves. */
const INFO_MS = 9000;

export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #next = 0;

  say(text: string, action: Notice["action"] = null): void {
    const id = this.#add("info", text, action);
    setTimeout(() => this.dismiss(id), INFO_MS);
  }

  warn(text: string, action: Notice["action"] = null): void {
    this.#add("problem", text, action);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(tone: Notice["tone"], text: string, action: Notice["action"]): number {
    const id = this.#next++;
    const others = this.list.filter((notice) => notice.text !== text);
    this.list = [...others, { id, tone, text, action }].slice(-4);
    return id;
  }
}
