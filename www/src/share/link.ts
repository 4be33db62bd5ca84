/** The link's payload and its way into and out of an address. */
import * as v from "valibot";
import type { LumenClock, LumenJournalInfo, LumenLinkPayload, LumenMode } from "../base/interface";
import { fail, messageOf, ok, type Result } from "../base/result";

/** What a link carries beside the document. */
export interface SharedSettings {
  mode: LumenMode | "program";
  clock: LumenClock;
  seed: number;
  /** The moment of the run that is meant: after so many events; null for its end. */
  cursor: number | null;
}

const Payload = v.object({
  source: v.string(),
  mode: v.optional(v.picklist(["eager", "fifo", "random"])),
  clock: v.optional(v.picklist(["virtual", "real"])),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  cursor: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  choices: v.optional(v.string()),
  world: v.optional(v.string()),
  lesson: v.optional(v.string()),
  journal: v.optional(v.string()),
});

/** The fragment of an address if it looks like one of our links, of whatever version. */
export function fragmentOf(hash: string): string | null {
  return /^#v\d+\./.test(hash) ? hash : null;
}

/** The document and only what differs from the defaults. */
export function payloadOf(source: string, settings: SharedSettings): LumenLinkPayload {
  const payload: LumenLinkPayload = { source };
  if (settings.mode !== "program") payload.mode = settings.mode;
  if (settings.clock !== "virtual") payload.clock = settings.clock;
  if (settings.seed !== 0) payload.seed = settings.seed;
  if (settings.cursor !== null) payload.cursor = settings.cursor;
  return payload;
}

/** The same with what a recorded run needs to come about again: a schedule if that says all, else the recording itself. */
export function recordedPayload(journal: string, info: LumenJournalInfo, cursor: number | null): LumenLinkPayload {
  if (!info.is_schedule) return { source: "", journal, ...(cursor === null ? {} : { cursor }) };
  const payload = payloadOf(info.source, { mode: info.mode, clock: info.clock, seed: info.seed, cursor });
  return { ...payload, choices: info.choices, ...(info.world === null ? {} : { world: info.world }) };
}

/** The settings behind a payload: what it does not say is the default. */
export function settingsOf(payload: LumenLinkPayload): SharedSettings {
  return { mode: payload.mode ?? "program", clock: payload.clock ?? "virtual", seed: payload.seed ?? 0, cursor: payload.cursor ?? null };
}

/** The address of this page with another fragment. */
export function addressOf(location: { href: string }, fragment: string): string {
  return `${location.href.split("#")[0]}${fragment}`;
}

/** Opens a fragment with the engine's codec and checks what comes out. */
export async function openLink(fragment: string, decode: (fragment: string) => Promise<unknown>): Promise<Result<LumenLinkPayload>> {
  try {
    const parsed = v.safeParse(Payload, await decode(fragment));
    return parsed.success ? ok(parsed.output as LumenLinkPayload) : fail("This link opens, but what is in it is not a program.");
  } catch (thrown) {
    return fail(messageOf(thrown));
  }
}
