// The examples of the package's page run, and what they assert holds.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import test, { after, before } from "node:test";

const page = new URL("../../pkg/README.md", import.meta.url);
const entry = new URL("../../pkg/index.mjs", import.meta.url);
const blocks = [...(await readFile(page, "utf8")).matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "lumen-readme-"))));
after(() => rm(folder, { recursive: true }));

test("there are examples", () => assert.ok(blocks.length >= 4));

for (const [index, code] of blocks.entries()) {
  test(`example ${index + 1}`, async () => {
    const file = join(folder, `${index}.mjs`);
    const failed = [];
    await writeFile(file, code.replaceAll('"lumen-playground"', JSON.stringify(entry.href)));
    const { assert: asserted, log } = console;
    Object.assign(console, { assert: (holds) => holds || failed.push("an assertion"), log: () => {} });
    try {
      await import(pathToFileURL(file));
    } finally {
      Object.assign(console, { assert: asserted, log });
    }
    assert.deepEqual(failed, []);
  });
}
