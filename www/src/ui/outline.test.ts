import { expect, test } from "vitest";
import type { LumenOutlineItem } from "../base/interface";
import { flatOutline, matching } from "./outline";

function item(name: string, children: LumenOutlineItem[] = []): LumenOutlineItem {
  const range = { from: 0, to: 1 };
  return { name, kind: "cell", detail: null, range, selection: range, children };
}

const rows = flatOutline([item("Page", [item("url"), item("links")]), item("fetch_page"), item("main")]);

test("an outline is one list with depths", () => {
  expect(rows.map(({ item: { name }, depth }) => `${depth} ${name}`)).toEqual(["0 Page", "1 url", "1 links", "0 fetch_page", "0 main"]);
});

test("letters narrow it, and beginnings come first", () => {
  const names = (query: string) => matching(rows, query).map((row) => row.item.name);
  expect(names("page")).toEqual(["Page", "fetch_page"]);
  expect(names("fpg")).toEqual(["fetch_page"]);
  expect(names("zz")).toEqual([]);
  expect(names(" ")).toHaveLength(5);
});
