/** An engine that hangs or breaks: the page replaces its worker, says so, and loses nothing. */
import type { Page } from "@playwright/test";
import { expect, test } from "./page";

/** The page starts with two workers; those that replace them are whole. */
const WORKERS_AT_START = 2;

/** Puts a line of code in front of the first workers' own answer to `run`. */
async function sabotage(page: Page, code: string): Promise<void> {
  const trap = `self.addEventListener("message", (event) => { if (event.data?.path?.[0] === "run") { ${code} } });
`;
  let loaded = 0;
  await page.route(/worker-.*\.js$/, async (route) => {
    const broken = loaded++ < WORKERS_AT_START;
    const response = await route.fetch();
    await route.fulfill({ response, body: (broken ? trap : "") + (await response.text()) });
  });
}

test("a worker that does not answer to Stop is ended and replaced", async ({ playground }) => {
  const { page } = playground;
  await sabotage(page, "for (;;);");
  await playground.open();
  await playground.write("cell main() -> Int\n  return 42\nend\n");
  await playground.run();
  await page.locator("[data-stop]").click();
  await expect(page.locator(".verdict")).toContainText("Stopped");
  await expect(playground.notices).toContainText("did not answer to Stop");
  expect(await playground.finish()).toBe("ok");
  expect(await playground.source()).toContain("return 42");
});

test("a worker that traps is replaced and says so", async ({ playground }) => {
  const { page } = playground;
  await sabotage(page, 'throw new WebAssembly.RuntimeError("unreachable")');
  await playground.open();
  await playground.write("cell main() -> Int\n  return 42\nend\n");
  await playground.run();
  await expect(playground.notices).toContainText("An internal error of the playground");
  await expect(playground.notices).toContainText("started afresh");
  await expect(page.locator(".verdict")).toContainText("The engine stopped");
  expect(await playground.finish()).toBe("ok");
  expect(await playground.source()).toContain("return 42");
});

test("what was typed a moment ago is there after a reload", async ({ playground }) => {
  await playground.write('print("kept")\n');
  await playground.page.reload();
  await expect(playground.editor).toContainText('print("kept")');
});
