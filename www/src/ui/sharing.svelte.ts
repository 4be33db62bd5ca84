/** What comes in by links and recordings, how long the next run follows it, and links out. */
import { messageOf } from "../base/result";
import type { LumenClock, LumenLinkPayload, LumenMode } from "../base/interface";
import type { EngineClient } from "../engine/client";
import type { RunOptions } from "../engine/protocol";
import { limitsText } from "../base/text";
import { addressOf, fragmentOf, openLink, payloadOf, recordedPayload, settingsOf } from "../share/link";
import type { Notices } from "./notices.svelte";
import type { Player } from "./player.svelte";
import type { Session } from "./session.svelte";
import type { Settings } from "./settings.svelte";

interface RunSettings {
  mode: LumenMode | "program";
  clock: LumenClock;
  seed: number;
}

/** How an opened program is to run. */
interface Opened {
  /** A recorded run that is repeated. */
  journal: string | null;
  /** A schedule, a world, limits. */
  options: RunOptions;
}

/** What the next run follows while text and settings are those it belongs to. */
interface Recording extends Opened {
  source: string;
  settings: RunSettings;
}

const FREELY: Opened = { journal: null, options: {} };

/** What this needs of the page. */
interface Desk {
  readonly engine: EngineClient;
  readonly notices: Notices;
  readonly player: Player;
  readonly session: Session;
  readonly settings: Settings;
  readonly source: string;
  readonly stale: boolean;
  readonly tutor: { readonly lesson: string } | null;
  seed: number;
  adopt(source: string, notice: string): void;
  onLesson(lesson: string, source: string): void;
  run(): Promise<void>;
}

export class Sharing {
  readonly #desk: Desk;
  #recording = $state.raw<Recording | null>(null);
  /** Where the next run is to be shown: the moment that a link means. */
  #moment: number | null = null;

  /** Text and settings are still those that were opened with a recording or a schedule. */
  readonly follows = $derived.by(() => {
    if (!this.#recording || this.#recording.source !== this.#desk.source) return false;
    const { mode, clock, seed } = this.#recording.settings;
    const { settings } = this.#desk;
    return mode === settings.mode && clock === settings.clock && seed === this.#desk.seed;
  });

  /** What it is that the next run follows, in words. */
  readonly followed = $derived.by(() => {
    const limits = this.follows ? this.#recording?.options.limits : undefined;
    return limits ? limitsText(limits) : "recorded run";
  });

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** What the next run follows. */
  takeFollowed(): Opened {
    if (!this.follows) this.#recording = null;
    return this.#recording ?? FREELY;
  }

  /** The next run follows nothing. */
  forget(): void {
    this.#recording = null;
  }

  /** Goes to the moment that the link meant, once. */
  showMoment(): void {
    if (this.#moment !== null) this.#desk.player.seekSeq(this.#moment);
    this.#moment = null;
  }

  /** A link to this program with these settings, and to the moment that is shown. */
  async link(): Promise<string> {
    return addressOf(location, await this.#desk.engine.encodeLink(await this.#payload()));
  }

  async #payload(): Promise<LumenLinkPayload> {
    const { engine, player, seed, session, settings, source, stale } = this.#desk;
    if (this.#desk.tutor) return { source, lesson: this.#desk.tutor.lesson };
    const cursor = stale || player.atEnd ? null : player.position.seq;
    const isPlain = !session.isRecorded && session.options.limits === undefined;
    if (stale || isPlain) return payloadOf(source, { mode: settings.mode, clock: settings.clock, seed, cursor });
    const journal = await engine.journal();
    return recordedPayload(journal, await engine.readJournal(journal), cursor);
  }

  /** Opens the program in the address, if there is one. It never starts by itself. */
  async openAddress(): Promise<void> {
    const fragment = fragmentOf(location.hash);
    if (fragment === null) return;
    const opened = await openLink(fragment, (text) => this.#desk.engine.decodeLink(text));
    // A lesson has an address of its own, which takes the link's place.
    if (opened.ok && opened.value.lesson !== undefined) return this.#desk.onLesson(opened.value.lesson, opened.value.source);
    const problem = opened.ok ? await this.#openPayload(opened.value) : opened.error;
    if (problem !== null) {
      this.#desk.notices.warn(`This link could not be opened: ${problem} Your program is untouched.`);
      return;
    }
    // From here on the text in storage is the newer one; a reload must not bring the link's back.
    history.replaceState(null, "", addressOf(location, "").replace(/#$/, ""));
    document.querySelector<HTMLElement>("[data-run]")?.focus();
  }

  /** Takes a link's content over; gives what is wrong with it. */
  async #openPayload(payload: LumenLinkPayload): Promise<string | null> {
    const notice = "Opened the program from the link. Press Run to start it.";
    if (payload.journal !== undefined) {
      const problem = await this.#openJournal(payload.journal, notice);
      if (problem !== null) return problem;
    } else {
      const { choices, world } = payload;
      const options = { ...(choices === undefined ? {} : { choices }), ...(world === undefined ? {} : { world }) };
      this.#take(settingsOf(payload), payload.source, { journal: null, options }, notice);
    }
    this.#moment = payload.cursor ?? null;
    return null;
  }

  /** Opens a program of the reference, which runs in virtual time and within its document's limits. */
  openSnippet(source: string, { mode, seed, limits }: RunOptions): void {
    const settings = { mode: mode ?? "program", clock: "virtual", seed: seed ?? 0 } as const;
    this.#take(settings, source, { journal: null, options: limits ? { limits } : {} }, "Opened the program from the reference.");
  }

  /** Opens a recording: its program comes into the editor, and it runs as it was recorded. */
  async openRecording(journal: string): Promise<void> {
    const problem = await this.#openJournal(journal, "Opened the program of the recording.");
    if (problem === null) return this.#desk.run();
    this.#desk.notices.warn(`This recording could not be opened: ${problem} Your program is untouched.`);
  }

  async #openJournal(journal: string, notice: string): Promise<string | null> {
    try {
      const info = await this.#desk.engine.readJournal(journal);
      this.#take(info, info.source, { journal, options: {} }, notice);
      return null;
    } catch (thrown) {
      return messageOf(thrown);
    }
  }

  #take({ mode, clock, seed }: RunSettings, source: string, opened: Opened, notice: string): void {
    const desk = this.#desk;
    desk.settings.mode = mode;
    desk.settings.clock = clock;
    desk.seed = seed;
    desk.adopt(source, notice);
    const isFree = opened.journal === null && Object.keys(opened.options).length === 0;
    this.#recording = isFree ? null : { ...opened, source, settings: { mode, clock, seed } };
  }
}
