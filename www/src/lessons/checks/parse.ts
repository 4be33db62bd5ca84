/** A `check` block as data: assertions with their messages, and cases. Everything wrong is told, and the rest still read. */
import type { LumenMode } from "../../base/interface";
import { meantWord } from "../nearest";
import { problem, type Problem } from "../problem";
import type { Case, Check, Line, Setting } from "./assertion";
import { dedented, entriesOf, isEmpty, linesOf, type Entry, type TextLine } from "./layout";
import { assertionOf, skeletonOf } from "./sentence";

const MODES: readonly LumenMode[] = ["eager", "fifo", "random"];

/** More orders than this take too long while somebody waits; chosen by feel. */
const ORDERS_MAX = 100;

/** How much deeper the world or the statements of a case stand than its `case`. */
const BLOCK_INDENT = 4;

const PLAIN: Setting = { mode: null, seed: null, world: null, body: null, orders: null };

/** Reads a block whose first line has a number in the document. */
export function parseCheck(text: string, firstLine: number): { check: Check; problems: Problem[] } {
  const reader = new CheckReader();
  reader.block(linesOf(text, firstLine), (entry) => reader.entry(entry));
  return { check: { lines: reader.lines, cases: reader.cases }, problems: reader.problems };
}

class CheckReader {
  readonly lines: Line[] = [];
  readonly cases: Case[] = [];
  readonly problems: Problem[] = [];

  /** Reads lines that stand side by side. */
  block(lines: readonly TextLine[], read: (entry: Entry) => void): void {
    const entries = entriesOf(lines);
    for (const entry of entries) {
      if (entry.head.indent === entries[0]!.head.indent) read(entry);
      else this.#wrong(entry.head, "This line is indented like none above it.", "Assertions that belong together stand one below the other.");
    }
  }

  entry(entry: Entry): void {
    const { head, below } = entry;
    const orders = /^in (\d+) orders(?::(.*))?$/.exec(head.text);
    if (orders) return this.#orders(head, Number(orders[1]), orders[2]?.trim() ?? "", below);
    if (head.text.startsWith("case")) return this.#case(head, below);
    this.#line(this.lines, entry);
  }

  #line(lines: Line[], { head, below }: Entry): void {
    const assertion = assertionOf(head.text, head.number);
    if ("help" in assertion) return void this.problems.push(assertion);
    if (assertion.kind === "output") {
      const isMessage = (line: TextLine) => line.text.startsWith("> ");
      const expected = below.filter((line) => !isMessage(line));
      if (expected.length === 0) return void this.#wrong(head, "The lines of the output are missing.", "They stand below, indented, one a line; `...` stands for any lines.");
      const output = { ...assertion, lines: dedented(expected).split("\n") };
      return void lines.push({ line: head.number, assertion: output, message: messageOf(below.filter(isMessage)) });
    }
    lines.push({ line: head.number, assertion, message: messageOf(below) });
  }

  #orders(head: TextLine, orders: number, inline: string, below: readonly TextLine[]): void {
    if (orders < 1 || orders > ORDERS_MAX) return void this.#wrong(head, `${orders} orders cannot be tried; 1 to ${ORDERS_MAX} can.`);
    const setting: Setting = { ...PLAIN, mode: "random", orders };
    const name = `${orders} other orders`;
    if (inline === "") return this.#add(head, name, setting, below);
    const lines: Line[] = [];
    this.#line(lines, { head: { ...head, text: inline }, below });
    this.cases.push({ line: head.number, name, setting, lines });
  }

  #case(head: TextLine, below: readonly TextLine[]): void {
    const read = skeletonOf(head.text);
    const found = read && /^case §(?:: ?(.*))?$/.exec(read.skeleton);
    if (!found) return void this.#wrong(head, "A case has a name between double quotes.", 'As in: case "another order": mode random, seed 7');
    const setting = this.#setting(head, found[1] ?? "");
    if (!setting) return;
    const wanted = setting.world !== null ? "world" : setting.body !== null ? "body" : null;
    const name = read.texts[0]!;
    if (wanted === null) return this.#add(head, name, setting, below);
    const end = below.findIndex((line) => line.text !== "" && line.indent < head.indent + BLOCK_INDENT);
    const block = end < 0 ? below : below.slice(0, end);
    const what = wanted === "world" ? "The world" : "What runs";
    if (block.every(isBlank)) return void this.#wrong(head, `${what} of this case is missing.`, `It stands below, indented by ${BLOCK_INDENT} blanks; assertions are indented by two.`);
    this.#add(head, name, { ...setting, [wanted]: `${dedented(block)}\n` }, end < 0 ? [] : below.slice(end));
  }

  #add(head: TextLine, name: string, setting: Setting, below: readonly TextLine[]): void {
    const lines: Line[] = [];
    this.block(below, (entry) => this.#line(lines, entry));
    this.cases.push({ line: head.number, name, setting, lines });
  }

  #setting(head: TextLine, text: string): Setting | null {
    let setting = PLAIN;
    for (const part of text.split(",").map((part) => part.trim()).filter((part) => part !== "")) {
      const next = settingOf(part);
      if (typeof next === "string") return this.#wrong(head, next, 'As in: case "another order": mode random, seed 7 — or: world, or: with');
      setting = { ...setting, ...next };
    }
    return setting.seed !== null && setting.mode === null ? { ...setting, mode: "random" } : setting;
  }

  #wrong(head: TextLine, message: string, help: string | null = null): null {
    this.problems.push(problem(head.number, message, help));
    return null;
  }
}

/** What one part of a case's line sets, or what is wrong with it. */
function settingOf(part: string): Partial<Setting> | string {
  const [word = "", value = "", ...more] = part.split(" ");
  if (part === "world") return { world: "" };
  if (part === "with") return { body: "" };
  if (word === "seed" && /^\d+$/.test(value) && more.length === 0) return { seed: Number(value) };
  if (word === "mode" && more.length === 0) {
    const mode = MODES.find((mode) => mode === value);
    return mode ? { mode } : `There is no mode ${value}. ${meantWord(value, MODES)}`;
  }
  return `A case cannot have the setting ${part}. ${meantWord(word, ["mode", "seed", "world", "with"])}`;
}

function isBlank({ text }: TextLine): boolean {
  return text === "";
}

/** A message may be quoted as Markdown does it; among the lines of an output that tells it from them. */
function messageOf(below: readonly TextLine[]): string | null {
  const text = below.filter((line) => !isEmpty(line)).map((line) => line.text.replace(/^> ?/, ""));
  return text.length === 0 ? null : text.join(" ");
}
