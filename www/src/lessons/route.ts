/** Addresses of the course: `#learn` is its map, `#lesson/race` a lesson, `#own-lesson` one that is not of the course, `#make-lesson` its workshop. */

export type Place = { kind: "map" } | { kind: "lesson"; name: string } | { kind: "own" } | { kind: "make" };

const FIXED: Record<string, Place> = { "#learn": { kind: "map" }, "#own-lesson": { kind: "own" }, "#make-lesson": { kind: "make" } };

const LESSON = "#lesson/";

/** The place that an address names; null when it means something else. */
export function placeOf(hash: string): Place | null {
  if (hash.startsWith(LESSON)) return { kind: "lesson", name: decoded(hash.slice(LESSON.length)) };
  return Object.hasOwn(FIXED, hash) ? FIXED[hash]! : null;
}

export function hashOfPlace(place: Place): string {
  if (place.kind === "lesson") return LESSON + encodeURIComponent(place.name);
  return Object.keys(FIXED).find((hash) => FIXED[hash]!.kind === place.kind)!;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
