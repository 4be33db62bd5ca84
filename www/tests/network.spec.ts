/** Real fetches: only when the person at the page says so, visibly, and never longer than that. */
import { expect, test, type PlaygroundPage } from "./page";

/** A program that fetches a file of the page's own server. */
const fetching = (playground: PlaygroundPage) => `cell main() -> Any\n  print(await fetch("${playground.address}favicon.svg"))\nend\n`;

async function allow(playground: PlaygroundPage): Promise<void> {
  await playground.page.locator("[data-network]").selectOption("real");
}

test("fetches are simulated until the person allows real ones, and again when that is taken back", async ({ playground }) => {
  await playground.write(fetching(playground));
  expect(await playground.finish()).toBe("ok");
  await expect(playground.lines.first()).toContainText("content of http://");
  await allow(playground);
  expect(await playground.finish()).toBe("ok");
  await expect(playground.lines.first()).toContainText("<svg");
  await playground.page.locator("[data-network-off]").click();
  await expect(playground.page.locator("[data-network-off]")).toHaveCount(0);
  expect(await playground.finish()).toBe("ok");
  await expect(playground.lines.first()).toContainText("content of http://");
});

test("neither a reload nor a link keeps the permission", async ({ playground }) => {
  await playground.write(fetching(playground));
  await allow(playground);
  await playground.page.locator("[data-share]").click();
  const link = await playground.page.locator("[data-link]").inputValue();
  await playground.page.keyboard.press("Escape");
  await playground.page.evaluate((hash) => (location.hash = hash), new URL(link).hash);
  await expect(playground.page.locator("[data-network-off]")).toHaveCount(0);
  expect(await playground.finish()).toBe("ok");
  await expect(playground.lines.first()).toContainText("content of http://");
  await allow(playground);
  await playground.open();
  await expect(playground.page.locator("[data-network-off]")).toHaveCount(0);
  expect(await playground.finish()).toBe("ok");
  await expect(playground.lines.first()).toContainText("content of http://");
});

test("taking the permission back ends a run that uses it", async ({ playground }) => {
  await playground.write(`cell main() -> Any\n  print(await fetch("${playground.address}favicon.svg"))\n  await sleep(600000)\nend\n`);
  await playground.page.locator("[data-clock]").selectOption("real");
  await allow(playground);
  await playground.run();
  await expect(playground.lines.first()).toContainText("<svg");
  await playground.page.locator("[data-network-off]").click();
  await expect(playground.page.locator(".verdict")).toContainText("Stopped");
});
