/** The end of the course: its scraper, typed into an empty editor by somebody who has nothing but the keyboard. */
import { readFileSync } from "node:fs";
import { expect, test, type PlaygroundPage } from "./page";

const LESSON = readFileSync(new URL("../lessons/27-scraper.md", import.meta.url), "utf8");
const SCRAPER = /```lumen solution\n(.*?)```/s.exec(LESSON)![1]!;

/** Types as people do: no blank at the beginning of a line, for the editor indents. */
async function type({ page, editor }: PlaygroundPage, source: string): Promise<void> {
  await editor.focus();
  for (const line of source.trimEnd().split("\n")) {
    await page.keyboard.type(line.trim(), { delay: 10 });
    await page.keyboard.press("Enter");
  }
}

test("the scraper is typed into an empty editor, and has its race, its cleanup and its time limit", async ({ playground }) => {
  test.setTimeout(120_000);
  const { page } = playground;
  await playground.write("");
  await type(playground, SCRAPER);
  expect(await playground.source(), "the editor indents as the course does").toBe(SCRAPER);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(playground.status).toHaveAttribute("data-status", "ok");
  // Without a world of one's own the index is "content of https://one/index": three names.
  await expect(playground.lines.filter({ hasText: "closed " })).toHaveCount(3);
  await expect(playground.lines.filter({ hasText: "content of https://" })).toHaveCount(3);
  await expect(page.locator("tr[data-state='lost the race']").first()).toBeVisible();

  await playground.write(SCRAPER.replace("timeout(300,", "timeout(1,"));
  expect(await playground.finish()).toBe("ok");
  await expect(playground.lines.filter({ hasText: "closed " })).toHaveCount(3);
  await expect(playground.lines.filter({ hasText: ": timed out" })).toHaveCount(3);
});
