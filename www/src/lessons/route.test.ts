import { expect, test } from "vitest";
import { hashOfPlace, placeOf, type Place } from "./route";

test("every place has its address and is found by it", () => {
  const places: Place[] = [{ kind: "map" }, { kind: "lesson", name: "two awaits/ä" }, { kind: "own" }, { kind: "make" }];
  for (const place of places) expect(placeOf(hashOfPlace(place))).toEqual(place);
});

test("other addresses are none", () => {
  for (const hash of ["", "#", "#learning", "#reference/race", "#v1.pabc", "#toString"]) expect(placeOf(hash)).toBeNull();
  expect(placeOf("#lesson/%E0%A4%A")).toEqual({ kind: "lesson", name: "%E0%A4%A" });
});
