import { describe, expect, test } from "vitest";
import { DateInterval, DateIntervalParameter, Task, Temporal } from "../../../src/framework/index.ts";

const { PlainDate } = Temporal;

describe("An interval of dates", () => {
  test.each([
    ["2026-11-24", "2026-11-24", "2026-11-25", "day"],
    ["2026-W47", "2026-11-16", "2026-11-23", "week"],
    ["2021-W01", "2021-01-04", "2021-01-11", "week"],
    ["2020-W53", "2020-12-28", "2021-01-04", "week"],
    ["2028-02", "2028-02-01", "2028-03-01", "month"],
    ["2026", "2026-01-01", "2027-01-01", "year"],
    ["2026-01-01-2026-02-01", "2026-01-01", "2026-02-01", undefined],
  ])("%s goes from %s to before %s", (text, start, end, unit) => {
    const interval = DateInterval.from(text);
    expect(`${interval.start} ${interval.end}`).toBe(`${start} ${end}`);
    expect(interval.unit).toBe(unit);
    expect(String(interval)).toBe(text);
  });

  test.each(["", "2026-W00", "2026-W54", "2021-W53", "2026-13", "2026-02-30", "2026-02-01-2026-01-01", "2026-1-1"])(
    "is not %j",
    (text) => {
      expect(() => DateInterval.from(text)).toThrow(RangeError);
    },
  );

  test("has all its days, and not its end", () => {
    const days = DateInterval.from("2026-02-27-2026-03-02").dates().map(String);
    expect(days).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
    expect(DateInterval.from("2028").dates()).toHaveLength(366);
  });

  test.each([
    ["day", "2026-11-24"],
    ["week", "2026-W48"],
    ["month", "2026-11"],
    ["year", "2026"],
  ] as const)("is the %s that a day is in", (unit, text) => {
    expect(String(DateInterval.containing(PlainDate.from("2026-11-24"), unit))).toBe(text);
  });

  test("can not be empty", () => {
    const day = PlainDate.from("2026-11-24");
    expect(() => new DateInterval(day, day)).toThrow("An interval from 2026-11-24 can not end at 2026-11-24.");
  });

  test("names a task in Luigi's form", () => {
    class Report extends Task.with({ interval: DateIntervalParameter() }) {}
    const report = new Report({ interval: DateInterval.from("2026-W47") });
    expect(String(report)).toBe("Report(interval=2026-W47)");
    expect(report.taskId).toMatch(/^Report_2026-W47_/);
    expect(report.clone({ interval: "2026-W48" }).interval.dates()).toHaveLength(7);
  });
});
