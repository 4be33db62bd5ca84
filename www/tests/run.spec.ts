/** Running, stopping, failing, and never losing a text. */
import { expect, test } from "./page";

const ENDLESS = 'cell main() -> Int\n  print("before")\n  let mut n = 0\n  while true\n    n += 1\n  end\n  return n\nend\n';

test("Stop ends an endless loop and keeps what was printed", async ({ playground }) => {
  await playground.write(ENDLESS);
  await playground.run();
  await expect(playground.lines).toHaveText(["before"]);
  await playground.page.locator("[data-stop]").click();
  await expect(playground.page.locator(".verdict")).toContainText("Stopped");
  await expect(playground.lines).toHaveText(["before"]);
  expect(await playground.states()).toHaveLength(1);
});

test("a flood of events is stopped with its recording", async ({ playground }) => {
  await playground.write("cell tick()\n  await sleep(1)\nend\n\ncell main()\n  while true\n    spawn(tick())\n    await sleep(1)\n  end\nend\n");
  await playground.run();
  await expect.poll(async () => (await playground.states()).length).toBeGreaterThan(5);
  await playground.page.locator("[data-stop]").click();
  await expect(playground.page.locator(".verdict")).toContainText("Stopped");
  await expect(playground.page.getByText("did not answer")).toHaveCount(0);
});

test("after a stop the next run works", async ({ playground }) => {
  await playground.write(ENDLESS);
  await playground.run();
  await playground.page.locator("[data-stop]").click();
  await expect(playground.page.locator("[data-stop]")).toHaveCount(0);
  await playground.write("cell main() -> Int\n  return 6 * 7\nend\n");
  expect(await playground.finish()).toBe("ok");
  await expect(playground.page.locator("[data-value]")).toHaveText("42");
});

test("Ctrl+Enter runs from within the editor, Ctrl+. stops", async ({ playground }) => {
  await playground.write(ENDLESS);
  await playground.page.keyboard.press("ControlOrMeta+Enter");
  await expect(playground.page.locator("[data-stop]")).toBeVisible();
  await playground.page.keyboard.press("ControlOrMeta+.");
  await expect(playground.page.locator(".verdict")).toContainText("Stopped");
});

test("a failing run names the line and leads there", async ({ playground }) => {
  await playground.write('cell main() -> Int\n  print("first")\n  halt("boom")\n  return 1\nend\n');
  expect(await playground.finish()).toBe("failed");
  await expect(playground.page.locator("[data-error]")).toContainText("boom");
  await playground.page.locator("[data-error]").getByRole("button", { name: "line 3" }).click();
  await expect(playground.page.locator(".cm-activeLine")).toContainText("halt");
  await expect(playground.lines).toHaveText(["first"]);
});

test("a program that does not compile says where, while typing and on Run", async ({ playground }) => {
  await playground.write("cell main() -> Int\n  return lenght([1])\nend\n");
  await expect(playground.page.locator(".cm-lintRange-error").first()).toBeVisible();
  await expect(playground.page.locator(".editor-problems.bad")).toBeVisible();
  expect(await playground.finish()).toBe("rejected");
  await expect(playground.page.locator(".failure")).toContainText("line 2");
});

test("highlighting comes from the language's own tokens", async ({ playground }) => {
  await playground.write('cell main() -> Int\n  return 1 # note\nend\n');
  await expect(playground.page.locator(".token-keyword", { hasText: "cell" })).toBeVisible();
  await expect(playground.page.locator(".token-comment")).toHaveText("# note");
});

test("the text survives a reload", async ({ playground }) => {
  await playground.write("cell main() -> Int\n  return 7\nend\n");
  await playground.open();
  expect(await playground.source()).toContain("return 7");
});

test("without storage the page works", async ({ playground }) => {
  await playground.page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get: () => {
        throw new Error("storage is off");
      },
    });
  });
  await playground.open();
  expect(await playground.finish()).toBe("ok");
});

test("bad input never breaks the page", async ({ playground }) => {
  for (const source of ["", "((((".repeat(5000), "let x = 1\n".repeat(20_000), 'let s = "unterminated', "\u0000\u0001\uFFFD", "cell"]) {
    await playground.write(source);
    await playground.run();
    await expect(playground.status).not.toHaveAttribute("data-status", "running");
  }
  await playground.write("cell main() -> Int\n  return 1\nend\n");
  expect(await playground.finish()).toBe("ok");
});

test("a real clock takes its time and says so", async ({ playground }) => {
  await playground.write("cell main() -> Int\n  await sleep(600000)\n  return 3\nend\n");
  await playground.page.locator("[data-clock]").selectOption("real");
  await playground.run();
  await expect(playground.row("0")).toHaveAttribute("data-state", "waiting");
  await playground.page.locator("[data-stop]").click();
  await expect(playground.page.locator(".verdict")).toContainText("Stopped");
  await playground.write("cell main() -> Int\n  await sleep(20)\n  return 3\nend\n");
  expect(await playground.finish()).toBe("ok");
  await expect(playground.page.locator(".reason")).toContainText("real clock");
});

test("a flood of output is unfolded by and by", async ({ playground }) => {
  await playground.write('for n in 1..=2500\n  print("line {n}")\nend\n');
  expect(await playground.finish()).toBe("ok");
  const earlier = playground.page.locator("[data-earlier]");
  await expect(earlier).toHaveText("Show 1,000 of 1,500 earlier lines");
  await earlier.click();
  await expect(earlier).toHaveText("Show 500 earlier lines");
  await expect(playground.lines.first()).toHaveText("line 501");
  await earlier.click();
  await expect(earlier).toHaveCount(0);
  await expect(playground.lines.first()).toHaveText("line 1");
});

test("a run that makes futures without end leaves the page to its person", async ({ playground }) => {
  const { page } = playground;
  await playground.write("while true\n  await sleep(1)\nend\n");
  await playground.run();
  await expect(page.locator(".timeline-head .count")).toHaveText(/\d,\d{3} futures/);
  await playground.editor.press("ControlOrMeta+End");
  await page.keyboard.type("# still here");
  await expect(playground.editor).toContainText("still here");
  await page.locator("[data-stop]").click();
  await expect(page.locator("[data-stop]")).toHaveCount(0);
  await expect(playground.row("0")).toBeVisible();
});
