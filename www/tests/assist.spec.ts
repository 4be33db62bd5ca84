/** What the editor knows about the program. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./page";

const PROGRAM = `# Waits, then gives the number back.
cell work(number: Int) -> Int
  await sleep(number)
  return number
end

cell main()
  let total = await spawn(work(3))
  print(total)
end
`;

/** Puts the cursor into a name. */
async function cursorIn({ page }: PlaygroundPage, name: string): Promise<void> {
  await page.locator(".cm-line [class^=token-]", { hasText: new RegExp(`^${name}$`) }).first().click();
}

async function violations(page: Page): Promise<string[]> {
  const run = await new AxeBuilder({ page }).exclude(".cm-scroller").analyze();
  return run.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(" ")}`);
}

test("a word is completed while it is typed, and a snippet has places to fill in", async ({ playground }) => {
  const { page } = playground;
  await playground.write("cell greet(name: String) = name\n");
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("print(gre");
  await expect(page.locator(".cm-tooltip-autocomplete [aria-selected=true]")).toContainText("greet");
  await page.waitForTimeout(100);
  await page.keyboard.press("Tab");
  await expect(playground.editor).toContainText("print(greet(");
});

test("in a document, only its programs are completed", async ({ playground }) => {
  const { page } = playground;
  await playground.write("# Notes\n\n```lumen\nlet total = 1\n```\n");
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("tot");
  await page.keyboard.press("ControlOrMeta+Space");
  await page.waitForTimeout(400);
  await expect(page.locator(".cm-tooltip-autocomplete")).toHaveCount(0);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("tot");
  await expect(page.locator(".cm-tooltip-autocomplete")).toContainText("total");
});

test("a card says what stands under the pointer, and at the cursor by key", async ({ playground }) => {
  const { page } = playground;
  await playground.write(PROGRAM);
  await page.locator(".token-cell", { hasText: "work" }).last().hover();
  await expect(page.locator(".card")).toContainText("cell work(number: Int) -> Int");
  await expect(page.locator(".card")).toContainText("Waits, then gives the number back.");
  await page.mouse.move(2, 2);
  await expect(page.locator(".card")).toHaveCount(0);
  await cursorIn(playground, "sleep");
  await page.keyboard.press("ControlOrMeta+i");
  await expect(page.locator(".card")).toContainText("sleep");
  await page.keyboard.press("Escape");
  await expect(page.locator(".card")).toHaveCount(0);
  await expect(playground.editor).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`cards and proposals break no rule of accessibility in ${colorScheme}`, async ({ playground }) => {
      const { page } = playground;
      await playground.write(PROGRAM);
      await cursorIn(playground, "sleep");
      await page.keyboard.press("ControlOrMeta+i");
      await expect(page.locator(".card")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("ControlOrMeta+Space");
      await expect(page.locator(".cm-tooltip-autocomplete")).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a button says what stands at the cursor", async ({ playground }) => {
    const { page } = playground;
    await playground.write(PROGRAM);
    await page.locator(".token-cell", { hasText: "work" }).last().tap();
    await page.locator("[data-card]").tap();
    await expect(page.locator(".card")).toContainText("cell work(number: Int) -> Int");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
