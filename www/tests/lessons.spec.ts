/** The course, walked as a learner does. The walk knows no lesson by name: it takes what the map shows. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type PlaygroundPage } from "./page";

const OWN = `---
title: Mine
chapter: Own
summary: A lesson of my own.
---
Print *two* words. <img src="https://example.org/x.png" onerror="alert(1)">

\`\`\`lumen start
cell main()
  print("one")
end
\`\`\`

\`\`\`check
prints "one" before "two"
  Where is two?
\`\`\`

## Solution
\`\`\`lumen solution
cell main()
  print("one")
  print("two")
end
\`\`\`
`;

async function openMap({ page }: PlaygroundPage): Promise<string[]> {
  await page.locator("[data-learn]").click();
  await page.locator("[data-course]").waitFor();
  return page.locator("[data-lesson-link]").evaluateAll((links) => links.map((link) => link.getAttribute("data-lesson-link")!));
}

async function openLesson(playground: PlaygroundPage, name: string): Promise<void> {
  await playground.page.locator(`[data-lesson-link="${name}"]`).click();
  await expect(playground.page.locator("[data-lesson]")).toHaveAttribute("data-lesson", name);
}

/** Runs and waits until the check has spoken. */
async function check({ page }: PlaygroundPage): Promise<string | null> {
  await page.locator("[data-run]").click();
  const card = page.locator("[data-verdict]");
  if ((await card.count()) === 0) return null;
  await expect(card).toHaveAttribute("data-verdict", /passed|failed/);
  return card.getAttribute("data-verdict");
}

async function solution(playground: PlaygroundPage): Promise<string> {
  await playground.page.locator("[data-solution]").click();
  const source = await playground.source();
  await playground.page.locator("[data-solution]").click();
  return source;
}

test("every lesson: the start fails or asks, the solution passes, the explanation comes, and the next one", async ({ playground }) => {
  test.setTimeout(240_000);
  const { page } = playground;
  const names = await openMap(playground);
  expect(names.length).toBeGreaterThan(2);
  await openLesson(playground, names[0]!);
  for (const [at, name] of names.entries()) {
    await test.step(name, async () => {
      await expect(page.locator("[data-lesson]")).toHaveAttribute("data-lesson", name);
      const questions = page.locator("[data-questions='open']");
      const first = await check(playground);
      if (first === "failed") await expect(page.locator("[data-result='failed'], .problem").first()).toBeVisible();
      else await expect(page.locator("[data-questions='revealed']")).toBeVisible();
      await expect(questions).toHaveCount(0);
      if (first === "failed") {
        await playground.write(await solution(playground));
        expect(await check(playground)).toBe("passed");
      }
      await expect(page.locator("[data-lesson]")).toHaveAttribute("data-done", "true");
      await expect(page.locator("[data-explanation]")).toBeVisible();
      if (at < names.length - 1) await page.locator("[data-next]").click();
    });
  }
  await expect(page.locator("[data-finished]")).toContainText("That was the last chapter");
  await page.locator("[data-map]").click();
  await expect(page.locator("[data-state='done']")).toHaveCount(names.length);
});

test("a failed check shows its moment, hints come one at a time, and one's own program is kept", async ({ playground }) => {
  const { page } = playground;
  const [, second] = await openMap(playground);
  await openLesson(playground, second!);
  expect(await check(playground)).toBe("failed");
  await expect(page.locator("[data-spoken]")).toContainText("hold");
  await page.locator("[data-show]").first().click();
  await expect(page.locator("[data-scrubber]")).not.toHaveValue((await page.locator("[data-scrubber]").getAttribute("max"))!);
  await page.locator("[data-next-hint]").click();
  await expect(page.locator("[data-hint]")).toHaveCount(1);
  await playground.write("# mine\ncell main()\nend\n");
  await page.locator("[data-solution]").click();
  await expect(playground.editor).not.toContainText("# mine");
  await page.locator("[data-solution]").click();
  await expect(playground.editor).toContainText("# mine");
  await playground.open(`#lesson/${second}`);
  await expect(playground.editor).toContainText("# mine");
  await expect(page.locator("[data-attempts]")).toHaveAttribute("data-attempts", "1");
  await page.locator("[data-reset]").click();
  await expect(playground.editor).not.toContainText("# mine");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.editor).toContainText("# mine");
});

