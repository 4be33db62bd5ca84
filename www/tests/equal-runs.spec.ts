/** The module in a browser comes to the same event logs as the native build, which tests/equal_runs.rs writes down. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test, type Page } from "@playwright/test";

interface Outcome {
  count: number;
  differences: string[];
}

const root = new URL("../../", import.meta.url);
const ADDRESS = "http://playground.test/";

test("every program of the specification has the native build's event log", async ({ page }) => {
  const list = await readFile(new URL("target/equal-runs.json", root), "utf8").catch(() => {
    throw new Error("no list: run `cargo test --test equal_runs` first");
  });
  await serve(page);
  const { count, differences } = await page.evaluate(async (text): Promise<Outcome> => {
    const [playgroundFile, runnerFile] = ["/pkg/index.mjs", "/tests/node/run-again.mjs"];
    const playground = await import(playgroundFile);
    const { runAgain } = await import(runnerFile);
    await playground.default();
    return runAgain(playground, JSON.parse(text));
  }, list);
  expect(differences).toEqual([]);
  expect(count).toBeGreaterThan(1000);
});

/** An empty page, with the package and the runner under their paths in the repository. */
async function serve(page: Page): Promise<void> {
  await page.route(`${ADDRESS}**`, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    if (path === "") return route.fulfill({ contentType: "text/html", body: "<!doctype html>" });
    const contentType = path.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    return route.fulfill({ path: fileURLToPath(new URL(path, root)), contentType });
  });
  await page.goto(ADDRESS);
}
