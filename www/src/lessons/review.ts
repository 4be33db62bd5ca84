/** Whether a lesson keeps its promises: what a teacher sees beside it, and what the tests ask of the course. */
import { checkProgram, complaintsOf } from "./cases";
import { factsOf } from "./checks/facts";
import { wordsOf, type Lesson } from "./document/lesson";
import { pose } from "./predict/pose";
import type { Run } from "./run";

/** More than this and nobody gets to the first run. */
export const WORDS_MAX = 150;

export interface Remark {
  good: boolean;
  text: string;
}

export async function review(lesson: Lesson, run: Run): Promise<Remark[]> {
  return [length(lesson), await start(lesson, run), ...(await questions(lesson, run)), await solution(lesson, run), ...(await attempts(lesson, run))];
}

function length({ prose }: Lesson): Remark {
  const words = wordsOf(prose);
  return { good: words < WORDS_MAX, text: `${words} words before the first run; fewer than ${WORDS_MAX} is good.` };
}

async function start({ start, task, questions }: Lesson, run: Run): Promise<Remark> {
  const { passed } = await checkProgram(start, task, run);
  if (!passed) return { good: true, text: "The start does not pass the check yet." };
  return questions.length > 0 ? { good: true, text: "The start passes, and there is something to predict." } : { good: false, text: "The start passes the check already, and nothing is asked." };
}

async function questions({ start, task, questions }: Lesson, run: Run): Promise<Remark[]> {
  if (questions.length === 0) return [];
  const ran = await run(start, task.settings);
  if (ran.kind !== "report") return [{ good: false, text: "The start does not run, so that no question has an answer." }];
  const facts = factsOf(ran.report, ran.events);
  const silent = questions.filter((question) => pose(question, facts) === null);
  if (silent.length === 0) return [{ good: true, text: "Every question is answered by the run." }];
  return silent.map(({ line }) => ({ good: false, text: `The run gives no answer to the question in line ${line}.` }));
}

async function solution({ start, solution, task }: Lesson, run: Run): Promise<Remark> {
  const verdict = await checkProgram(solution ?? start, task, run);
  const which = solution === null ? "The start, as there is no solution," : "The solution";
  if (verdict.passed) return { good: true, text: `${which} passes, hidden cases included.` };
  return { good: false, text: `${which} does not pass. ${complaintsOf(verdict).join(" ")}` };
}

async function attempts({ wrong, task }: Lesson, run: Run): Promise<Remark[]> {
  const remarks: Remark[] = [];
  for (const { line, source, says } of wrong) {
    const verdict = await checkProgram(source, task, run);
    const said = complaintsOf(verdict).join("\n");
    if (verdict.passed) remarks.push({ good: false, text: `The wrong program in line ${line} passes.` });
    else if (!said.includes(says)) remarks.push({ good: false, text: `The wrong program in line ${line} fails with other words: ${said}` });
    else remarks.push({ good: true, text: `The wrong program in line ${line} fails, and says so.` });
  }
  return remarks;
}
