/** The keyboard map outside of the editor, the timeline and the tables, which know their own keys. */
import type { Playground } from "./playground.svelte";

export interface PageActs {
  help(): void;
  share(): void;
}

export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The key that commands are given with. */
export const COMMAND = IS_MAC ? "⌘" : "Ctrl";

/** What the help dialog lists. */
export const SHORTCUTS: readonly { where: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    where: "Everywhere",
    keys: [
      [`${COMMAND} Enter`, "run the program"],
      [`${COMMAND} .`, "stop it"],
      ["?", "this help"],
    ],
  },
  {
    where: "Editor",
    keys: [
      ["Esc", "leave the editor; Tab then moves on"],
      ["F8", "next problem; with Shift the one before"],
      [`${COMMAND} .`, "mend the problem at the cursor"],
      [`${COMMAND} F`, "find"],
      [`${COMMAND} Space`, "complete the word"],
      [`${COMMAND} I`, "what stands at the cursor"],
      ["F12", `go to the declaration, as ${COMMAND} click`],
      ["F2", "rename"],
      [`${COMMAND} Shift O`, "go to a symbol"],
      ["Shift Alt F", "format"],
    ],
  },
  {
    where: "Playback",
    keys: [
      ["Space", "play or pause"],
      ["← →", "one event back, one forward"],
      ["N P", "next, previous event of the chosen future"],
      ["C B", "next, previous choice of the scheduler"],
      ["Home End", "start, end"],
    ],
  },
  {
    where: "Timeline and table",
    keys: [
      ["↑ ↓", "choose a future"],
      ["Enter", "show its line"],
      ["F", "fold or unfold its children"],
      ["+ − 0", "zoom in, out, show all"],
      ["Shift ← →", "move sideways"],
    ],
  },
];

export function handleKey(event: KeyboardEvent, playground: Playground, acts: PageActs): void {
  if (event.defaultPrevented || document.querySelector("dialog[open], [data-reference], [data-overlay]")) return;
  const command = IS_MAC ? event.metaKey : event.ctrlKey;
  const done = command ? onCommand(event, playground) : !isTyping(event.target) && !event.altKey && onPlain(event, playground, acts);
  if (done) event.preventDefault();
}

function onCommand({ key, shiftKey }: KeyboardEvent, playground: Playground): boolean {
  if (key === "Enter") return (void playground.run(), true);
  if (key.toLowerCase() === "o" && shiftKey) return (void playground.showSymbols(), true);
  if (key === ".") return (void playground.stop(), true);
  return false;
}

function onPlain(event: KeyboardEvent, { player, selected }: Playground, acts: PageActs): boolean {
  const onControl = event.target instanceof HTMLElement && event.target.closest("button, a, summary, [role='separator'], [role='menu']") !== null;
  switch (event.key) {
    case "?":
      return (acts.help(), true);
    case " ":
      return !onControl && (player.toggle(), true);
    case "ArrowLeft":
      return !onControl && !event.shiftKey && (player.step(-1), true);
    case "ArrowRight":
      return !onControl && !event.shiftKey && (player.step(1), true);
    case "Home":
      return !onControl && (player.toStart(), true);
    case "End":
      return !onControl && (player.toEnd(), true);
    case "n":
      return selected !== null && (player.stepOfFuture(selected, 1), true);
    case "p":
      return selected !== null && (player.stepOfFuture(selected, -1), true);
    case "c":
      return (player.stepOfChoice(1), true);
    case "b":
      return (player.stepOfChoice(-1), true);
    default:
      return false;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
