#!/usr/bin/env node
// The command line: the same module as in the page, run in Node. Results go to stdout, everything else to stderr.
// Exit codes: 0 success, 1 the program failed, 2 it does not compile, 3 wrong usage or unreadable input.
import { constants, isUtf8 } from "node:buffer";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { codes, nearest, page } from "./explain.mjs";

// Not a static import: a checkout that was never built is told so.
const { default: init, check, compile, decodeLink, encodeLink, explore, format, readJournal, replay, version } = await import("./index.mjs").catch(unbuilt);

const USAGE = `usage: lumen-playground COMMAND …

  run FILE     run a program or document
                 --mode eager|fifo|random   who goes next (default: as the program says)
                 --clock virtual|real       (default: virtual)
                 --seed N                   for random choices (default: 0)
                 --world FILE               what answers fetch and tools, instead of the document's world block
                 --max-steps N              end the run after so many instructions
                 --journal OUT              write the journal, from which replay repeats the run
                 --trace OUT                write the event log: for Perfetto if OUT ends in .perfetto.json, else as JSON lines
                 --json                     print the report as one object
  replay JOURNAL   repeat a recorded run
                 --replay strict|lenient|prefix   when it goes another way: end there, or go on (default: strict)
                 --trace OUT, --json        as for run
  explore FILE run a program in all orders that can be told apart, and list what they come to
                 --max-runs N               give up after so many runs (default: 10000)
                 --strategy dpor|pct|random one order of each class, or drawn ones (default: dpor)
                 --mode eager|fifo          when futures start (default: as the program says)
                 --seed N, --world FILE     as for run
                 --journals DIR             write a recording of the simplest order of each outcome, for replay
                 --json                     print the result as one object
  check FILE   print what is wrong or doubtful
                 --json                     print the diagnostics as one object
  explain CODE print what a diagnostic's code means, with a program that shows it and the same program mended
  format FILE  print the program in its canonical layout; of a document only the programs in it change
                 --write                    rewrite FILE instead, if that changes it
                 --check                    only say whether it would change: exit code 1 and the first line that does
  share FILE   print a link's fragment
                 --mode, --clock, --seed    kept in the link
                 --journal FILE             the link shows that recorded run of FILE
  open LINK    print the program behind a link

  bench        measure how quick the machine is here, beside V8's promises

FILE may be - for standard input. -h or --help behind any command prints this, --version the version.`;

const EXIT = { ok: 0, failed: 1, rejected: 2, usage: 3 };

/** Wrong usage: one sentence for people, and then the usage. */
class UsageError extends Error {}

/** Input that cannot be read: one sentence for people. */
class InputError extends Error {}

const SETTINGS = { mode: { type: "string" }, clock: { type: "string" }, seed: { type: "string" } };
const JSON_FLAG = { json: { type: "boolean", default: false } };

const HELP_FLAG = { help: { type: "boolean", short: "h", default: false } };

const TEXT = { type: "string" };
const FLAG = { type: "boolean", default: false };

const COMMANDS = {
  run: { options: { ...SETTINGS, ...JSON_FLAG, "max-steps": TEXT, world: TEXT, journal: TEXT, trace: TEXT }, run: runCommand },
  replay: { options: { ...JSON_FLAG, replay: TEXT, trace: TEXT }, run: replayCommand },
  explore: {
    options: { ...JSON_FLAG, "max-runs": TEXT, strategy: TEXT, mode: TEXT, seed: TEXT, world: TEXT, journals: TEXT },
    run: exploreCommand,
  },
  check: { options: JSON_FLAG, run: checkCommand },
  format: { options: { write: FLAG, check: FLAG }, run: formatCommand },
  share: { options: { ...SETTINGS, journal: TEXT }, run: shareCommand },
  open: { options: {}, run: openCommand },
  explain: { options: {}, run: explainCommand },
  bench: { options: {}, run: benchCommand },
};

/** What a command works on, other than a FILE. */
const OPERANDS = { open: "LINK", replay: "JOURNAL", explain: "CODE", bench: null };

function unbuilt(error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.stderr.write("the module is missing: `cargo xtask build` puts it beside this file\n");
  process.exit(3);
}

