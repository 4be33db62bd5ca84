import { expect, test } from "vitest";
import type { LumenReport } from "../base/interface";
import { reasonOf, verdictOf } from "./verdict";

const report: LumenReport = {
  version: 1, status: "ok", value: "42", error: null, output: [], mode: "eager", clock: "virtual", seed: 0,
  elapsed_ms: 300, steps: 1234, futures: [], unhandled: [], diagnostics: [], trace_hash: "",
};

test("a finished run says how long and how much", () => {
  expect(verdictOf({ kind: "report", report, divergence: null, stopped: false })).toMatchObject({ headline: "Finished", detail: "300 ms · 0 futures · 1,234 steps", tone: "good" });
});

test("a run ended by Stop is not a limit", () => {
  const limit = { ...report, status: "limit" } as const;
  expect(verdictOf({ kind: "report", report: limit, divergence: null, stopped: true }).headline).toBe("Stopped");
  expect(verdictOf({ kind: "report", report: limit, divergence: null, stopped: false }).headline).toBe("Limit reached");
  expect(verdictOf({ kind: "lost", stopped: true, message: "" }).headline).toBe("Stopped");
});

test("the reason names what decides", () => {
  expect(reasonOf(report)).toBe("Always the same: virtual time, eager, seed 0.");
  expect(reasonOf(report, true)).toContain("As recorded: virtual time, eager");
  expect(reasonOf({ ...report, clock: "real", mode: "fifo" })).toBe("May differ next time: real clock, deferred FIFO, seed 0.");
});
