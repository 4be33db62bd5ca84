/** What survives a reload. Storage may be off, full, or hold something else: then the page works without it. */
import * as v from "valibot";

const Settings = v.object({
  mode: v.fallback(v.picklist(["program", "eager", "fifo", "random"]), "program"),
  clock: v.fallback(v.picklist(["virtual", "real"]), "virtual"),
  speed: v.fallback(v.picklist(["instant", "0.1", "1", "10", "100"]), "instant"),
  theme: v.fallback(v.picklist(["auto", "light", "dark"]), "auto"),
  axis: v.fallback(v.picklist(["auto", "time", "order"]), "auto"),
  columns: v.fallback(v.pipe(v.number(), v.minValue(0.15), v.maxValue(0.85)), 0.4),
  left: v.fallback(v.pipe(v.number(), v.minValue(0.15), v.maxValue(0.9)), 0.66),
  right: v.fallback(v.pipe(v.number(), v.minValue(0.15), v.maxValue(0.9)), 0.6),
  lesson: v.fallback(v.pipe(v.number(), v.minValue(0.15), v.maxValue(0.85)), 0.28),
  hintSeen: v.fallback(v.boolean(), false),
});

export type StoredSettings = v.InferOutput<typeof Settings>;

const Document = v.object({
  source: v.string(),
  /** The example the text came from, for its sentence; null when it is the person's own. */
  example: v.nullable(v.string()),
});

export type StoredDocument = v.InferOutput<typeof Document>;

const KEYS = { settings: "lumen.settings.1", document: "lumen.document.1", previous: "lumen.previous.1" } as const;

export function readSettings(): StoredSettings {
  const parsed = v.safeParse(Settings, read(KEYS.settings) ?? {});
  return parsed.success ? parsed.output : v.parse(Settings, {});
}

export function writeSettings(settings: StoredSettings): void {
  write(KEYS.settings, settings);
}

export function readDocument(): StoredDocument | null {
  return parsedDocument(KEYS.document);
}

export function writeDocument(document: StoredDocument): void {
  write(KEYS.document, document);
}

/** The program that a link or an example took the place of. */
export function readPrevious(): StoredDocument | null {
  return parsedDocument(KEYS.previous);
}

export function writePrevious(document: StoredDocument): void {
  write(KEYS.previous, document);
}

function parsedDocument(key: string): StoredDocument | null {
  const parsed = v.safeParse(Document, read(key));
  return parsed.success ? parsed.output : null;
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage the page still works; it only forgets.
  }
}