async function runCommand(file, values) {
  if (file === "-" && values.world === "-") throw new UsageError("only one file can be standard input");
  const options = { ...readSettings(values) };
  if (values["max-steps"] !== undefined) options.limits = { steps: readCount("--max-steps", values["max-steps"], 1) };
  if (values.world !== undefined) options.world = await readSource(values.world);
  const source = await readProgram(file);
  let program;
  try {
    program = compile(source);
  } catch (error) {
    if (error?.name !== "LumenCompileError") throw error;
    return rejected(error.diagnostics, source, file, options, values.json);
  }
  if (!values.json) {
    printDiagnostics(program.diagnostics.filter(({ severity }) => severity !== "hint"), source, file);
    options.onOutput = printLines;
  }
  return finish(startIn(program, options, values.world), source, file, values);
}

async function replayCommand(file, values) {
  const strictness = readWord("--replay", values.replay ?? "strict", ["strict", "lenient", "prefix"]);
  const journal = await readSource(file);
  const run = opening(file, () => replay(journal, { replay: strictness, onOutput: values.json ? undefined : printLines }));
  const code = await finish(run, readJournal(journal).source, file, values);
  if (run.divergence === null) return code;
  process.stderr.write(`${run.divergence.message}\n`);
  return strictness === "strict" ? EXIT.usage : code;
}

async function exploreCommand(file, values) {
  if (file === "-" && values.world === "-") throw new UsageError("only one file can be standard input");
  const options = { ...readSettings(values) };
  if (values.strategy !== undefined) options.strategy = readWord("--strategy", values.strategy, ["dpor", "pct", "random"]);
  if (values["max-runs"] !== undefined) options.maxRuns = readCount("--max-runs", values["max-runs"], 1);
  if (values.world !== undefined) options.world = await readSource(values.world);
  const source = await readProgram(file);
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.once("SIGINT", stop);
  let found;
  try {
    found = await explore(source, { ...options, signal: interrupt.signal, onProgress: values.json ? undefined : printProgress });
  } catch (error) {
    if (error?.name === "LumenCompileError") return notExplored(error.diagnostics, source, file, values.json);
    throw worldProblem(error, options.world, values.world);
  } finally {
    process.off("SIGINT", stop);
  }
  const files = values.journals === undefined ? [] : await writeJournals(values.journals, found.outcomes);
  if (values.json) printJson(found);
  else printExploration(found, files, source, file);
  if (!values.json && leavesOpen(found, options, source)) {
    process.stdout.write("\nfutures start at once in this program; --mode fifo starts them in their turn, and leaves more orders open\n");
  }
  return found.outcomes.every(({ status }) => status === "ok") ? EXIT.ok : EXIT.failed;
}

function notExplored(diagnostics, source, file, json) {
  if (json) printJson({ version: 1, verdict: "incomplete", bound: "the program does not compile", runs: 0, classes: 0, outcomes: [] });
  else printDiagnostics(diagnostics, source, file);
  return EXIT.rejected;
}

/** Writes the journals of the outcomes, and gives their files. */
async function writeJournals(folder, outcomes) {
  const files = outcomes.map((_, index) => join(folder, `${index + 1}.jsonl`));
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  await Promise.all(files.map((name, index) => writeResult(name, outcomes[index].journal)));
  return files;
}

/** On a terminal, how far an exploration is. */
function printProgress({ runs, outcomes }) {
  if (process.stderr.isTTY) process.stderr.write(`\r${counted(runs, "run")}, ${counted(outcomes, "outcome")} …\x1b[K`);
}

/** `7 orders, 2 outcomes`, and each outcome. */
function printExploration(found, files, source, file) {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  const { outcomes } = found;
  process.stdout.write(`${counted(found.classes, "order")}, ${counted(outcomes.length, "outcome")}\n`);
  if (found.verdict === "incomplete") process.stdout.write(`incomplete: ${found.bound}\n`);
  outcomes.forEach((outcome, index) => printOutcome(outcome, index + 1, files[index], source, file));
  if (files.length === 0 && outcomes.length > 1) {
    process.stdout.write("\n--journals DIR writes a recording of each outcome, which replay repeats and the page opens\n");
  }
}

/** Whether another mode would leave more open: a program that makes futures at once often has one order only. */
function leavesOpen({ classes }, { mode }, source) {
  return classes === 1 && (mode ?? compile(source).defaultMode) !== "fifo" && /\b(spawn|async|parallel|race|vote|select)\b/.test(source);
}

function printOutcome({ status, value, error, output, count }, number, journal, source, file) {
  const result = status === "ok" ? `ok, ${value}` : status;
  process.stdout.write(`\noutcome ${number}: ${result} (${counted(count, "order")})\n`);
  process.stdout.write(output.map((line) => `  ${line}\n`).join(""));
  if (error) process.stdout.write(withPlace(error.message, error, error.future === "0" ? [] : [`in future ${error.future}`], source, file));
  if (journal !== undefined) process.stdout.write(`  replay ${journal}\n`);
}