test("the playground's program waits while lessons are taken; the back button leads back", async ({ playground }) => {
  const { page } = playground;
  await playground.write("# my own work\n");
  const [first] = await openMap(playground);
  await openLesson(playground, first!);
  await expect(playground.editor).not.toContainText("# my own work");
  await page.goBack();
  await expect(page.locator("[data-course]")).toBeVisible();
  await page.goBack();
  await expect(page.locator("[data-lesson]")).toHaveCount(0);
  await expect(playground.editor).toContainText("# my own work");
  await page.goForward();
  await page.goForward();
  await expect(page.locator("[data-lesson]")).toHaveAttribute("data-lesson", first!);
  await page.locator("[data-leave]").click();
  await expect(playground.editor).toContainText("# my own work");
});

test("predictions are answered by the run, by keyboard too", async ({ playground }) => {
  const { page } = playground;
  await playground.open("#make-lesson");
  const source = OWN.replace("```check", '```predict\nfirst printed?\norder?\nends when?\n```\n\n```check').replace('print("one")\nend', 'print("one")\n  print("three")\nend');
  await page.locator("[data-file='lesson']").setInputFiles({ name: "mine.md", mimeType: "text/markdown", buffer: Buffer.from(source) });
  await page.locator("[data-try]").click();
  await page.locator("[data-question='choice'] input").first().focus();
  await page.keyboard.press("Space");
  await page.locator("[data-order] li").last().focus();
  await page.keyboard.press("ArrowUp");
  await page.locator("[data-question='number'] input").fill("0");
  await page.locator("[data-predict]").click();
  await expect(page.locator("[data-questions='revealed']")).toBeVisible();
  await expect(page.locator("[data-answer]").nth(1)).toHaveAttribute("data-answer", "right");
  await expect(page.locator("[data-answer]").nth(2)).toHaveAttribute("data-answer", "right");
});

test("a lesson of one's own: complaints with lines, a preview, a link that opens it elsewhere", async ({ playground, browser }) => {
  const { page } = playground;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.open("#make-lesson");
  const editor = page.locator("[data-workshop] .cm-content");
  const chooser = page.locator("[data-file='lesson']");
  await chooser.setInputFiles({ name: "mine.md", mimeType: "text/markdown", buffer: Buffer.from(OWN.replace("prints", "prunts")) });
  await expect(page.locator("[data-problems]")).toContainText("Did you mean: prints");
  await chooser.setInputFiles({ name: "mine.md", mimeType: "text/markdown", buffer: Buffer.from(OWN) });
  await expect(page.locator("[data-problems]")).toHaveCount(0);
  await expect(page.locator("[data-good='true']").first()).toBeVisible();
  await expect(editor).toContainText("title: Mine");
  await page.locator("[data-share-lesson]").click();
  const link = await page.waitForFunction(() => navigator.clipboard.readText().then((text) => (text.includes("#v1.") ? text : null)));
  const other = await browser.newContext();
  const there = await other.newPage();
  await there.goto((await link.jsonValue())!);
  await expect(there.locator("[data-lesson] h2")).toContainText("Mine");
  await expect(there.locator("[data-lesson] img")).toHaveCount(0);
  await there.locator("[data-run]").click();
  await expect(there.locator("[data-verdict='failed']")).toContainText("Where is two?");
  await other.close();
});

