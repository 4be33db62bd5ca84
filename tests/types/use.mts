// The package as a TypeScript program uses it. Nothing here runs: it must compile, and what is marked must not.
import init, { LumenProgram, check, compile, decodeLink, encodeLink, format, limits, readJournal, replay } from "lumen-playground";
import type {
  LumenCall, LumenCompileError, LumenDiagnostic, LumenEvent, LumenFork, LumenFutureRow, LumenInspection, LumenJournalInfo, LumenLinkPayload, LumenOptions, LumenReport, LumenRun,
  LumenStatus,
} from "lumen-playground";

await init();
await init(new URL("https://example.org/lumen_playground_bg.wasm"));

const diagnostics: LumenDiagnostic[] = check("print(1)\n");
const program: LumenProgram = compile(format("print(1)\n"));

function listen(events: LumenEvent[]): void {
  for (const event of events) {
    if (event.kind === "suspended" && event.waits_for.type === "futures") event.waits_for.futures satisfies string[];
    if (event.kind === "chosen") event.ready.includes(event.pick);
    if (event.kind === "ended") event.status satisfies LumenStatus;
  }
}

const options: LumenOptions = {
  mode: "fifo",
  clock: "real",
  seed: 3,
  limits: { steps: 1000 },
  world: "",
  tools: {
    "llm.chat": async (args, { signal, roles, future, name }) => {
      signal.throwIfAborted();
      return [args["prompt"], roles[0]?.text, future, name];
    },
  },
  externs: { double: (n: number, call: LumenCall) => [n * 2, call.future] },
  fetch: true,
  onEvents: listen,
  onOutput: (lines) => lines.join("\n"),
};

const run: LumenRun = program.start(options);
const report: LumenReport = await run.finished;
report.futures satisfies LumenFutureRow[];
const value = await run.promise("0.1");
const call = program.call("fetch_user", ["7"] as const, options);
call.run?.stop();
const user = await call;
const moment: LumenInspection = run.inspect(3, "0.1");
const fork: LumenFork = { seq: 3, pick: "0.1" };
run.fork(fork, { onOutput() {} }).divergence?.message satisfies string | undefined;
const info: LumenJournalInfo = readJournal(run.journal());
await replay(run.journal(), { replay: "lenient" }).finished;
const payload: LumenLinkPayload = decodeLink(encodeLink({ source: "print(1)\n", mode: "eager" }));
limits()["steps"] satisfies number | undefined;
run.trace("perfetto") satisfies string;
try {
  compile("(");
} catch (error) {
  (error as LumenCompileError).diagnostics satisfies LumenDiagnostic[];
}
export { diagnostics, info, moment, payload, user, value };

// @ts-expect-error There is no such mode.
program.start({ mode: "lazy" });
// @ts-expect-error There is no such option.
program.start({ sed: 3 });
// @ts-expect-error There is no such format.
run.trace("xml");
// @ts-expect-error At which event?
run.fork({ pick: "0.1" });
// @ts-expect-error A source is a string.
check(5);
// @ts-expect-error Programs come from `compile`.
new LumenProgram();
