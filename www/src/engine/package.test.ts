import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the package's types take a program that uses all of it", { timeout: 60_000 }, () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const compiled = spawnSync(`${root}www/node_modules/.bin/tsc`, ["--project", `${root}tests/types`], { encoding: "utf8" });
  expect(compiled.stdout).toBe("");
  expect(compiled.status).toBe(0);
});
