/** The page as a person uses it: the fixture every test begins with, and what a person does in words. */
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { serveDist } from "./server";

export { expect };

interface Fixtures {
  playground: PlaygroundPage;
}

export const test = base.extend<Fixtures, { address: string }>({
  address: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const served = await serveDist();
      await use(served.address);
      await served.close();
    },
    { scope: "worker" },
  ],
  playground: async ({ page, address }, use) => {
    const complaints = listenTo(page, new URL(address).origin);
    const playground = new PlaygroundPage(page, address);
    await playground.open();
    await use(playground);
    expect(complaints).toEqual([]);
  },
});

/** Collects what a page must not do: complain, throw, or ask somebody else. */
function listenTo(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) complaints.push(`asked ${request.url()}`);
  });
  return complaints;
}

export class PlaygroundPage {
  readonly page: Page;
  readonly address: string;

  constructor(page: Page, address: string) {
    this.page = page;
    this.address = address;
  }

  async open(fragment = ""): Promise<void> {
    // A second address that differs only in its fragment would not load the page anew.
    if (this.page.url().startsWith(this.address)) await this.page.goto("about:blank");
    await this.page.goto(this.address + fragment);
    await this.editor.waitFor();
  }

  get editor(): Locator {
    return this.page.locator(".cm-content[aria-label='Program']");
  }

  get status(): Locator {
    return this.page.locator("[data-status]");
  }

  get notices(): Locator {
    return this.page.locator("[data-notice]");
  }

  /** The printed lines in view. */
  get lines(): Locator {
    return this.page.locator("[data-line]");
  }

  row(future: string): Locator {
    return this.page.locator(`tr[data-future="${future}"]`);
  }

  /** Selects all and pastes, as one does with a program. */
  async write(source: string): Promise<void> {
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.editor.evaluate((editor, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, source);
    if (source === "") await this.page.keyboard.press("Delete");
  }

  /** The whole text of the editor; CodeMirror mounts only visible lines, so short programs only. */
  async source(): Promise<string> {
    const lines = await this.page.locator(".cm-line").allTextContents();
    return lines.join("\n");
  }

  async example(name: string): Promise<void> {
    await this.page.locator("[data-examples]").click();
    await this.page.locator(`[data-example="${name}"]`).click();
  }

  async run(): Promise<void> {
    await this.page.locator("[data-run]").click();
  }

  /** Runs to the end and gives back the status. */
  async finish(): Promise<string> {
    await this.run();
    await expect(this.status).not.toHaveAttribute("data-status", /^(idle|running)$/);
    return (await this.status.getAttribute("data-status")) ?? "";
  }

  /** `id state` of every future, as the table says them. */
  async states(): Promise<string[]> {
    const rows = this.page.locator("tr[data-future]");
    return rows.evaluateAll((all) => all.map((row) => `${row.getAttribute("data-future")} ${row.getAttribute("data-state")}`));
  }

  /** How many pixels of the canvas have, nearly, the colour of a state. */
  async pixelsOf(state: string): Promise<number> {
    return this.page.evaluate((name) => {
      const canvas = document.querySelector<HTMLCanvasElement>(".timeline-canvas")!;
      const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
      probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(`--state-${name}`);
      probe.fillRect(0, 0, 1, 1);
      const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data as unknown as [number, number, number];
      const copy = document.createElement("canvas");
      [copy.width, copy.height] = [canvas.width, canvas.height];
      const pen = copy.getContext("2d", { willReadFrequently: true })!;
      pen.drawImage(canvas, 0, 0);
      const { data } = pen.getImageData(0, 0, copy.width, copy.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (Math.abs(data[at]! - red) + Math.abs(data[at + 1]! - green) + Math.abs(data[at + 2]! - blue) < 12) count += 1;
      }
      return count;
    }, state);
  }
}
