/** Links: there and back, damaged ones, and nothing ever lost. */
import { expect, test, type PlaygroundPage } from "./page";

const PROGRAM = 'cell main() -> String\n  return "from a link: ñ, 漢, 🌱"\nend\n';

/** Who prints first is a choice of the scheduler. */
const RACY = `cell say(n: Int) -> Null
  await sleep(0)
  print("{n}")
end

cell main() -> Null
  await [spawn(say(1)), spawn(say(2)), spawn(say(3)), spawn(say(4))]
end
`;

async function linkOf(playground: PlaygroundPage): Promise<string> {
  await playground.page.locator("[data-share]").click();
  const field = playground.page.locator("[data-link]");
  await expect(field).toHaveValue(/#v1\./);
  const link = await field.inputValue();
  await playground.page.keyboard.press("Escape");
  return link;
}

test("a link brings program and settings back", async ({ playground, browser }) => {
  await playground.write(PROGRAM);
  await playground.page.locator("[data-mode]").selectOption("fifo");
  const link = await linkOf(playground);
  const other = await browser.newPage();
  await other.goto(link);
  await expect(other.locator(".cm-content")).toContainText("from a link: ñ, 漢, 🌱");
  await expect(other.locator("[data-mode]")).toHaveValue("fifo");
  await expect(other.locator("[data-status]")).toHaveAttribute("data-status", "idle");
  await expect(other.locator("[data-run]")).toBeFocused();
  await other.close();
});

test("a link to a random schedule and a moment in it shows that moment", async ({ playground }) => {
  await playground.write(RACY);
  await playground.page.locator("[data-mode]").selectOption("random");
  await playground.page.locator("[data-next-seed]").click();
  await expect(playground.page.locator("[data-seed]")).toHaveValue("1");
  expect(await playground.finish()).toBe("ok");
  const printed = await playground.lines.allTextContents();
  for (let back = 0; back < 6; back++) await playground.page.locator("[data-step-back]").click();
  const moment = await playground.page.locator("[data-scrubber]").getAttribute("aria-valuetext");
  const link = await linkOf(playground);
  await playground.open(new URL(link).hash);
  await expect(playground.page.locator("[data-mode]")).toHaveValue("random");
  await expect(playground.page.locator("[data-seed]")).toHaveValue("1");
  expect(await playground.finish()).toBe("ok");
  expect(await playground.lines.allTextContents()).toEqual(printed);
  await expect(playground.page.locator("[data-scrubber]")).toHaveAttribute("aria-valuetext", moment!);
});

test("what is no seed is put back", async ({ playground }) => {
  const seed = playground.page.locator("[data-seed]");
  for (const wrong of ["-3", "1.5", ""]) {
    await seed.fill(wrong);
    await seed.press("Enter");
    await expect(seed).toHaveValue("0");
  }
});

test("a link never destroys what was in the editor", async ({ playground }) => {
  await playground.write(PROGRAM);
  const link = await linkOf(playground);
  await playground.write("# my own work\n");
  await playground.open(new URL(link).hash);
  await expect(playground.editor).toContainText("from a link");
  await playground.page.getByRole("button", { name: "Bring my program back" }).click();
  await expect(playground.editor).toContainText("# my own work");
  await playground.page.locator("[data-examples]").click();
  await playground.page.locator("[data-restore]").click();
  await expect(playground.editor).toContainText("from a link");
});

for (const [kind, fragment] of [
  ["cut off", "#v1.pK0ktLlHITSzJSC1KVSjJzC9Kzy"],
  ["empty", "#v1."],
  ["garbled", "#v1.p!!!!"],
  ["from the future", "#v99.pabc"],
] as const) {
  test(`a link that is ${kind} says so and loses nothing`, async ({ playground }) => {
    await playground.write("# my own work\n");
    await playground.open(fragment);
    await expect(playground.notices).toContainText("could not be opened");
    await expect(playground.editor).toContainText("# my own work");
  });
}

test("a link pasted into the open page opens too", async ({ playground }) => {
  await playground.write(PROGRAM);
  const link = await linkOf(playground);
  await playground.example("race");
  await playground.page.evaluate((hash) => (location.hash = hash), new URL(link).hash);
  await expect(playground.editor).toContainText("from a link");
});
