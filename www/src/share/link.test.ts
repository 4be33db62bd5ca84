import { describe, expect, test } from "vitest";
import { addressOf, fragmentOf, openLink, payloadOf, settingsOf } from "./link";

test("a payload holds only what differs from the defaults", () => {
  expect(payloadOf("main", { mode: "program", clock: "virtual", seed: 0, cursor: null })).toEqual({ source: "main" });
  expect(payloadOf("main", { mode: "fifo", clock: "real", seed: 7, cursor: 0 })).toEqual({ source: "main", mode: "fifo", clock: "real", seed: 7, cursor: 0 });
});

test("settings come back as they went in", () => {
  for (const settings of [
    { mode: "program", clock: "virtual", seed: 0, cursor: null },
    { mode: "random", clock: "real", seed: 3, cursor: 12 },
  ] as const) {
    expect(settingsOf(payloadOf("x", settings))).toEqual(settings);
  }
});

test("only fragments with a version are ours", () => {
  expect([fragmentOf("#v1.pabc"), fragmentOf("#v12.x"), fragmentOf("#about"), fragmentOf("")]).toEqual(["#v1.pabc", "#v12.x", null, null]);
});

test("an address keeps its path and query", () => {
  expect(addressOf({ href: "https://example.org/a/?x=1#old" }, "#v1.p")).toBe("https://example.org/a/?x=1#v1.p");
});

describe("opening", () => {
  test("gives the payload", async () => {
    expect(await openLink("#v1.p", () => Promise.resolve({ source: "a" }))).toEqual({ ok: true, value: { source: "a" } });
  });
  test("passes the codec's sentence on", async () => {
    const opened = await openLink("#v1.p", () => Promise.reject(new Error("this link is cut off")));
    expect(opened).toEqual({ ok: false, error: "this link is cut off" });
  });
  test("refuses a payload of another shape", async () => {
    for (const payload of [null, 3, {}, { source: 1 }, { source: "", mode: "sideways" }, { source: "", seed: -1 }, { source: "", cursor: 0.5 }]) {
      expect((await openLink("#v1.p", () => Promise.resolve(payload))).ok).toBe(false);
    }
  });
});
