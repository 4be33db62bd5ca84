/** The course as it is being taken: the lesson in the editor, its check, its questions, and what is kept of all that. */
import type { RunOptions } from "../../engine/protocol";
import { checkProgram, type Verdict } from "../../lessons/cases";
import { factsOf } from "../../lessons/checks/facts";
import type { Course } from "../../lessons/document/course";
import { nameOfFile, parseLesson, type Lesson, type ReadLesson } from "../../lessons/document/lesson";
import { pose, type Answer, type Posed } from "../../lessons/predict/pose";
import { entryOf, merged, NO_PROGRESS, readProgress, withEntry, withoutLesson, writeProgress, type Entry, type Progress } from "../../lessons/progress/progress";
import { ProgressStore } from "../../lessons/progress/store";
import type { Place } from "../../lessons/route";
import type { Rerun, Run } from "../../lessons/run";
import { isNarrow, type Playground, type Tutor } from "../playground.svelte";
import { run } from "./checker";
import { readDraft, writeDraft } from "./draft";
import { fetchLesson } from "./outside";

export class Learning implements Tutor {
  readonly course: Course;
  progress = $state.raw<Progress>(NO_PROGRESS);
  /** The lesson in the editor; null while none is. */
  current = $state.raw<Lesson | null>(null);
  /** A lesson that is not of the course, as text and as it was read. */
  own = $state.raw<{ text: string; read: ReadLesson } | null>(null);
  verdict = $state.raw<Verdict | null>(null);
  /** The program that the verdict is about. */
  checked = $state.raw<string | null>(null);
  checking = $state(false);
  showsSolution = $state(false);
  questions = $state.raw<readonly Posed[]>([]);
  given = $state.raw<readonly (Answer | null)[]>([]);

  readonly #playground: Playground;
  readonly #store = new ProgressStore(() => localStorage);
  #storageComplained = false;
  /** Counts checks, so that an older one does not speak after a newer one. */
  #checks = 0;

  readonly entry = $derived<Entry>(entryOf(this.progress, this.current?.name ?? ""));
  /** Nothing is missing any more. */
  readonly solved = $derived(this.verdict?.passed === true && !this.showsSolution && this.checked === this.#source);

  constructor(playground: Playground, course: Course) {
    this.#playground = playground;
    this.course = course;
    const { progress, problem } = this.#store.load();
    this.progress = progress;
    if (problem !== null) this.#complain(problem);
    const draft = readDraft();
    if (draft !== null) this.setOwn(draft);
  }

  get #source(): string {
    return this.#playground.source;
  }

  // --- Tutor

  /** For links: the lesson's name, or its own document. */
  get lesson(): string {
    return this.isOwn ? this.own!.text : (this.current?.name ?? "");
  }

  get options(): RunOptions {
    return { ...this.current?.task.settings, clock: "virtual" };
  }

  changed(source: string): void {
    if (!this.current || this.showsSolution) return;
    const code = source === this.current.start ? null : source;
    if (code !== this.entry.code) this.#note({ code });
  }

  ran(source: string): void {
    void this.#check(source);
  }

  // --- where one is

  get isOwn(): boolean {
    return this.own !== null && this.current !== null && this.current === this.own.read.lesson;
  }

  /** The place of the lesson in the editor. */
  get place(): Place | null {
    if (!this.current) return null;
    return this.isOwn ? { kind: "own" } : { kind: "lesson", name: this.current.name };
  }

  /** Goes where an address leads. The map and the workshop lie above the lesson that is open. */
  go(place: Place): void {
    if (place.kind === "own") this.#begin(this.own?.read.lesson ?? null, "This lesson cannot be shown: open it in the workshop to see what is wrong.");
    if (place.kind === "lesson") this.#begin(this.course.lessons.find(({ name }) => name === place.name) ?? null, `There is no lesson “${place.name}” in this course. The map shows all there are.`);
  }

  leave(): void {
    this.current = null;
    this.#forget();
  }

