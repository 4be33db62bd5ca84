// The canonical layout: the function of the module and the command.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import init, { format } from "../../pkg/index.mjs";

const CLI = fileURLToPath(new URL("../../pkg/cli.mjs", import.meta.url));
const ROUGH = "cell main()->Int\nlet x=1 # one\nreturn x\nend";
const CANONICAL = "cell main() -> Int\n  let x = 1  # one\n  return x\nend\n";
const WRONG = "cell main(\n  let = 1\n";

let folder;
before(async () => {
  await init();
  folder = await mkdtemp(join(tmpdir(), "lumen-format-"));
});
after(() => rm(folder, { recursive: true }));

/** Runs the command with `input` on stdin. */
function cli(words, input = "") {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, "format", ...words]);
    const result = { code: null, stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (result.stdout += chunk));
    child.stderr.on("data", (chunk) => (result.stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...result, code }));
    child.stdin.end(input);
  });
}

async function file(name, text) {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test("format gives the canonical layout, and of that the same", () => {
  assert.equal(format(ROUGH), CANONICAL);
  assert.equal(format(CANONICAL), CANONICAL);
});

test("of a document only the programs change", () => {
  const around = (program) => `# Title  \n\n* prose   \n\`\`\`lumen\n${program}\`\`\`\n\n\`\`\`world\nfetch  "x"\n\`\`\`\nend`;
  assert.equal(format(around(`${ROUGH}\n`)), around(CANONICAL));
});

test("a text that cannot be read is refused with its diagnostics", () => {
  assert.throws(() => format(WRONG), (error) => {
    assert.equal(error.name, "LumenCompileError");
    assert.ok(error.diagnostics.some(({ severity, line }) => severity === "error" && line >= 1));
    return true;
  });
});

test("a program that nests deeply is answered, not trapped", () => {
  assert.equal(format(`print(${"[".repeat(40)}${"]".repeat(40)})\n`), `print(${"[".repeat(40)}${"]".repeat(40)})\n`);
  assert.throws(() => format("(".repeat(100_000)), { name: "LumenCompileError" });
  assert.equal(format(ROUGH), CANONICAL);
});

test("the command prints, from a file or standard input", async () => {
  assert.deepEqual(await cli(["-"], ROUGH), { code: 0, stdout: CANONICAL, stderr: "" });
  assert.deepEqual(await cli([await file("printed.lm", ROUGH)]), { code: 0, stdout: CANONICAL, stderr: "" });
});

test("--check names the file and its first line that would change: 1", async () => {
  const path = await file("checked.lm", ROUGH);
  const stdout = `${path}:1\n- cell main()->Int\n+ cell main() -> Int\n`;
  assert.deepEqual(await cli(["--check", path]), { code: 1, stdout, stderr: "" });
  assert.equal(await readFile(path, "utf8"), ROUGH);
  assert.deepEqual(await cli(["--check", "-"], CANONICAL), { code: 0, stdout: "", stderr: "" });
});

test("--write rewrites only what changes", async () => {
  const path = await file("written.lm", ROUGH);
  assert.deepEqual(await cli(["--write", path]), { code: 0, stdout: "", stderr: "" });
  assert.equal(await readFile(path, "utf8"), CANONICAL);
  const { mtimeMs } = await stat(path);
  assert.equal((await cli(["--write", path])).code, 0);
  assert.equal((await stat(path)).mtimeMs, mtimeMs);
});

test("mistakes go to standard error, and the file stays: 2", async () => {
  const path = await file("wrong.lm", WRONG);
  const { code, stdout, stderr } = await cli(["--write", path]);
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /^error\[[a-z-]+\]: /);
  assert.equal(await readFile(path, "utf8"), WRONG);
});

test("wrong usage and files that cannot be read: 3", async () => {
  for (const words of [[], ["--write", "-"], ["--write", "--check", "x.lm"], [join(folder, "missing.lm")]]) {
    assert.equal((await cli(words)).code, 3, words.join(" "));
  }
});
