import { expect, test } from "vitest";
import { LensLists } from "../../../src/extension/model/lens-lists.ts";

const document = { name: "report.ts" };
const lens = () => ({});

test("a list is put away when the document has a newer one", () => {
  const lists = new LensLists(() => 1);
  const [before, now] = [lens(), lens()];
  expect(lists.give(document, [before])).toEqual([before]);
  expect(lists.isPutAway(before)).toBe(false);
  lists.give(document, [now]);
  expect([before, now].map((each) => lists.isPutAway(each))).toEqual([true, false]);
});

test("an empty list puts one away too", () => {
  const lists = new LensLists(() => 1);
  const before = lens();
  lists.give(document, [before]);
  lists.give(document, []);
  expect(lists.isPutAway(before)).toBe(true);
});

test("of two editors side by side, each keeps its own", () => {
  const lists = new LensLists(() => 2);
  const [left, right, newer] = [lens(), lens(), lens()];
  lists.give(document, [left]);
  lists.give(document, [right]);
  expect([left, right].map((each) => lists.isPutAway(each))).toEqual([false, false]);
  lists.give(document, [newer]);
  expect([left, right, newer].map((each) => lists.isPutAway(each))).toEqual([true, false, false]);
});

test("other documents have nothing to do with it, and neither has an editor that is hidden by now", () => {
  const lists = new LensLists(() => 0);
  const shown = lens();
  lists.give(document, [shown]);
  lists.give({ name: "another.ts" }, [lens()]);
  expect(lists.isPutAway(shown)).toBe(false);
});

test("of a lens that it was never given it says nothing", () => {
  expect(new LensLists(() => 1).isPutAway(lens())).toBe(false);
});
