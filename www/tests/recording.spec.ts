/** Going back, other schedules, and recordings: from the page into a file, into a link, into Node, and back. */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test, type PlaygroundPage } from "./page";

/** Who prints first is a choice of the scheduler. */
const RACY = `cell say(word: String) -> Null
  let mine = word ++ "!"
  await sleep(0)
  print(mine)
end

cell main() -> Null
  await [spawn(say("a")), spawn(say("b")), spawn(say("c"))]
end
`;

/** Nothing is ready at once but by design: all three wait for one future. */
const CHOICE = `cell say(word: String, gate: Future[Null]) -> Null
  await gate
  print(word)
end

cell main() -> Null
  let gate = spawn(fn() => sleep(5))
  await [spawn(say("a", gate)), spawn(say("b", gate)), spawn(say("c", gate))]
end
`;

async function save(playground: PlaygroundPage, what: string): Promise<string> {
  await playground.page.locator("[data-share]").click();
  const [download] = await Promise.all([playground.page.waitForEvent("download"), playground.page.locator(`[data-save="${what}"]`).click()]);
  await playground.page.keyboard.press("Escape");
  return readFile(await download.path(), "utf8");
}

async function open(playground: PlaygroundPage, recording: string): Promise<void> {
  await playground.page.locator("[data-share]").click();
  await playground.page.locator("[data-recording-file]").setInputFiles({ name: "run.journal.jsonl", mimeType: "application/json", buffer: Buffer.from(recording) });
}

test("the state of any moment can be read", async ({ playground }) => {
  await playground.write(RACY);
  expect(await playground.finish()).toBe("ok");
  await playground.page.getByRole("tab", { name: "State" }).click();
  const panel = playground.page.locator("[data-state-panel]");
  await expect(panel).toContainText("Every future is settled.");
  const scrubber = playground.page.locator("[data-scrubber]");
  await scrubber.focus();
  for (let back = 0; back < 40 && !(await panel.innerText()).includes('"b!"'); back++) {
    await playground.page.keyboard.press("ArrowLeft");
    await expect(panel).toHaveAttribute("data-after", await scrubber.inputValue());
  }
  await expect(panel.locator('[data-open="0.2"]')).toContainText('"b!"');
  await expect(panel.locator('[data-open="0.2"]')).toContainText("line 4");
});

test("at a choice another one can go, and back, and as a link", async ({ playground }) => {
  await playground.write(CHOICE);
  expect(await playground.finish()).toBe("ok");
  await expect(playground.lines).toHaveText(["a", "b", "c"]);
  await playground.page.keyboard.press("b");
  await playground.page.keyboard.press("b");
  const choice = playground.page.locator("[data-choice]");
  await expect(choice).toContainText("3 fibers could go");
  await choice.locator("[data-pick]").last().click();
  await expect(playground.lines).toHaveText(["c", "a", "b"]);
  await playground.page.locator("[data-share]").click();
  const field = playground.page.locator("[data-link]");
  await expect(field).toHaveValue(/#v1\./);
  const link = await field.inputValue();
  await playground.page.keyboard.press("Escape");
  await playground.page.getByRole("button", { name: "Back to the run before" }).click();
  await expect(playground.lines).toHaveText(["a", "b", "c"]);
  await playground.open(new URL(link).hash);
  await expect(playground.page.locator("[data-recorded]")).toBeVisible();
  expect(await playground.finish()).toBe("ok");
  await expect(playground.lines).toHaveText(["c", "a", "b"]);
});

test("a run recorded in the page repeats in Node with the same hash", async ({ playground }) => {
  await playground.write(CHOICE);
  await playground.page.locator("[data-mode]").selectOption("random");
  await playground.page.locator("[data-next-seed]").click();
  expect(await playground.finish()).toBe("ok");
  const printed = await playground.lines.allTextContents();
  const recording = await save(playground, "recording");
  const lumen = fileURLToPath(new URL("../../pkg/cli.mjs", import.meta.url));
  // Strict: another hash on the way or at the end is an error.
  const again = spawnSync("node", [lumen, "replay", "-", "--json"], { input: recording, encoding: "utf8" });
  expect(again.stderr).toBe("");
  expect(again.status).toBe(0);
  const report = JSON.parse(again.stdout) as { output: string[]; trace_hash: string };
  expect(report.output).toEqual(printed);
  expect(recording).toContain(report.trace_hash);
});

test("a recording opens in the page and runs as it was", async ({ playground }) => {
  await playground.write(CHOICE);
  await playground.page.locator("[data-mode]").selectOption("random");
  expect(await playground.finish()).toBe("ok");
  const printed = await playground.lines.allTextContents();
  const recording = await save(playground, "recording");
  await playground.write("# something else\n");
  await open(playground, recording);
  await expect(playground.editor).toContainText("await gate");
  await expect(playground.status).toHaveAttribute("data-status", "ok");
  await expect(playground.lines).toHaveText(printed);
  await expect(playground.page.locator(".reason")).toContainText("As recorded");
});

for (const [kind, text] of [
  ["empty", ""],
  ["no recording", "{}"],
  ["cut off", '{"kind":"header","form'],
  ["binary", "\u0000\u0001\u0002"],
] as const) {
  test(`a recording that is ${kind} says so and loses nothing`, async ({ playground }) => {
    await playground.write("# my own work\n");
    await open(playground, text);
    await expect(playground.notices).toContainText("could not be opened");
    await expect(playground.editor).toContainText("# my own work");
  });
}

test("the event log is saved as lines and for Perfetto", async ({ playground }) => {
  await playground.write(RACY);
  expect(await playground.finish()).toBe("ok");
  const events = (await save(playground, "events")).trimEnd().split("\n").map((line) => JSON.parse(line) as { kind: string });
  expect(events.at(-1)?.kind).toBe("ended");
  const trace = JSON.parse(await save(playground, "perfetto")) as { traceEvents: unknown[] };
  expect(trace.traceEvents.length).toBeGreaterThan(events.length / 2);
});
