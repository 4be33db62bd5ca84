/** Problems in the text: walked by keyboard, mended, explained. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./page";

const FORGOTTEN = `async cell work(n: Int) -> Int
  return n
end

cell main()
  work(5)
  print(work(3) + 1)
end
`;

test("F8 walks the problems, and the one at the cursor is told below the program", async ({ playground }) => {
  const { page } = playground;
  await playground.write(FORGOTTEN);
  await expect(page.locator(".cm-lintRange").first()).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("F8");
  await expect(page.locator("[data-problem]")).toHaveAttribute("data-problem", "unused-future");
  await page.keyboard.press("F8");
  await expect(page.locator("[data-problem]")).toHaveAttribute("data-problem", "future-as-value");
  await page.keyboard.press("Shift+F8");
  await expect(page.locator("[data-problem]")).toHaveAttribute("data-problem", "unused-future");
});

test("a key mends the problem at the cursor, in one step that can be undone", async ({ playground }) => {
  const { page } = playground;
  await playground.write(FORGOTTEN);
  await page.locator(".cm-lintRange-error").click();
  await page.keyboard.press("ControlOrMeta+.");
  await expect(playground.editor).toContainText("print(await work(3) + 1)");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.editor).toContainText("print(work(3) + 1)");
});

test("of several repairs one is chosen below the program", async ({ playground }) => {
  const { page } = playground;
  await playground.write(FORGOTTEN);
  await expect(page.locator(".cm-lintRange").first()).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("F8");
  await expect(page.locator("[data-fix]")).not.toHaveCount(1);
  await page.keyboard.press("ControlOrMeta+.");
  await expect(page.locator("[data-fix]").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(playground.editor).toContainText("await work(5)");
  await expect(playground.editor).toBeFocused();
});

test("a problem's card has its repair as a button", async ({ playground }) => {
  const { page } = playground;
  await playground.write(FORGOTTEN);
  await page.locator(".cm-lintRange-error").hover();
  const card = page.locator(".cm-tooltip-lint");
  await expect(card).toContainText("future-as-value");
  await card.getByRole("button", { name: "Add await" }).click();
  await expect(playground.editor).toContainText("await work(3)");
});

test("a problem is explained on its code's page, whose example opens in the editor", async ({ playground }) => {
  const { page } = playground;
  await playground.write(FORGOTTEN);
  await page.locator(".cm-lintRange-error").click();
  await page.locator("[data-explain]").click();
  await expect(page.getByRole("heading", { level: 1, name: "future-as-value" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Repair" })).toBeVisible();
  await page.locator("[data-snippet-open]").first().click();
  await expect(playground.editor).toContainText("price_of");
});

test("of many problems the first are marked, and the others counted", async ({ playground }) => {
  const { page } = playground;
  const lines = Array.from({ length: 120 }, (_, index) => `  print(nobody_${index})\n`);
  await playground.write(`cell main()\n${lines.join("")}end\n`);
  await expect(page.locator(".editor-status")).toContainText("70 more");
});

test("a very long text is coloured to its end", async ({ playground }) => {
  await playground.write(`${"let x = 1\n".repeat(40_000)}let last = "end"\n`);
  await playground.page.keyboard.press("ControlOrMeta+End");
  await expect(playground.page.locator(".cm-line .token-string")).toHaveText('"end"');
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`a problem's card breaks no rule of accessibility in ${colorScheme}`, async ({ playground }) => {
      const { page } = playground;
      await playground.write(FORGOTTEN);
      await page.locator(".cm-lintRange-error").click();
      await expect(page.locator("[data-problem]")).toBeVisible();
      await expect(page.locator(".cm-tooltip-lint")).toBeVisible();
      const run = await new AxeBuilder({ page }).exclude(".cm-scroller").analyze();
      expect(run.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
    });
  });
}

test("where nothing ran, the timeline says why and leads there", async ({ playground }) => {
  const { page } = playground;
  await playground.write("cell main() -> Int\n  return nope\nend\n");
  expect(await playground.finish()).toBe("rejected");
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline).toContainText("nothing is called nope here");
  await timeline.locator("[data-first-error]").click();
  await expect(playground.editor).toBeFocused();
  await expect(page.locator(".cm-activeLine")).toContainText("return nope");
});
