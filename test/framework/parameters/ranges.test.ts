import fc from "fast-check";
import { expect, test } from "vitest";
import { DateHourParameter, DateParameter, MonthParameter, type Parameter } from "../../../src/framework/index.ts";

function textsOf<T>(parameter: Parameter<T>, from: string, to: string): string[] {
  const { range } = parameter;
  if (range === undefined) throw new Error("It has no ranges.");
  return range.values(parameter.parse(from), parameter.parse(to)).map((value) => parameter.format(value));
}

test("days are counted with both ends, over the end of a month", () => {
  expect(textsOf(DateParameter(), "2026-11-29", "2026-12-02")).toEqual([
    "2026-11-29",
    "2026-11-30",
    "2026-12-01",
    "2026-12-02",
  ]);
});

test("a leap year has its 29th of February, another has not", () => {
  expect(textsOf(DateParameter(), "2028-02-28", "2028-03-01")).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"]);
  expect(textsOf(DateParameter(), "2026-02-28", "2026-03-01")).toEqual(["2026-02-28", "2026-03-01"]);
});

test("months are counted over the end of a year", () => {
  expect(textsOf(MonthParameter(), "2026-11", "2027-02")).toEqual(["2026-11", "2026-12", "2027-01", "2027-02"]);
});

test("hours are counted over midnight and over the end of a year", () => {
  expect(textsOf(DateHourParameter(), "2026-12-31T22", "2027-01-01T01")).toEqual([
    "2026-12-31T22",
    "2026-12-31T23",
    "2027-01-01T00",
    "2027-01-01T01",
  ]);
});

test("an hour that daylight saving leaves out is an hour like any other", () => {
  expect(textsOf(DateHourParameter(), "2026-03-29T01", "2026-03-29T03")).toHaveLength(3);
});

test("one end is a range of one, and a range that goes backwards is empty", () => {
  expect(textsOf(DateParameter(), "2026-11-24", "2026-11-24")).toEqual(["2026-11-24"]);
  expect(textsOf(DateParameter(), "2026-11-24", "2026-11-23")).toEqual([]);
});

test("a range of days has one value for each day between its ends", () => {
  const { range, parse } = DateParameter();
  const first = parse("1999-12-25");
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), (start, length) => {
      const from = first.add({ days: start });
      const values = range?.values(from, from.add({ days: length })) ?? [];
      expect(values).toHaveLength(length + 1);
      expect(values.at(-1)?.since(from).days).toBe(length);
    }),
  );
});