function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** What `open` makes of a journal; one that cannot be used is input that cannot be read. */
function opening(file, open) {
  try {
    return open();
  } catch (error) {
    if (error?.name !== "LumenJournalError") throw error;
    throw new InputError(`cannot replay ${file}: ${error.message}`);
  }
}

/** Waits for a run's end, writes what was asked for and prints how it ended. */
async function finish(run, source, file, values) {
  const interrupt = () => run.stop();
  process.once("SIGINT", interrupt);
  const report = await run.finished;
  process.off("SIGINT", interrupt);
  if (values.json) printJson(report);
  else printEnd(report, source, file);
  if (values.journal !== undefined) await writeResult(values.journal, run.journal());
  if (values.trace !== undefined) {
    await writeResult(values.trace, run.trace(values.trace.endsWith(".perfetto.json") ? "perfetto" : "jsonl"));
  }
  return { ok: EXIT.ok, rejected: EXIT.rejected }[report.status] ?? EXIT.failed;
}

async function writeResult(file, text) {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new InputError(`cannot write ${file}: ${reasonOf(error)}`);
  }
}

function printLines(lines) {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/** The error of a world that cannot be read: input that cannot be read. Any other stays what it is. */
function worldProblem(error, world, worldFile) {
  if (error?.name !== "LumenWorldError") return error;
  printDiagnostics(error.diagnostics, world, worldFile);
  return new InputError(`cannot use ${worldFile}: it is no world`);
}

/** Starts a run; a world that cannot be read is input that cannot be read. */
function startIn(program, options, worldFile) {
  try {
    return program.start(options);
  } catch (error) {
    throw worldProblem(error, options.world, worldFile);
  }
}

/** The report of a program that was never started. */
function rejected(diagnostics, source, file, options, json) {
  const first = diagnostics.find((diagnostic) => diagnostic.severity === "error") ?? diagnostics[0];
  if (json) {
    const error = first && { message: first.message, line: first.line, column: first.column, end_line: first.end_line, end_column: first.end_column, future: "0" };
    printJson({
      version: 1, status: "rejected", value: null, error: error ?? null, output: [], mode: options.mode ?? "eager",
      clock: options.clock ?? "virtual", seed: options.seed ?? 0, elapsed_ms: 0, steps: 0, futures: [], unhandled: [],
      diagnostics, trace_hash: "",
    });
  } else {
    printDiagnostics(diagnostics, source, file);
  }
  return EXIT.rejected;
}

async function checkCommand(file, values) {
  const source = await readProgram(file);
  const diagnostics = check(source);
  if (values.json) printJson({ version: 1, diagnostics });
  else printDiagnostics(diagnostics, source, file);
  return diagnostics.some((diagnostic) => diagnostic.severity === "error") ? EXIT.rejected : EXIT.ok;
}

async function formatCommand(file, values) {
  if (values.write && values.check) throw new UsageError("--write and --check exclude each other");
  if (values.write && file === "-") throw new UsageError("--write needs a FILE to rewrite");
  const source = await readProgram(file);
  let text;
  try {
    text = format(source);
  } catch (error) {
    if (error?.name !== "LumenCompileError") throw error;
    printDiagnostics(error.diagnostics, source, file);
    return EXIT.rejected;
  }
  if (values.check) return checkLayout(source, text, file);
  if (!values.write) process.stdout.write(text);
  else if (text !== source) await writeResult(file, text);
  return EXIT.ok;
}

/** Names a file that is not in its canonical layout, and its first line that would change. */
function checkLayout(source, text, file) {
  if (text === source) return EXIT.ok;
  const [before, after] = [source.split("\n"), text.split("\n")];
  const at = before.findIndex((line, index) => line !== after[index]);
  const line = at < 0 ? before.length : at;
  const shown = (mark, text) => (text === undefined ? "" : `${mark} ${shortened(text)}\n`);
  process.stdout.write(`${file}:${line + 1}\n${shown("-", before[line])}${shown("+", after[line])}`);
  return EXIT.failed;
}

async function shareCommand(file, values) {
  if (file === "-" && values.journal === "-") throw new UsageError("only one file can be standard input");
  const payload = { source: await readProgram(file), ...readSettings(values) };
  if (values.journal !== undefined) Object.assign(payload, await recording(values.journal, payload.source));
  process.stdout.write(`${packed(payload)}\n`);
  return EXIT.ok;
}

function packed(payload) {
  try {
    return encodeLink(payload);
  } catch (error) {
    throw new InputError(error.message);
  }
}

/** What a link holds of a recorded run: as a rule a few characters. */
async function recording(file, source) {
  const journal = await readSource(file);
  const info = opening(file, () => readJournal(journal));
  if (info.source !== source) throw new InputError(`${file} is a recording of another program`);
  if (!info.is_schedule) return { journal };
  const { mode, clock, seed, choices } = info;
  return { mode, clock: clock === "real" ? clock : undefined, seed: seed || undefined, choices, world: info.world ?? undefined };
}

async function openCommand(link) {
  try {
    process.stdout.write(decodeLink(link === "-" ? await readSource("-") : link).source);
  } catch (error) {
    throw new InputError(error.message);
  }
  return EXIT.ok;
}

async function explainCommand(words) {
  // People paste what they see: `error[unused-future]`.
  const code = /\[(.+)\]/.exec(words)?.[1] ?? words;
  const known = await codes();
  if (!known.includes(code)) {
    const near = nearest(code, known);
    throw new InputError(`no diagnostic has the code ${code}${near.length > 0 ? `; nearest: ${near.join(", ")}` : ""}`);
  }
  process.stdout.write(await page(code));
  return EXIT.ok;
}

async function benchCommand() {
  const { bench } = await import("./bench.mjs");
  await bench((line) => process.stdout.write(`${line}\n`));
  return EXIT.ok;
}

function readSettings(values) {
  const settings = {};
  if (values.mode !== undefined) settings.mode = readWord("--mode", values.mode, ["eager", "fifo", "random"]);
  if (values.clock !== undefined) settings.clock = readWord("--clock", values.clock, ["virtual", "real"]);
  if (values.seed !== undefined) settings.seed = readCount("--seed", values.seed, 0);
  return settings;
}

function readWord(option, word, allowed) {
  if (!allowed.includes(word)) throw new UsageError(`${option} takes one of ${allowed.join(", ")}, not ${word}`);
  return word;
}

function readCount(option, word, least) {
  const count = /^\d+$/.test(word) ? Number(word) : NaN;
  if (!Number.isSafeInteger(count) || count < least) throw new UsageError(`${option} takes a whole number from ${least}, not ${word}`);
  return count;
}

/** A program or document; a file that says it is Markdown must have a program in it. */
async function readProgram(file) {
  const source = await readSource(file);
  if (file.endsWith(".md") && !LUMEN_FENCE.test(source)) {
    throw new InputError(`${file} has no program: in a .md file it stands between \`\`\`lumen and \`\`\``);
  }
  return source;
}

/** As the module knows a document. */
const LUMEN_FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*lumen\b/m;

async function readSource(file) {
  const bytes = await readBytes(file);
  if (bytes.length > constants.MAX_STRING_LENGTH) throw new InputError(`cannot read ${file}: it is larger than a text can be`);
  if (!isUtf8(bytes)) throw new InputError(`cannot read ${file}: line ${brokenLine(bytes)} is not UTF-8; save it as UTF-8 text`);
  return bytes.toString("utf8");
}

/** The line, from 1, of the first bytes that are no UTF-8. */
function brokenLine(bytes) {
  const broken = Buffer.from(bytes.toString("utf8"), "utf8").findIndex((byte, at) => byte !== bytes[at]);
  return bytes.subarray(0, broken).filter((byte) => byte === 0x0a).length + 1;
}

async function readBytes(file) {
  try {
    if (file !== "-") return await readFile(file);
    const chunks = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    throw new InputError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}

/** Why a file cannot be read or written. */
const REASONS = { ENOENT: "there is no such file or folder", EISDIR: "it is a folder", EACCES: "that is not allowed" };

function reasonOf(error) {
  return REASONS[error.code] ?? error.message;
}

function printJson(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function printDiagnostics(diagnostics, source, file) {
  for (const diagnostic of diagnostics) {
    const headline = `${diagnostic.severity}[${diagnostic.code}]: ${diagnostic.message}`;
    const labels = diagnostic.labels.map((label) => `line ${label.line}: ${label.message}`);
    if (diagnostic.help) labels.push(`help: ${diagnostic.help}`);
    process.stderr.write(withPlace(headline, diagnostic, labels, source, file));
  }
  printMore(diagnostics.map((diagnostic) => diagnostic.code));
}

/** The most codes that are named where more can be read. */
const CODES_NAMED_MAX = 3;

/** Where more can be read about the codes that were shown, on one line. */
function printMore(shown) {
  const unique = [...new Set(shown)];
  if (unique.length === 0) return;
  const [first] = unique;
  const named = unique.slice(0, CODES_NAMED_MAX).join(", ") + (unique.length > CODES_NAMED_MAX ? " …" : "");
  process.stderr.write(`more about ${named}: lumen-playground explain ${unique.length === 1 ? first : "CODE"}\n`);
}

/** How the run ended, if not well; and what was left unhandled. */
function printEnd(report, source, file) {
  if (report.error) {
    const word = report.status === "failed" ? "error" : report.status;
    const { message } = report.error;
    const headline = message.startsWith(word) ? message : `${word}: ${message}`;
    const labels = report.error.future === "0" ? [] : [`in future ${report.error.future}`];
    process.stderr.write(withPlace(headline, report.error, labels, source, file));
  } else if (report.status !== "ok") {
    process.stderr.write(`${report.status}\n`);
  }
  for (const id of report.unhandled) {
    const row = report.futures.find((future) => future.id === id);
    if (!row || report.error?.future === id) continue;
    process.stderr.write(withPlace(`unhandled: future ${id} failed: ${row.message}`, row, [row.label], source, file));
  }
  printMore(codesOfEnd(report));
}

/** The codes whose pages explain a bad end. A failure that reached main explains itself. */
function codesOfEnd({ status, unhandled }) {
  const ended = ["deadlock", "limit"].filter((code) => code === status);
  return unhandled.length > 0 ? [...ended, "unhandled-failure"] : ended;
}

/** A headline, the place, its source line with a caret, and further lines. */
function withPlace(headline, place, labels, source, file) {
  const { line, column } = place;
  if (!line) return [headline, ...labels.map((label) => `  = ${label}`)].join("\n") + "\n";
  const text = [...(source.split(/\r?\n/)[line - 1] ?? "")];
  const last = place.end_line === line ? place.end_column : column + 1;
  const carets = "^".repeat(Math.max(1, Math.min(last, text.length + 1) - column));
  const pad = " ".repeat(String(line).length);
  const indent = text.slice(0, column - 1).map((c) => (c === "\t" ? "\t" : " ")).join("");
  const lines = [headline, `${pad}--> ${file}:${line}:${column}`, `${line} | ${shortened(text.join(""))}`, `${pad} | ${indent}${carets}`];
  if (text.length > LINE_CHARACTERS_MAX) lines.splice(2);
  return [...lines, ...labels.map((label) => `${pad} = ${label}`)].join("\n") + "\n";
}

/** A line longer than this is not shown: it would bury the message. Chosen by feel. */
const LINE_CHARACTERS_MAX = 400;

function shortened(text) {
  return text.length > LINE_CHARACTERS_MAX ? `${text.slice(0, LINE_CHARACTERS_MAX)}…` : text;
}

async function main(words) {
  const [name, ...rest] = words;
  if (name === "help" || name === "--help" || name === "-h") return printUsage();
  if (name === "--version") {
    await init();
    process.stdout.write(`${version()}\n`);
    return EXIT.ok;
  }
  const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(name === undefined ? "a command is missing" : `unknown command ${name}`);
  let parsed;
  try {
    parsed = parseArgs({ args: rest, options: { ...command.options, ...HELP_FLAG }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message.split(/\.\s/)[0]);
  }
  if (parsed.values.help) return printUsage();
  const operand = name in OPERANDS ? OPERANDS[name] : "FILE";
  if (parsed.positionals.length !== (operand === null ? 0 : 1)) throw new UsageError(operand === null ? `${name} takes nothing` : `${name} takes one ${operand}`);
  await init();
  return command.run(parsed.positionals[0], parsed.values);
}

function printUsage() {
  process.stdout.write(`${USAGE}\n`);
  return EXIT.ok;
}

// Whoever reads our output may stop early (`| head`); that is no failure.
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failed));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError || error instanceof InputError) {
    process.stderr.write(error instanceof UsageError ? `${error.message}\n\n${USAGE}\n` : `${error.message}\n`);
    process.exitCode = EXIT.usage;
  } else {
    process.stderr.write(`This is a mistake of the playground, not of the program: ${error?.message ?? error}\nPlease report it.\n`);
    process.exitCode = EXIT.failed;
  }
}
