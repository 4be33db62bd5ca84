/** Every document of the examples menu runs, and ends well. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./page";

const folder = fileURLToPath(new URL("../examples/", import.meta.url));
const names = readdirSync(folder).map((file) => file.replace(/^\d+-/, "").replace(/\.md$/, ""));

for (const name of names) {
  test(`example ${name} runs`, async ({ playground }) => {
    await playground.example(name);
    expect(await playground.finish()).toBe("ok");
    await expect(playground.lines.first()).toBeVisible();
    expect(await playground.states()).toContainEqual("0 completed");
    expect(await playground.pixelsOf("completed")).toBeGreaterThan(20);
    await expect(playground.page.locator(".editor-problems.bad")).toHaveCount(0);
  });
}

/** What some examples must print, word for word, whatever else changes. */
const PRINTED: readonly (readonly [string, string])[] = [
  ["race", "backup won at 50 ms"],
  ["timeout", "Timed out"],
  ["ensemble", "42, from 3 models"],
];

for (const [name, line] of PRINTED) {
  test(`example ${name} prints what it should`, async ({ playground }) => {
    await playground.example(name);
    await playground.finish();
    await expect(playground.lines.filter({ hasText: line })).toBeVisible();
  });
}

test("the first example is there on the first visit", async ({ playground }) => {
  expect(await playground.source()).toContain("cell main()");
  await expect(playground.page.locator(".editor-hint")).toBeVisible();
});
