/** The pictures in the README are taken here, so that they cannot show another page than this one. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./page";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));

for (const [colorScheme, name] of [
  ["light", "screenshot.png"],
  ["dark", "screenshot-dark.png"],
] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1440, height: 860 } });

    test(`the README's picture in ${colorScheme}`, async ({ playground }, info) => {
      await playground.example("race");
      expect(await playground.finish()).toBe("ok");
      await playground.row("0.1").click();
      await playground.page.mouse.move(640, 4);
      await playground.page.evaluate(() => document.fonts.ready);
      const taken = await playground.page.screenshot({ animations: "disabled" });
      await info.attach(name, { body: taken, contentType: "image/png" });
      expect(taken.length).toBeGreaterThan(40_000);
      // Fonts differ between machines by a pixel here and there: the tracked pictures change only on request.
      if (!process.env["LUMEN_BLESS"]) return;
      mkdirSync(docs, { recursive: true });
      writeFileSync(docs + name, taken);
    });
  });
}