  /** The lessons before and after the present one. */
  readonly neighbours = $derived.by(() => {
    const { lessons } = this.course;
    const at = lessons.findIndex((lesson) => lesson === this.current);
    return { at, before: lessons[at - 1] ?? null, after: at < 0 ? null : (lessons[at + 1] ?? null) };
  });

  /** The chapter that is behind the learner when this lesson, its last one, is done; and what comes then. */
  readonly finished = $derived.by(() => {
    const { chapters } = this.course;
    const at = chapters.findIndex(({ lessons }) => this.current !== null && lessons.at(-1) === this.current);
    const chapter = chapters[at];
    if (!chapter?.lessons.every(({ name }) => entryOf(this.progress, name).done)) return null;
    return { chapter, next: chapters[at + 1] ?? null };
  });

  #begin(lesson: Lesson | null, missing: string): void {
    if (!lesson) return this.#playground.notices.warn(missing);
    if (lesson === this.current) return;
    this.current = lesson;
    this.#forget();
    this.progress = { ...this.progress, last: lesson.name };
    this.#save();
    this.#playground.teach(this, this.entry.code ?? lesson.start);
    this.#playground.pane = "lesson";
    void this.#ask(lesson);
  }

  #forget(): void {
    this.#checks += 1;
    this.verdict = this.checked = null;
    this.checking = this.showsSolution = false;
    this.questions = this.given = [];
  }

  // --- checks

  async #check(source: string): Promise<void> {
    const { current } = this;
    if (!current) return;
    const mine = ++this.#checks;
    this.checking = true;
    this.reveal();
    const verdict = await checkProgram(source, current.task, this.#runOf(mine));
    if (mine !== this.#checks) return;
    this.checking = false;
    this.verdict = verdict;
    this.checked = source;
    if (!this.showsSolution) this.#note({ attempts: this.entry.attempts + 1, done: this.entry.done || verdict.passed });
    if (isNarrow()) this.#playground.pane = "lesson";
  }

  /** Runs programs for as long as nothing newer is checked. */
  #runOf(mine: number): Run {
    return (source, settings) => (mine === this.#checks ? run(source, settings) : Promise.resolve({ kind: "lost", message: "another check took its place" }));
  }

  /** Brings the moment of a run into view, after running that again if another is shown. */
  async show({ source, settings }: Rerun, seq: number): Promise<void> {
    const { player, session } = this.#playground;
    const options = { ...settings, clock: "virtual" as const };
    const isShown = session.source === source && session.phase === "finished" && sameRun(session.options, options);
    if (!isShown) await this.#playground.rerun(source, options);
    player.seekSeq(seq + 1);
    this.#playground.pane = "timeline";
    const event = session.trace.events[seq];
    if (event) this.#playground.select(event.future);
    if (event && !isNarrow()) this.#playground.reveal(event.range);
  }

  // --- questions

  async #ask(lesson: Lesson): Promise<void> {
    if (lesson.questions.length === 0) return;
    const ran = await run(lesson.start, lesson.task.settings);
    if (this.current !== lesson || ran.kind !== "report") return;
    const facts = factsOf(ran.report, ran.events);
    this.questions = lesson.questions.map((question) => pose(question, facts)).filter((posed) => posed !== null);
    this.given = this.questions.map(() => null);
  }

  answer(index: number, answer: Answer): void {
    this.given = this.given.with(index, answer);
  }

  /** Shows what the run says, for good. */
  reveal(): void {
    if (this.current && this.current.questions.length > 0 && !this.entry.predicted) this.#note({ predicted: true });
  }

  /** The run that the questions are about. */
  get predictedRun(): Rerun {
    return { source: this.current?.start ?? "", settings: this.current?.task.settings ?? {} };
  }

  // --- help

  nextHint(): void {
    this.#note({ hints: Math.min(this.entry.hints + 1, this.current?.hints.length ?? 0) });
  }

  /** Puts the solution into the editor, or the learner's program back. */
  toggleSolution(): void {
    if (!this.current?.solution) return;
    const { current } = this;
    this.#checks += 1;
    this.checking = false;
    this.showsSolution = !this.showsSolution;
    this.#playground.teach(this, this.showsSolution ? current.solution! : (this.entry.code ?? current.start));
  }

  /** Begins the lesson anew; what was there can be brought back. */
  reset(): void {
    const { current } = this;
    if (!current) return;
    this.#change(withoutLesson(this.progress, current.name), `“${current.title}” begins anew.`);
  }

  resetAll(): void {
    this.#change(NO_PROGRESS, "All lessons begin anew.");
  }

  export(): string {
    return writeProgress(this.progress);
  }

  import(text: string): void {
    const read = readProgress(text);
    if (read.ok) this.#change(merged(this.progress, read.value), "The progress in the file was taken over.");
    else this.#playground.notices.warn(`This file could not be used. ${read.error} Your progress is untouched.`);
  }

  #change(progress: Progress, said: string): void {
    const before = this.progress;
    this.#replace(progress);
    this.#playground.notices.say(said, { label: "Undo", run: () => this.#replace(before) });
  }

  #replace(progress: Progress): void {
    this.progress = progress;
    this.#save();
    const { current } = this;
    if (!current) return;
    this.#forget();
    this.#playground.teach(this, this.entry.code ?? current.start);
    void this.#ask(current);
  }

  // --- lessons that are not of the course

  /** Takes over a lesson's text; gives what is wrong with it. */
  setOwn(text: string): ReadLesson {
    const read = parseLesson("own", text);
    const lesson = read.lesson && { ...read.lesson, name: `own/${read.lesson.title}` };
    this.own = { text, read: { ...read, lesson } };
    writeDraft(text);
    return this.own.read;
  }

  /** A lesson and a program from a link; gives the place to go to. */
  openShared(lesson: string, source: string): Place | null {
    const isOwn = lesson.includes("\n");
    const found = isOwn ? this.setOwn(lesson).lesson : (this.course.lessons.find(({ name }) => name === lesson) ?? null);
    if (!found) {
      this.#playground.notices.warn(isOwn ? "The lesson in this link cannot be shown: something in it is missing." : `This link is to the lesson “${lesson}”, which this course does not have.`);
      return isOwn ? { kind: "make" } : { kind: "map" };
    }
    const before = this.progress;
    if (source !== "" && source !== found.start) {
      this.progress = withEntry(this.progress, found.name, { code: source });
      this.#save();
      const kept = entryOf(before, found.name).code;
      const back = { label: "Bring my program back", run: () => this.#replace(withEntry(this.progress, found.name, { code: kept })) };
      this.#playground.notices.say("Opened the program from the link. Press Run to check it.", kept === null || kept === source ? null : back);
    }
    if (this.current === found) this.current = null;
    return isOwn ? { kind: "own" } : { kind: "lesson", name: found.name };
  }

  /** Opens a lesson of this site; false, with a word on why, when it cannot. */
  async openFile(path: string): Promise<boolean> {
    const text = await fetchLesson(path);
    if (text.ok && this.setOwn(text.value).lesson) return true;
    const why = text.ok ? `${nameOfFile(path)} is no lesson: ${this.own?.read.problems[0]?.message ?? ""}` : text.error;
    this.#playground.notices.warn(`The lesson in the address could not be opened. ${why}`);
    return false;
  }

  // --- what is kept

  #note(change: Partial<Entry>): void {
    if (!this.current) return;
    this.progress = withEntry(this.progress, this.current.name, change);
    this.#save();
  }

  #save(): void {
    const problem = this.#store.save(this.progress);
    if (problem !== null) this.#complain(problem);
  }

  #complain(problem: string): void {
    if (!this.#storageComplained) this.#playground.notices.warn(problem);
    this.#storageComplained = true;
  }
}

function sameRun(one: RunOptions, other: RunOptions): boolean {
  return (["mode", "seed", "world", "entry"] as const).every((name) => (one[name] ?? null) === (other[name] ?? null));
}
