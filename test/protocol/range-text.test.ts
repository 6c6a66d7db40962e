import { describe, expect, test } from "vitest";
import type { RangeUnit } from "../../src/protocol/parameter-description.ts";
import { readRangeText } from "../../src/protocol/range-text.ts";

const NOW = new Date(2026, 10, 24, 21, 5, 3);
const read = (text: string, unit: RangeUnit) => {
  const ends = readRangeText(text, unit, NOW);
  return typeof ends === "string" ? ends : `${ends.from} to ${ends.to}`;
};

describe("19. A range as people write it", () => {
  test.each<[string, RangeUnit, string]>([
    ["2026-01-05..2026-01-20", "day", "2026-01-05 to 2026-01-20"],
    [" 2026-01-05 .. 2026-01-20 ", "day", "2026-01-05 to 2026-01-20"],
    ["2026-01..2026-03", "day", "2026-01-01 to 2026-03-31"],
    ["2026-01..2026-03", "month", "2026-01 to 2026-03"],
    ["2024-02", "day", "2024-02-01 to 2024-02-29"],
    ["2026", "month", "2026-01 to 2026-12"],
    ["2026-11-24", "hour", "2026-11-24T00 to 2026-11-24T23"],
    ["2026-11-24T10", "minute", "2026-11-24T1000 to 2026-11-24T1059"],
    ["2026-11-24T1005", "second", "2026-11-24T100500 to 2026-11-24T100559"],
    ["2026-W05", "day", "2026-01-26 to 2026-02-01"],
    ["2020-W53..2021-W01", "week", "2020-W53 to 2021-W01"],
    ["2019..2020", "year", "2019 to 2020"],
  ])("%s in %ss is %s", (text, unit, ends) => {
    expect(read(text, unit)).toBe(ends);
  });

  test.each<[string, RangeUnit, string]>([
    ["last 30d", "day", "2026-10-25 to 2026-11-23"],
    ["30 days", "day", "2026-10-25 to 2026-11-23"],
    ["last 2d", "hour", "2026-11-22T00 to 2026-11-23T23"],
    ["48h", "hour", "2026-11-22T21 to 2026-11-24T20"],
    ["last 3 months", "month", "2026-08 to 2026-10"],
    ["last 3mo", "day", "2026-08-01 to 2026-10-31"],
    ["last 1 week", "week", "2026-W47 to 2026-W47"],
    ["2y", "year", "2024 to 2025"],
    ["last 10 min", "minute", "2026-11-24T2055 to 2026-11-24T2104"],
    ["last 5s", "second", "2026-11-24T210458 to 2026-11-24T210502"],
  ])("%s in %ss is what is over: %s", (text, unit, ends) => {
    expect(read(text, unit)).toBe(ends);
  });

  test.each<[string, RangeUnit]>([
    ["", "day"],
    ["yesterday", "day"],
    ["2026-02-30", "day"],
    ["2025-W53", "week"],
    ["2026-01-01..", "day"],
    ["2026-01-01..2026-01-02..2026-01-03", "day"],
    ["2026-01-05", "month"],
    ["2026-01", "week"],
    ["last 3h", "day"],
    ["last 0d", "day"],
    ["last 5m", "day"],
  ])("%j in %ss is refused, with what is expected", (text, unit) => {
    expect(read(text, unit)).toMatch(/expected .*\d/);
  });
});
