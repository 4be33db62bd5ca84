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

test("the argument under way is told while a call is typed", async ({ playground }) => {
  const { page } = playground;
  await playground.write(PROGRAM);
  await cursorIn(playground, "print");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("format(1, ");
  await expect(page.locator(".card-signature strong")).toContainText("values");
  await page.keyboard.press("Escape");
  await expect(page.locator(".card-signature")).toHaveCount(0);
  await expect(playground.editor).toBeFocused();
});

test("F12 and a click with Ctrl go to where a name is declared", async ({ playground }) => {
  const { page } = playground;
  const first = page.locator(".cm-activeLine");
  await playground.write(PROGRAM);
  await cursorIn(playground, "total");
  await page.locator(".cm-line", { hasText: "print(total)" }).locator("text=total").click();
  await page.keyboard.press("F12");
  await expect(first).toContainText("let total");
  await page.locator(".cm-line", { hasText: "spawn" }).locator("text=work").click({ modifiers: ["ControlOrMeta"] });
  await expect(first).toContainText("cell work(");
});

test("a name is renamed everywhere in one step; a name that is taken is refused where it is typed", async ({ playground }) => {
  const { page } = playground;
  await playground.write(PROGRAM);
  await page.locator(".cm-line", { hasText: "return" }).locator("text=number").click();
  await page.keyboard.press("F2");
  const field = page.getByLabel("New name");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("number");
  await page.keyboard.type("if");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("if");
  await field.fill("amount");
  await page.keyboard.press("Enter");
  await expect(playground.editor).toContainText("cell work(amount: Int)");
  await expect(playground.editor).toContainText("return amount");
  await expect(playground.editor).toBeFocused();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.editor).toContainText("cell work(number: Int)");
  await expect(playground.editor).not.toContainText("amount");
});

test("uses of the name at the cursor are marked, and what belongs to an await, down to its lane", async ({ playground }) => {
  const { page } = playground;
  await playground.write(PROGRAM);
  expect(await playground.finish()).toBe("ok");
  await page.locator(".cm-line", { hasText: "return" }).locator("text=number").click();
  await expect(page.locator(".mark-used")).toHaveText(["number", "number", "number"]);
  await page.locator(".cm-line", { hasText: "let total" }).locator("text=await").click();
  await expect(page.locator(".mark-made").first()).toContainText("spawn");
});

test("a symbol is chosen by some of its letters", async ({ playground }) => {
  const { page } = playground;
  await playground.write(PROGRAM);
  await page.keyboard.press("ControlOrMeta+Shift+o");
  await expect(page.locator("[data-symbol]")).toHaveCount(2);
  await page.keyboard.type("wk");
  await expect(page.locator("[data-symbol]")).toContainText("work");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator(".cm-activeLine")).toContainText("cell work(");
  await expect(playground.editor).toBeFocused();
});

test("the layout is made in one step, and the cursor stays in its word", async ({ playground }) => {
  const { page } = playground;
  await playground.write('cell main( )\nlet total=1+2\nprint( total )\nend\n');
  await page.locator(".cm-line", { hasText: "print" }).locator("text=total").click();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+Alt+f");
  await expect(page.locator(".cm-line")).toHaveText(["cell main()", "  let total = 1 + 2", "  print(total)", "end", ""]);
  await expect(page.locator(".cm-activeLine")).toHaveText("  print(total)");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.locator(".cm-line").first()).toHaveText("cell main( )");
  await page.locator("[data-format]").click();
  await expect(page.locator(".cm-line").first()).toHaveText("cell main()");
});

test("a program that cannot be read keeps its layout, and the page says why", async ({ playground }) => {
  const { page } = playground;
  await playground.write("cell main(\n  print( 1 )\n");
  await page.locator("[data-format]").click();
  await expect(playground.notices).toContainText("left alone");
  await expect(playground.editor).toContainText("print( 1 )");
});

test("a cell folds and unfolds", async ({ playground }) => {
  const { page } = playground;
  await playground.write(PROGRAM);
  await page.locator(".cm-foldGutter [title='Fold line']").first().click();
  await expect(page.locator(".cm-foldPlaceholder")).toBeVisible();
  await expect(playground.editor).not.toContainText("return number");
  await page.locator(".cm-foldPlaceholder").click();
  await expect(playground.editor).toContainText("return number");
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
      await page.keyboard.press("Escape");
      await page.locator(".cm-line", { hasText: "return" }).locator("text=number").click();
      await page.keyboard.press("F2");
      await expect(page.getByLabel("New name")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("ControlOrMeta+Shift+o");
      await expect(page.locator("[data-symbol]").first()).toBeVisible();
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
    await expect(page.locator(".cm-activeLine")).toContainText("spawn(work");
    await page.locator("[data-card]").tap();
    await expect(page.locator(".card")).toContainText("cell work(number: Int) -> Int");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
