/** Keyboard, screen reader, contrast, and small windows. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./page";

/** Two fibers are ready at once when their gate opens. */
const CHOICE = `cell say(word: String, gate: Future[Null]) -> Null
  await gate
  print(word)
end

cell main() -> Null
  let gate = spawn(fn() => sleep(5))
  await [spawn(say("a", gate)), spawn(say("b", gate))]
end
`;

/** The rules of accessibility that the page breaks, with the places. */
async function violations(page: Page): Promise<string[]> {
  // The editor's scroller is worked by the text inside it, which takes the keyboard.
  const run = await new AxeBuilder({ page }).exclude(".cm-scroller").analyze();
  return run.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(" ")}`);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`no accessibility rule is broken in ${colorScheme}`, async ({ playground }) => {
      await playground.example("race");
      await playground.finish();
      expect(await violations(playground.page)).toEqual([]);
    });

    test(`nor at a choice, with the state of the run and the files, in ${colorScheme}`, async ({ playground }) => {
      const { page } = playground;
      await playground.write(CHOICE);
      expect(await playground.finish()).toBe("ok");
      await page.getByRole("tab", { name: "Futures" }).focus();
      await page.keyboard.press("ArrowLeft");
      await expect(page.getByRole("tab", { name: "State" })).toBeFocused();
      await page.keyboard.press("b");
      await expect(page.locator("[data-choice]")).toBeVisible();
      await expect(page.locator("[data-open]").first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("tab", { name: "Events" }).click();
      expect(await violations(page)).toEqual([]);
      await page.locator("[data-share]").click();
      await expect(page.locator("[data-save]").first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("Escape leaves the editor and Tab moves on", async ({ playground }) => {
  const { page } = playground;
  await playground.editor.focus();
  await page.keyboard.press("Tab");
  await expect(playground.editor).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(playground.editor).not.toBeFocused();
  await page.keyboard.press("Tab");
  await expect(playground.editor).not.toBeFocused();
});

test("the whole way by keyboard: choose, run, walk, step", async ({ playground }) => {
  const { page } = playground;
  await page.locator("[data-examples]").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-example]").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-examples]")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(playground.status).toHaveAttribute("data-status", "ok");

  await page.locator(".timeline-scroller").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(playground.row("0.1")).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".timeline [aria-live]")).toContainText("0.1");
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("[data-scrubber]")).not.toHaveValue((await page.locator("[data-scrubber]").getAttribute("max"))!);
  await page.keyboard.press("End");

  await playground.row("0.1").focus();
  await page.keyboard.press("ArrowUp");
  await expect(playground.row("0")).toBeFocused();
});

test("? shows the keys and Escape closes them", async ({ playground }) => {
  await playground.page.locator("[data-run]").focus();
  await playground.page.keyboard.press("?");
  await expect(playground.page.getByRole("dialog")).toContainText("run the program");
  await playground.page.keyboard.press("Escape");
  await expect(playground.page.getByRole("dialog")).toHaveCount(0);
});

test("the theme changes by hand and is remembered", async ({ playground }) => {
  const { page } = playground;
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-theme", "light");
  await page.locator("[data-theme-toggle]").click();
  await page.locator("[data-theme-toggle]").click();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await playground.open();
  await expect(html).toHaveAttribute("data-theme", "dark");
});

test("panes can be resized by keyboard", async ({ playground }) => {
  const grip = playground.page.getByRole("separator", { name: "Between program and timeline" });
  const before = Number(await grip.getAttribute("aria-valuenow"));
  await grip.focus();
  await playground.page.keyboard.press("ArrowRight");
  expect(Number(await grip.getAttribute("aria-valuenow"))).toBeGreaterThan(before);
});

test("the toolbar fits every window, whatever is in it", async ({ playground }) => {
  const { page } = playground;
  const overhangs = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const width of [320, 360, 390, 410, 760, 761, 860, 960, 1280, 1439, 1440, 1536, 1600, 1719, 1720, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const [content, room] = await page.locator(".toolbar").evaluate((toolbar) => [toolbar.scrollWidth, toolbar.clientWidth] as const);
      if (content > room) found.push(`${content} in ${width}`);
    }
    return found;
  };
  expect(await overhangs()).toEqual([]);
  await page.locator("[data-seed]").fill("9007199254740991");
  await page.locator("[data-seed]").press("Enter");
  await page.locator("[data-network]").selectOption("real");
  expect(await overhangs()).toEqual([]);
  await page.locator("[data-clock]").selectOption("real");
  await playground.write("await sleep(600000)\n");
  await playground.run();
  await expect(page.locator("[data-stop]")).toBeVisible();
  expect(await overhangs()).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the panes are tabs and everything fits", async ({ playground }) => {
    const { page } = playground;
    await playground.example("race");
    await playground.run();
    await expect(page.locator(".timeline-canvas")).toBeVisible();
    await page.locator("[data-tab='console']").click();
    await expect(playground.lines.first()).toBeVisible();
    await page.locator("[data-tab='table']").click();
    await expect(playground.row("0")).toBeVisible();
    await page.locator("[data-tab='code']").click();
    await expect(playground.editor).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test("the toolbar fits a small phone, running too, and every sign in it has a name", async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize({ width: 360, height: 740 });
    const overhang = () => page.locator(".toolbar").evaluate((toolbar) => toolbar.scrollWidth - toolbar.clientWidth);
    expect(await overhang()).toBe(0);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await expect(page.getByRole("dialog", { name: "Share this program" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Run settings" }).click();
    await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.getByRole("combobox", { name: "Clock" }).selectOption("real");
    await playground.write("await sleep(600000)\n");
    await playground.run();
    await expect(page.locator("[data-stop]")).toBeVisible();
    expect(await overhang()).toBe(0);
    await page.locator("[data-stop]").click();
    await expect(page.locator("[data-run]")).toBeVisible();
  });
});
