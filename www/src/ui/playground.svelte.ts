/** The store: wires editor, engine, trace and playback, and holds what several panes share. */
import { tick } from "svelte";
import { debounced } from "../base/timing";
import type { LumenAsyncPlace, LumenDiagnostic, LumenFix, LumenFork, LumenOutlineItem, LumenRange } from "../base/interface";
import type { Editor } from "../editor/setup";
import { EngineClient, type RunOutcome } from "../engine/client";
import type { RunOptions } from "../engine/protocol";
import { indexRows, lanesMadeAt, lanesOnLine, rowsOf } from "../model/rows";
import type { Lane } from "../model/trace";
import type { Hit } from "../timeline/hit";
import type { AxisKind } from "../timeline/scale";
import { editorServices } from "./services";
import { EXAMPLES, isStill, type Example } from "./examples";
import { readDocument, readPrevious, writeDocument, writePrevious, type StoredDocument } from "./memory";
import { Notices } from "./notices.svelte";
import { Player } from "./player.svelte";
import { Session } from "./session.svelte";
import { createSettings, type Settings } from "./settings.svelte";
import { Sharing } from "./sharing.svelte";

/** Quiet time before the text is looked at again; short enough to feel immediate. */
const ANALYSE_AFTER_MS = 140;

/** Quiet time before the text is stored: longer than the pauses between keys. Who leaves the page sooner loses nothing. */
const STORE_AFTER_MS = 400;

export type Pane = "lesson" | "code" | "timeline" | "console" | "table";

/** Who guides what is done in the editor: a lesson. */
export interface Tutor {
  /** The lesson's name in the course, or its own document: what a link holds of it. */
  readonly lesson: string;
  /** How programs run in it. */
  readonly options: RunOptions;
  /** The text in the editor is another. */
  changed(source: string): void;
  /** The person has run this text. */
  ran(source: string): void;
}

