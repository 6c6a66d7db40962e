import { expect, test } from "vitest";
import { recentValue } from "../../../src/runner/cli/recent-value.ts";

test.each([
  ["2026-11-24T10:05:01", "today", "day", "2026-11-24"],
  ["2026-11-24T10:05:01", "yesterday", "day", "2026-11-23"],
  ["2027-01-01T00:00:00", "yesterday", "day", "2026-12-31"],
  ["2026-11-24T10:05:01", "last-day", "day", "2026-11-23"],
  ["2026-11-24T10:05:01", "this-week", "week", "2026-W48"],
  ["2027-01-01T10:05:01", "last-week", "week", "2026-W52"],
  ["2026-03-31T10:05:01", "last-month", "month", "2026-02"],
  ["2026-11-24T10:05:01", "this-year", "year", "2026"],
  ["2026-11-24T00:05:01", "last-hour", "hour", "2026-11-23T23"],
  ["2026-11-24T10:05:01", "last-minute", "minute", "2026-11-24T1004"],
  ["2026-11-24T10:05:01", "last-second", "second", "2026-11-24T100500"],
] as const)("at %s, %s is the %s %s", (now, word, unit, text) => {
  expect(recentValue(word, unit, new Date(now))).toBe(text);
});

test("a word of another unit, and any other text, is none", () => {
  for (const [text, unit] of [
    ["yesterday", "month"],
    ["last-month", "day"],
    ["2026-11-24", "day"],
    ["last", "day"],
    ["", "day"],
  ] as const)
    expect(recentValue(text, unit)).toBeUndefined();
});
