/** The timeline and the table show the lanes and states of a run, at every position in it. */
import { expect, test } from "./page";

const RACE = `cell slow() -> String
  await sleep(200)
  return "slow"
end

cell quick() -> String
  await sleep(50)
  return "quick"
end

cell main() -> String
  let winner = await race
    slow()
    quick()
  end
  print("{winner} won")
  return winner
end
`;

test("a race has a lane for each future, and its loser says so", async ({ playground }) => {
  await playground.write(RACE);
  expect(await playground.finish()).toBe("ok");
  const states = await playground.states();
  expect(states[0]).toBe("0 completed");
  expect(states.filter((state) => state.endsWith("lost the race"))).toHaveLength(1);
  await expect(playground.page.locator("tr[data-state='lost the race']")).toContainText("slow()");
  await expect(playground.page.locator("tr", { hasText: "quick()" })).toContainText("quick");
  for (const state of ["running", "waiting", "completed", "cancelled"]) expect(await playground.pixelsOf(state), state).toBeGreaterThan(5);
});

test("stepping back shows the states of that moment", async ({ playground }) => {
  await playground.write(RACE);
  await playground.finish();
  const { page } = playground;
  await page.locator("#tab-events").click();
  await page.getByRole("option", { name: /quick\(\) (waits|starts)/ }).first().click();
  await page.locator("#tab-futures").click();
  const states = await playground.states();
  expect(states.filter((state) => /completed|lost/.test(state))).toEqual([]);
  await page.getByRole("button", { name: "To the end" }).click();
  await expect(playground.row("0")).toHaveAttribute("data-state", "completed");
});

test("playback at a speed grows the timeline and reaches the end", async ({ playground }) => {
  await playground.write("cell main() -> Int\n  await sleep(60000)\n  return 1\nend\n");
  await playground.page.locator("[data-speed]").selectOption("0.1");
  await playground.run();
  await expect(playground.row("0")).toHaveAttribute("data-state", "waiting");
  await expect(playground.page.getByRole("button", { name: "Pause" })).toBeVisible();
  await playground.page.locator("[data-speed]").selectOption("100");
  await expect(playground.row("0")).toHaveAttribute("data-state", "completed");
  await expect(playground.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

test("eager and deferred start differently", async ({ playground }) => {
  const program = 'cell task(name: String) -> Int\n  print("{name} starts")\n  return 1\nend\n\ncell main() -> Int\n  let a = spawn(task("a"))\n  print("spawned")\n  return await a\nend\n';
  await playground.write(program);
  await playground.finish();
  await expect(playground.lines).toHaveText(["a starts", "spawned"]);
  await playground.page.locator("[data-mode]").selectOption("fifo");
  await playground.finish();
  await expect(playground.lines).toHaveText(["spawned", "a starts"]);
  await expect(playground.page.locator(".reason")).toContainText("deferred FIFO");
});

test("a click on a lane shows its line, a line lights its lanes", async ({ playground }) => {
  await playground.write(RACE);
  await playground.finish();
  const { page } = playground;
  await page.locator("tr", { hasText: "quick()" }).getByRole("button", { name: /^\d+$/ }).click();
  await expect(page.locator(".cm-activeLine")).toContainText(/race|quick/);
  await expect(page.locator(".mark-pointed").first()).toBeVisible();
  await page.locator(".cm-line", { hasText: "await sleep(200)" }).click();
  await expect.poll(() => page.locator(".cm-activeLine").textContent()).toContain("sleep(200)");
});

test("hovering tells state and place", async ({ playground }) => {
  await playground.write(RACE);
  await playground.finish();
  const { page } = playground;
  const box = (await page.locator(".timeline-canvas").boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 30 + 13);
  await expect(page.locator(".tooltip")).toContainText("waiting");
  await expect(page.locator(".tooltip")).toContainText("line");
});

test("a parent folds and says how many it hides", async ({ playground }) => {
  await playground.write(RACE);
  await playground.finish();
  const before = (await playground.states()).length;
  await playground.row("0").getByRole("button", { name: "Fold" }).click();
  expect(await playground.states()).toHaveLength(1);
  await expect(playground.row("0")).toContainText(`+${before - 1}`);
});

test("many lanes mount only what is seen", async ({ playground }) => {
  await playground.write("cell task(n: Int) -> Int\n  await sleep(n)\n  return n\nend\n\ncell main() -> Int\n  let all = await parallel for n in 0..1500\n    task(n)\n  end\n  return len(all)\nend\n");
  expect(await playground.finish()).toBe("ok");
  await expect(playground.page.locator("[data-value]")).toHaveText("1500");
  expect((await playground.states()).length).toBeLessThan(60);
  expect(Number(await playground.page.locator("table").getAttribute("aria-rowcount"))).toBeGreaterThan(1500);
});
