/** The reference: opened, searched, run in place, left again. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./page";

async function opened(page: Page): Promise<Locator> {
  await page.locator("[data-reference-open]").click();
  const reference = page.locator("[data-reference]");
  await expect(reference).toBeVisible();
  return reference;
}

/** The rules that the page breaks. Links into the book are addresses, which the rule on skip links takes for places of this page. */
async function violations(page: Page): Promise<string[]> {
  const run = await new AxeBuilder({ page }).disableRules("skip-link").analyze();
  return run.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(" ")}`);
}

test("a program of the reference runs in place and leaves the playground's run alone", async ({ playground }) => {
  const { page } = playground;
  await playground.example("race");
  await playground.finish();
  const lines = await playground.lines.allTextContents();
  await opened(page);
  await page.goto(`${page.url().split("#")[0]}#reference/channels`);
  const snippet = page.locator("[data-snippet]").first();
  await snippet.locator("[data-snippet-run]").click();
  await expect(snippet.locator("[data-snippet-status]")).toContainText("Finished");
  await expect(snippet.locator("[data-snippet-output]")).toContainText("got 1");
  await page.locator("[data-reference-close]").click();
  await expect(playground.lines).toHaveText(lines);
});

test("words are found while they are typed, and lead to their section", async ({ playground }) => {
  const { page } = playground;
  await opened(page);
  await page.keyboard.press("/");
  await page.keyboard.type("closed chan");
  await expect(page.locator("[data-found] mark").first()).toHaveText(/closed/i);
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[data-found]").first()).toBeFocused();
  const path = await page.locator("[data-found]").first().getAttribute("data-found");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`#reference/${path}$`));
  await expect(page.locator(`[data-section="${path!.split("/").at(-1)}"]`)).toBeInViewport();
});

test("a program opens in the playground, and the one before comes back", async ({ playground }) => {
  const { page } = playground;
  await playground.write('print("mine")\n');
  await opened(page);
  await page.locator("[data-snippet-open]").first().click();
  await expect(page.locator("[data-reference]")).toHaveCount(0);
  await expect(playground.editor).toContainText("cell greet");
  await playground.notices.getByRole("button", { name: "Bring my program back" }).click();
  await expect(playground.editor).toContainText("mine");
});

test("an address opens its page; back and Escape lead out", async ({ playground }) => {
  const { page } = playground;
  await playground.open("#reference/select");
  await expect(page.getByRole("heading", { level: 1, name: "select" })).toBeVisible();
  await page.locator("a[rel=next]").click();
  await expect(page.getByRole("heading", { level: 1, name: "timeout" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "select" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-reference]")).toHaveCount(0);
  await page.goBack();
  await expect(page.locator("[data-reference]")).toBeVisible();
});

test("a builtin is found, with its signature and an example that runs", async ({ playground }) => {
  const { page } = playground;
  await opened(page);
  await page.keyboard.press("/");
  await page.keyboard.type("group_by");
  await page.locator("[data-found^='builtins/']").first().click();
  await expect(page.locator("[data-section='group-by'] ~ .code-block")).toContainText("cell group_by(");
  const snippet = page.locator("section", { has: page.locator("[data-section='group-by']") }).locator("[data-snippet]");
  await snippet.locator("[data-snippet-run]").click();
  await expect(snippet.locator("[data-snippet-output]")).toHaveText("{0: [2], 1: [1, 3]}");
});

test("the words that were found are marked on their page, and no longer when nothing is searched", async ({ playground }) => {
  const { page } = playground;
  const marked = () => page.evaluate(() => [...(CSS.highlights.get("found") ?? [])].map((range) => range.toString().toLowerCase()));
  await opened(page);
  await page.keyboard.press("/");
  await page.keyboard.type("rendezvous");
  await page.locator("[data-found^='channels/']").first().click();
  await expect.poll(marked).toContain("rendezvous");
  await page.locator("[data-reference-search]").fill("");
  await expect.poll(marked).toEqual([]);
});

test("a program with limits keeps them in the playground, and in a link", async ({ playground }) => {
  const { page } = playground;
  await playground.open("#reference/limits");
  const snippet = page.locator("[data-snippet]", { has: page.locator(".options", { hasText: "at most" }) }).first();
  const limits = await snippet.locator(".options").textContent();
  await snippet.locator("[data-snippet-open]").click();
  await expect(page.locator("[data-recorded]")).toContainText(limits!.replace(/^.*?at most/, "at most"));
  expect(await playground.finish()).toBe("limit");
  await page.locator("[data-share]").click();
  await expect(page.locator("[data-link]")).toHaveValue(/#v1\./);
  const link = await page.locator("[data-link]").inputValue();
  await playground.open(new URL(link).hash);
  expect(await playground.finish()).toBe("limit");
});

test("an endless program of the reference is stopped where it runs", async ({ playground }) => {
  const { page } = playground;
  await playground.open("#reference/limits");
  const snippet = page.locator("[data-snippet]").first();
  await snippet.locator("[data-snippet-run]").click();
  await expect(snippet.locator("[data-snippet-status]")).toContainText("Limit reached");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`the reference breaks no rule of accessibility in ${colorScheme}`, async ({ playground }) => {
      const { page } = playground;
      await playground.open("#reference/world");
      await page.locator("[data-snippet-run]").first().click();
      await expect(page.locator("[data-snippet-status]")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("/");
      await page.keyboard.type("fetch");
      await expect(page.locator("[data-found]").first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("contents unfold over the page, and everything fits", async ({ playground }) => {
    const { page } = playground;
    await opened(page);
    await page.getByRole("button", { name: "Contents and search" }).click();
    await page.getByRole("link", { name: "Deadlock", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Deadlock" })).toBeVisible();
    await expect(page.locator("[data-reference-search]")).toBeHidden();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
