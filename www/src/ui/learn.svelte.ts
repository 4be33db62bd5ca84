/** Whether the course is open, and where: the address says it. The course itself is loaded when it is first opened. */
import { tick } from "svelte";
import { messageOf } from "../base/result";
import { hashOfPlace, placeOf, type Place } from "../lessons/route";
import { pathOf } from "../reference/route";
import type { Kit } from "./learn/kit";
import type { Playground } from "./playground.svelte";

export class LearnRoute {
  /** Null in the playground. */
  place = $state.raw<Place | null>(null);
  kit = $state.raw<Kit | null>(null);
  readonly #playground: Playground;
  #loading: Promise<Kit> | null = null;

  constructor(playground: Playground) {
    this.#playground = playground;
    playground.onLessonLeft = () => this.#leave();
    playground.onLesson = (lesson, source) => void this.#openShared(lesson, source);
  }

  /** Follows the address; gives back how to stop. */
  listen(): () => void {
    const follow = () => void this.#follow();
    addEventListener("hashchange", follow);
    void this.#begin();
    return () => removeEventListener("hashchange", follow);
  }

  open(place: Place): void {
    location.hash = hashOfPlace(place);
  }

  /** From the map or the workshop back to the lesson beneath, else to the playground. */
  closeOverlay(): void {
    const beneath = this.kit?.learning.place ?? null;
    if (beneath) this.open(beneath);
    else this.close();
  }

  /** Back to the playground. */
  close(): void {
    this.#end();
    this.#leave();
  }

  #end(): void {
    this.#playground.endLesson();
    this.kit?.learning.leave();
  }

  #leave(): void {
    if (isOverlay(this.place)) void focusBeneath();
    this.place = null;
    this.kit?.learning.leave();
    history.pushState(null, "", location.pathname + location.search);
  }

  /** A lesson of this site may be named in the address: `?lesson=lessons/mine.md`. */
  async #begin(): Promise<void> {
    const file = new URLSearchParams(location.search).get("lesson");
    if (file === null || location.hash !== "") return this.#follow();
    const kit = await this.#load();
    if (await kit?.learning.openFile(file)) this.#goTo({ kind: "own" });
  }

  async #follow(): Promise<void> {
    // The reference covers what is open; it does not close it.
    if (pathOf(location.hash) !== null) return;
    const place = placeOf(location.hash);
    if (isOverlay(this.place) && !isOverlay(place)) void focusBeneath();
    this.place = place;
    if (place === null) return this.#end();
    const kit = await this.#load();
    if (kit && this.place === place) kit.learning.go(place);
  }

  async #openShared(lesson: string, source: string): Promise<void> {
    const kit = await this.#load();
    const place = kit?.learning.openShared(lesson, source);
    if (place) this.#goTo(place);
  }

  /** Takes the place of the present address, so that the back button does not lead into a link again. */
  #goTo(place: Place): void {
    history.replaceState(null, "", hashOfPlace(place));
    void this.#follow();
  }

  async #load(): Promise<Kit | null> {
    try {
      this.#loading ??= import("./learn/kit").then(({ createKit }) => createKit(this.#playground));
      this.kit = await this.#loading;
      return this.kit;
    } catch (thrown) {
      this.#loading = null;
      this.place = null;
      this.#playground.notices.warn(`The lessons could not be loaded: ${messageOf(thrown)} Your program is untouched.`);
      return null;
    }
  }
}

/** Whether a place lies above the page. */
function isOverlay(place: Place | null): boolean {
  return place?.kind === "map" || place?.kind === "make";
}

/** Where the keyboard goes on when what lay above is gone. */
async function focusBeneath(): Promise<void> {
  await tick();
  document.querySelector<HTMLElement>("[data-lesson] h2, [data-learn]")?.focus();
}