export class Playground {
  readonly settings: Settings = createSettings();
  readonly notices = new Notices();
  readonly engine = new EngineClient((message) => this.#trapped(message));
  readonly services = editorServices(this.engine);
  readonly session = new Session(this.engine);
  readonly player = new Player(this.session, this);
  readonly sharing = new Sharing(this);

  source = $state.raw("");
  example = $state.raw<Example | null>(null);
  diagnostics = $state.raw<readonly LumenDiagnostic[]>([]);
  /** The future or the `await` that the editor's cursor is in. */
  futurePlace = $state.raw<LumenAsyncPlace | null>(null);
  /** The symbols to choose from, while they are shown. */
  symbols = $state.raw<readonly LumenOutlineItem[] | null>(null);
  /** The problem that the editor's cursor is in. */
  problem = $state.raw<LumenDiagnostic | null>(null);
  seed = $state(0);
  /** Whether fetches are real. The person at the page decides it for as long as the page is open; no link and no storage can. */
  network = $state(false);
  selected = $state<string | null>(null);
  hovered = $state<string | null>(null);
  editorLine = $state<number | null>(null);
  folded = $state.raw<ReadonlySet<string>>(new Set());
  /** Null in the playground, where people are on their own. */
  tutor = $state.raw<Tutor | null>(null);
  /** The pane in view where only one fits. */
  pane = $state<Pane>("code");
  hasPrevious = $state(false);
  /** The run settings are unfolded, where they are folded away. */
  settingsOpen = $state(false);

  /** By time where time passes; a run that ends in its first instant is told by the order of its events. */
  axis = $derived.by((): AxisKind => {
    if (this.settings.axis !== "auto") return this.settings.axis;
    void this.session.version;
    const { trace } = this.session;
    return trace.status !== null && trace.end_ms === 0 ? "order" : "time";
  });
  rows = $derived.by(() => {
    void this.session.futures;
    return rowsOf(this.session.trace, this.folded);
  });
  rowIndex = $derived(indexRows(this.rows));
  lit = $derived.by(() => {
    void this.session.version;
    if (this.stale) return new Set<string>();
    if (this.futurePlace) return lanesMadeAt(this.session.trace, madeAt(this.futurePlace));
    return this.editorLine === null ? new Set<string>() : lanesOnLine(this.session.trace, this.editorLine);
  });
  /** The result belongs to another text than the one in the editor. */
  stale = $derived(this.session.source !== null && this.session.source !== this.source);

  /** Called when something else than the lesson takes the editor. */
  onLessonLeft: () => void = () => {};
  /** Called when a link brings a lesson, with the program that is in it. */
  onLesson: (lesson: string, source: string) => void = () => {};

  #editor: Editor | null = null;
  /** What was in the editor when a lesson began. */
  #left: StoredDocument = { source: "", example: null };
  readonly #analyse = debounced(ANALYSE_AFTER_MS, () => void this.analyse());
  readonly #store = debounced(STORE_AFTER_MS, () => writeDocument(this.#document()));

  /** The text to begin with: what was there before, or the first example. */
  firstDocument(): string {
    const stored = readDocument();
    this.hasPrevious = readPrevious() !== null;
    this.example = stored ? exampleNamed(stored.example) : (EXAMPLES[0] ?? null);
    this.source = stored?.source ?? this.example?.source ?? "";
    return this.source;
  }

  attach(editor: Editor): void {
    this.#editor = editor;
    void this.analyse();
    void this.sharing.openAddress();
    addEventListener("hashchange", () => void this.sharing.openAddress());
    addEventListener("pagehide", () => this.#store.flush());
    // A phone may end a page that is out of sight without another word.
    document.addEventListener("visibilitychange", () => document.hidden && this.#store.flush());
  }

  changed(source: string): void {
    this.source = source;
    if (this.example && !isStill(this.example, source)) this.example = null;
    this.editorLine = null;
    if (this.tutor) this.tutor.changed(source);
    else this.#store.poke();
    this.#analyse.poke();
  }

  async analyse(): Promise<void> {
    const source = this.source;
    const analysis = await this.engine.analyse(source).catch((thrown: Error) => this.#engineMissing(thrown));
    if (!analysis || source !== this.source) return;
    this.diagnostics = analysis.diagnostics;
    this.#editor?.showAnalysis(source, analysis.tokens, analysis.diagnostics);
  }

  /** Runs the program; what was opened with it, a recording or a schedule, is followed until the text is another. */
  run(): Promise<void> {
    const { source } = this;
    const { journal, options: opened } = this.sharing.takeFollowed();
    const options = { ...this.#options(), ...opened };
    const shown = this.#show((onBegin) => (journal === null ? this.session.run(source, options, onBegin) : this.session.replay(journal, { source, options, isRecorded: true }, onBegin)));
    this.tutor?.ran(source);
    return shown;
  }

  /** Runs a text as it was run in a check, to look at it. */
  rerun(source: string, options: RunOptions): Promise<void> {
    return this.#show((onBegin) => this.session.run(source, options, onBegin));
  }

  /** A lesson begins, or shows another program; the document of the playground is left as it is. */
  teach(tutor: Tutor, source: string): void {
    this.#store.flush();
    if (!this.tutor) this.#left = this.#document();
    this.tutor = tutor;
    this.example = null;
    this.allowNetwork(false);
    this.sharing.forget();
    this.#open(source);
  }

  /** Back to the playground and its document. */
  endLesson(): void {
    if (!this.tutor) return;
    this.tutor = null;
    this.example = exampleNamed(this.#left.example);
    this.pane = "code";
    this.#open(this.#left.source);
  }

  #leaveLesson(): void {
    if (!this.tutor) return;
    this.endLesson();
    this.onLessonLeft();
  }

  #open(source: string): void {
    this.session.clear();
    this.player.toEnd();
    this.#editor?.open(source);
    this.changed(source);
  }

  /** From an event of the last run on another way; the run as it was can be brought back. */
  async fork(fork: LumenFork): Promise<void> {
    const before = await this.engine.journal().catch((thrown: Error) => this.#lostRun(thrown));
    if (before === null) return;
    await this.#show((onBegin) => this.session.fork(fork, onBegin));
    this.player.seekSeq(fork.seq + 1);
    this.notices.say(`From event ${fork.seq} on this run goes another way.`, { label: "Back to the run before", run: () => void this.#again(before, fork.seq) });
  }

  async #again(journal: string, seq: number): Promise<void> {
    await this.#show((onBegin) => this.session.replay(journal, { source: this.session.source ?? "", options: this.session.options, isRecorded: true }, onBegin));
    this.player.seekSeq(seq + 1);
  }

  async #show(start: (onBegin: () => void) => Promise<RunOutcome | null>): Promise<void> {
    this.selected = this.hovered = null;
    this.folded = new Set();
    this.#editor?.point([]);
    this.#editor?.startRun();
    if (this.pane === "code") this.pane = "timeline";
    const outcome = await start(() => this.player.follow());
    if (outcome?.kind === "report" && outcome.divergence) this.notices.warn(`The run went another way than its recording: ${outcome.divergence}`);
    if (outcome?.kind === "rejected") this.pane = "console";
    if (outcome?.kind === "report") this.sharing.showMoment();
    // The future that failed comes with its arrows: a deadlock then shows who waits for whom.
    if (outcome?.kind === "report" && outcome.report.error && !outcome.stopped) this.selected = outcome.report.error.future;
    if (outcome?.kind === "lost" && outcome.stopped) this.notices.say("The program did not answer to Stop, so its worker was ended. Everything up to then is still here.");
  }

  stop(): Promise<void> {
    return this.session.stop();
  }

  /** Allows real fetches, or takes that back, from the run that is under way too. */
  allowNetwork(allowed: boolean): void {
    this.network = allowed;
    if (!allowed && this.session.phase === "running" && this.session.options.fetch) void this.stop();
  }

  /** Puts an opened program in the place of the present one, which is kept. Nobody has allowed it anything yet. */
  adopt(source: string, notice: string): void {
    this.#leaveLesson();
    this.allowNetwork(false);
    if (source !== this.source) {
      const kept = this.#keepPrevious();
      this.#editor?.replace(source);
      this.notices.say(notice, kept ? { label: "Bring my program back", run: () => this.restorePrevious() } : null);
    }
    this.example = null;
    this.changed(source);
  }

  openExample(example: Example): void {
    this.#leaveLesson();
    this.#keepPrevious();
    this.example = example;
    this.#editor?.replace(example.source);
    this.changed(example.source);
    this.pane = "code";
  }

  /** Puts a program of the reference into the editor, to run as its document says. */
  openSnippet(source: string, options: RunOptions): void {
    this.sharing.openSnippet(source, options);
    this.pane = "code";
  }

  /** Brings back what a link or an example replaced, and keeps the present text in its place. */
  restorePrevious(): void {
    const previous = readPrevious();
    if (!previous) return;
    this.#leaveLesson();
    writePrevious(this.#document());
    this.example = exampleNamed(previous.example);
    this.#editor?.replace(previous.source);
    this.changed(previous.source);
    this.pane = "code";
  }

  /** Points at a future's places in the editor, or at nothing. */
  pointAt(id: string | null): void {
    this.hovered = id;
    const lane = this.session.trace.lane(id ?? this.selected);
    this.#editor?.point(lane ? rangesOf(lane) : []);
  }

  select(id: string): void {
    this.selected = id;
    this.pointAt(this.hovered);
  }

  jump(hit: Hit): void {
    if (hit.area === "axis") return;
    const onLane = hit.area === "lane" ? (hit.marker?.range ?? hit.span?.range) : null;
    this.reveal(onLane ?? hit.lane.range);
  }

  reveal(range: LumenRange | null): void {
    if (!range) return;
    this.pane = this.pane === "code" || !isNarrow() ? this.pane : "code";
    this.#editor?.reveal(range, isNarrow());
  }

  revealLine(line: number, column = 1): void {
    this.pane = "code";
    this.#editor?.revealLine(line, column);
  }

  /** What stands at the cursor, for those without pointer or keyboard. */
  explainCursor(): void {
    this.#editor?.explainCursor();
  }

  format(): void {
    this.#editor?.format();
  }

  async showSymbols(): Promise<void> {
    this.symbols = await this.services.outline(this.source);
  }

  async goToSymbol(item: LumenOutlineItem): Promise<void> {
    this.symbols = null;
    this.pane = "code";
    // As long as the dialog stands, nothing beside it takes the focus.
    await tick();
    this.#editor?.goTo(item.selection);
  }

  applyFix(fix: LumenFix): void {
    this.#editor?.applyFix(fix);
  }

  fold(id: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(id)) folded.add(id);
    this.folded = folded;
  }

  focusEditor(): void {
    this.pane = "code";
    this.#editor?.focus();
  }

  /** Keeps the text that is about to be replaced, unless it is an example as it came. */
  #keepPrevious(): boolean {
    const untouched = EXAMPLES.some((example) => example.source === this.source);
    if (untouched || this.source.trim() === "") return false;
    writePrevious(this.#document());
    this.hasPrevious = true;
    return true;
  }

  #document(): StoredDocument {
    return { source: this.source, example: this.example?.name ?? null };
  }

  #options(): RunOptions {
    if (this.tutor) return this.tutor.options;
    const { mode, clock } = this.settings;
    return { ...(mode === "program" ? {} : { mode }), clock, seed: this.seed, ...(this.network ? { fetch: true } : {}) };
  }

  #trapped(message: string): void {
    this.notices.warn(`An internal error of the playground, not of your program: the language engine was started afresh (${message}). Everything shown so far is untouched; please report it with this program.`);
  }

  #lostRun(thrown: Error): null {
    this.notices.warn(`This run cannot be gone back to: ${thrown.message}. Run the program again.`);
    return null;
  }

  #engineMissing(thrown: Error): null {
    this.notices.warn(`The language engine could not be loaded: ${thrown.message}`, { label: "Reload", run: () => location.reload() });
    return null;
  }
}

function exampleNamed(name: string | null): Example | null {
  return EXAMPLES.find((example) => example.name === name) ?? null;
}

/** Every place in the source that a future's life touches. */
function rangesOf(lane: Lane): LumenRange[] {
  const ranges = new Map<string, LumenRange>();
  for (const range of [lane.range, ...lane.spans.slice(0, 200).map((span) => span.range)]) {
    if (range) ranges.set(`${range.from}-${range.to}`, range);
  }
  return [...ranges.values()];
}

/** Where the futures of a place are made. */
function madeAt({ role, range, made }: LumenAsyncPlace): readonly LumenRange[] {
  return role === "future" ? [range] : made;
}

/** Where the panes become tabs. */
export function isNarrow(): boolean {
  return matchMedia("(max-width: 760px)").matches;
}
