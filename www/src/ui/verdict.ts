/** How a run ended, in words: for the console's headline and for the line on why it is always the same. */
import { formatMs, plural } from "../base/text";
import type { LumenReport } from "../base/interface";
import type { RunOutcome } from "../engine/client";
import type { GlyphName } from "../timeline/glyphs";

export interface Verdict {
  glyph: GlyphName;
  headline: string;
  detail: string;
  tone: "good" | "bad" | "plain";
}

const HEADLINES: Record<LumenReport["status"], string> = {
  ok: "Finished",
  failed: "Failed",
  deadlock: "Deadlock",
  limit: "Limit reached",
  rejected: "Does not compile",
};

export function verdictOf(outcome: RunOutcome): Verdict {
  if (outcome.kind === "rejected") {
    return { glyph: "failed", headline: HEADLINES.rejected, detail: "mend the errors below and run again", tone: "bad" };
  }
  if (outcome.kind === "lost") {
    const headline = outcome.stopped ? "Stopped" : "The engine stopped";
    return { glyph: "cancelled", headline, detail: outcome.message, tone: outcome.stopped ? "plain" : "bad" };
  }
  const { report, stopped } = outcome;
  const detail = [formatMs(report.elapsed_ms), plural(report.futures.length, "future"), plural(report.steps, "step")].join(" · ");
  if (stopped && report.status === "limit") return { glyph: "cancelled", headline: "Stopped", detail, tone: "plain" };
  const good = report.status === "ok";
  return { glyph: good ? "completed" : "failed", headline: HEADLINES[report.status], detail, tone: good ? "good" : "bad" };
}

/** Why a result is what it is. */
export function reasonOf(report: LumenReport, isRecorded = false): string {
  const mode = { eager: "eager", fifo: "deferred FIFO", random: "random" }[report.mode];
  if (isRecorded) return `As recorded: ${report.clock === "real" ? "real clock" : "virtual time"}, ${mode}, seed ${report.seed}, with the recorded choices and answers.`;
  return report.clock === "virtual"
    ? `Always the same: virtual time, ${mode}, seed ${report.seed}.`
    : `May differ next time: real clock, ${mode}, seed ${report.seed}.`;
}
