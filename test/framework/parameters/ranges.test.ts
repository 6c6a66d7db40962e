import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DateHourParameter,
  DateIntervalParameter,
  DateMinuteParameter,
  DateParameter,
  DateSecondParameter,
  MonthParameter,
  OptionalParameter,
  type Parameter,
  Temporal,
  YearParameter,
} from "../../../src/framework/index.ts";

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

test("minutes and seconds are counted over midnight", () => {
  expect(textsOf(DateMinuteParameter(), "2026-12-31T2359", "2027-01-01T0001")).toEqual([
    "2026-12-31T2359",
    "2027-01-01T0000",
    "2027-01-01T0001",
  ]);
  expect(textsOf(DateSecondParameter(), "2026-12-31T235959", "2027-01-01T000000")).toEqual([
    "2026-12-31T235959",
    "2027-01-01T000000",
  ]);
});

test("years are counted over the end of a century", () => {
  expect(textsOf(YearParameter(), "1999", "2001")).toEqual(["1999", "2000", "2001"]);
});

test("weeks are counted over the end of a year, also of one that has 53", () => {
  const week = DateIntervalParameter({ unit: "week" });
  expect(textsOf(week, "2020-W52", "2021-W01")).toEqual(["2020-W52", "2020-W53", "2021-W01"]);
  expect(textsOf(week, "2026-W47", "2026-W46")).toEqual([]);
  expect(week.range?.unit).toBe("week");
});

test("intervals of months are counted; those of any length have no ranges", () => {
  expect(textsOf(DateIntervalParameter({ unit: "month" }), "2026-01", "2026-03")).toHaveLength(3);
  expect(DateIntervalParameter().range).toBeUndefined();
});

test("an optional date has the ranges of a date, but none from or to nothing", () => {
  expect(textsOf(OptionalParameter(DateParameter()), "2026-11-24", "2026-11-25")).toHaveLength(2);
  expect(textsOf(OptionalParameter(DateParameter()), "", "2026-11-25")).toEqual([]);
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

describe("With an interval", () => {
  const sixHours = DateHourParameter({ interval: 6 });

  test("ranges step by it", () => {
    expect(textsOf(sixHours, "2026-11-24T12", "2026-11-25T06")).toEqual([
      "2026-11-24T12",
      "2026-11-24T18",
      "2026-11-25T00",
      "2026-11-25T06",
    ]);
  });

  test("the next value is that much later", () => {
    const next = sixHours.range?.next(sixHours.parse("2026-11-24T18"));
    expect(next?.toString()).toBe("2026-11-25T00:00:00");
  });

  test.each<[what: string, parameter: Parameter<any>, given: string, taken: string]>([
    ["hours", sixHours, "2026-11-24T11", "2026-11-24T06"],
    ["hours before 1970", sixHours, "1969-12-31T23", "1969-12-31T18"],
    ["minutes", DateMinuteParameter({ interval: 15 }), "2026-11-24T1059", "2026-11-24T1045"],
    ["seconds", DateSecondParameter({ interval: 30 }), "2026-11-24T100529", "2026-11-24T100500"],
    ["months", MonthParameter({ interval: 3 }), "2026-12", "2026-10"],
    ["years", YearParameter({ interval: 10 }), "2026", "2020"],
    ["days", DateParameter({ interval: 7, start: Temporal.PlainDate.from("2026-11-23") }), "2026-11-22", "2026-11-16"],
  ])("%s in between are taken back to the last one before them", (_what, parameter, given, taken) => {
    expect(parameter.format(parameter.parse(given))).toBe(taken);
    expect(parameter.format(parameter.parse(taken))).toBe(taken);
  });

  test("a range begins with the value that its first end is taken back to", () => {
    expect(textsOf(sixHours, "2026-11-24T11", "2026-11-24T13")).toEqual(["2026-11-24T06", "2026-11-24T12"]);
  });

  test("the default is taken back too", () => {
    const hour = Temporal.PlainDateTime.from("2026-11-24T11:30");
    expect(DateHourParameter({ interval: 6, default: hour }).default.toString()).toBe("2026-11-24T06:00:00");
  });

  test.each([0, -1, 1.5, Number.NaN])("of %d it is a mistake in the class", (interval) => {
    expect(() => DateHourParameter({ interval })).toThrow(
      `The interval of a dateHour parameter must be a whole number from 1 on, not ${interval}.`,
    );
  });

  test("the values of a range are those that stay where they are", () => {
    const start = Temporal.PlainDateTime.from("2026-11-24T00");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(300), (interval, length) => {
        const { range, parse, format } = DateHourParameter({ interval, start });
        const values = range?.values(start, start.add({ hours: length })).map(format);
        const all = Array.from({ length: length + 1 }, (_, hours) => format(start.add({ hours })));
        expect(values).toEqual(all.filter((text) => format(parse(text)) === text));
      }),
    );
  });
});
