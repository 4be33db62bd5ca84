/** The picture in the README is taken here, so that it cannot show another page than this one. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./page";

const picture = fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url));

test("the README's picture", async ({ playground }) => {
  await playground.example("race");
  expect(await playground.finish()).toBe("ok");
  await playground.row("0.1").click();
  await playground.page.evaluate(() => document.fonts.ready);
  const taken = await playground.page.screenshot({ animations: "disabled" });
  expect(taken.length).toBeGreaterThan(40_000);
  // Fonts differ between machines by a pixel here and there: the tracked picture changes only on request.
  if (!process.env["LUMEN_BLESS"]) return;
  mkdirSync(fileURLToPath(new URL("../../docs/", import.meta.url)), { recursive: true });
  writeFileSync(picture, taken);
});