test("a link from within a lesson opens it again with the program", async ({ playground, browser }) => {
  const { page } = playground;
  const [, second] = await openMap(playground);
  await openLesson(playground, second!);
  await playground.write("# for you\ncell main()\nend\n");
  await page.locator("[data-share]").click();
  await expect(page.locator("[data-link]")).toHaveValue(/#v1\./);
  const other = await browser.newContext();
  const there = await other.newPage();
  await there.goto(await page.locator("[data-link]").inputValue());
  await expect(there.locator("[data-lesson]")).toHaveAttribute("data-lesson", second!);
  await expect(there.locator(".cm-content")).toContainText("# for you");
  await expect(there).toHaveURL(new RegExp(`#lesson/${second}$`));
  await other.close();
});

test("a lesson of this site opens by its address, one of another site does not", async ({ playground }) => {
  const { page } = playground;
  await page.route("**/mine.md", (route) => route.fulfill({ body: OWN, contentType: "text/markdown" }));
  await page.goto(`${playground.address}?lesson=mine.md`);
  await expect(page.locator("[data-lesson] h2")).toContainText("Mine");
  await page.goto(`${playground.address}?lesson=https://example.org/theirs.md`);
  await expect(playground.notices).toContainText("on another site");
});

test("progress goes into a file and comes back", async ({ playground }) => {
  const { page } = playground;
  const [first] = await openMap(playground);
  await openLesson(playground, first!);
  await check(playground);
  await page.locator("[data-map]").click();
  const download = page.waitForEvent("download");
  await page.locator("[data-export]").click();
  const file = await (await download).path();
  await page.locator("[data-reset-all]").click();
  await expect(page.locator("[data-state='new']").first()).toBeVisible();
  await expect(page.locator("[data-export]")).toBeDisabled();
  await page.locator("[data-file='progress']").setInputFiles(file);
  await expect(page.locator(`[data-lesson-link="${first}"]`)).not.toHaveAttribute("data-state", "new");
  await page.locator("[data-file='progress']").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{") });
  await expect(playground.notices.filter({ hasText: "could not be used" })).toBeVisible();
});

test("broken progress is said, and the lessons work", async ({ playground }) => {
  const { page } = playground;
  await page.evaluate(() => localStorage.setItem("lumen.lessons.1", "{broken"));
  await playground.open("#learn");
  await expect(playground.notices).toContainText("could not be read");
  await expect(page.locator("[data-course]")).toBeVisible();
});

test("without storage a lesson works, and what is lost is said", async ({ playground }) => {
  const { page } = playground;
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get: () => {
        throw new Error("storage is off");
      },
    });
  });
  await playground.open("#learn");
  await expect(playground.notices).toContainText("until you leave");
  await page.locator("[data-continue]").click();
  await check(playground);
  await expect(page.locator("[data-lesson]")).toBeVisible();
});

test("an endless program ends the check with a sentence", async ({ playground }) => {
  const { page } = playground;
  const [, second] = await openMap(playground);
  await openLesson(playground, second!);
  await playground.write("cell main()\n  let mut n = 0\n  while n < 2\n    n = 0\n  end\nend\n");
  await page.locator("[data-run]").click();
  await expect(page.locator("[data-verdict='failed']")).toContainText("did not come to an end");
  await page.locator("[data-stop]").click();
});

test("a lesson that is not there leads to the map", async ({ playground }) => {
  await playground.open("#lesson/nothing-of-the-kind");
  await expect(playground.notices).toContainText("There is no lesson");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`no accessibility rule is broken on the map, in a lesson and in the workshop, in ${colorScheme}`, async ({ playground }) => {
      const { page } = playground;
      const violations = async () => {
        const run = await new AxeBuilder({ page }).exclude(".cm-scroller").analyze();
        return run.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(" ")}`);
      };
      const [first, second] = await openMap(playground);
      expect(await violations()).toEqual([]);
      await openLesson(playground, first!);
      expect(await violations()).toEqual([]);
      await page.locator("[data-map]").click();
      await openLesson(playground, second!);
      await check(playground);
      await page.locator("[data-next-hint]").click();
      expect(await violations()).toEqual([]);
      await page.goto(`${playground.address}#make-lesson`);
      await expect(page.locator("[data-good]").first()).toBeVisible();
      expect(await violations()).toEqual([]);
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the lesson is a tab, and comes back with the result", async ({ playground }) => {
    const { page } = playground;
    const [, second] = await openMap(playground);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await openLesson(playground, second!);
    await expect(page.locator("[data-lesson] h2")).toBeVisible();
    await page.locator("[data-tab='code']").click();
    await expect(playground.editor).toBeVisible();
    await page.locator("[data-run]").click();
    await expect(page.locator("[data-verdict='failed']")).toBeVisible();
    await page.locator("[data-show]").first().click();
    await expect(page.locator(".timeline-canvas")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test("embedded, a lesson stands without the page's toolbar", async ({ playground }) => {
  const { page } = playground;
  const [first] = await openMap(playground);
  await page.goto(`${playground.address}?embed=1#lesson/${first}`);
  await expect(page.locator("[data-lesson]")).toBeVisible();
  await expect(page.locator("[data-examples]")).toBeHidden();
  await check(playground);
});
