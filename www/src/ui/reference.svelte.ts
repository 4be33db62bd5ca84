/** Whether the reference is open, and where: the address says it, so that links and the back button work. */
import { tick } from "svelte";
import { hashOf, pathOf } from "../reference/route";

export class ReferenceRoute {
  /** The path inside of the reference; null while it is closed. */
  path = $state<string | null>(pathOf(location.hash));
  #opener: HTMLElement | null = null;
  /** The address that the reference was opened from. */
  #from = "";

  /** Follows the address; gives back how to stop. */
  listen(): () => void {
    const follow = () => (this.path = pathOf(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }

  open(path = ""): void {
    this.#opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (this.path === null) this.#from = location.hash;
    location.hash = hashOf(path);
  }

  /** Back to the playground, as a step that the back button takes back. */
  async close(): Promise<void> {
    history.pushState(null, "", location.pathname + location.search + this.#from);
    this.path = null;
    await tick();
    this.#opener?.focus();
    this.#opener = null;
  }
}
