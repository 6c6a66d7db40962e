import { describe, expect, test } from "vitest";
import {
  BoolParameter,
  ChoiceParameter,
  DateHourParameter,
  DateIntervalParameter,
  DateMinuteParameter,
  DateParameter,
  DateSecondParameter,
  DictParameter,
  DurationParameter,
  FloatParameter,
  IntParameter,
  ListParameter,
  MonthParameter,
  OptionalParameter,
  ParameterError,
  PathParameter,
  Task,
  Temporal,
  YearParameter,
} from "../../../src/framework/index.ts";

const parameters = {
  date: DateParameter({ default: Temporal.PlainDate.from("2026-01-01") }),
  month: MonthParameter({ default: Temporal.PlainYearMonth.from("2026-01") }),
  hour: DateHourParameter({ default: Temporal.PlainDateTime.from("2026-01-01T00") }),
  minute: DateMinuteParameter({ default: Temporal.PlainDateTime.from("2026-01-01T00") }),
  second: DateSecondParameter({ default: Temporal.PlainDateTime.from("2026-01-01T00") }),
  year: YearParameter({ default: 2026, min: 1990 }),
  interval: OptionalParameter(DateIntervalParameter()),
  week: OptionalParameter(DateIntervalParameter({ unit: "week" })),
  window: DurationParameter({
    default: Temporal.Duration.from({ days: 1 }),
    max: Temporal.Duration.from({ weeks: 1 }),
  }),
  path: PathParameter({ default: "." }),
  source: PathParameter({ default: ".", exists: true }),
  counts: ListParameter(IntParameter({ min: 1 }), { default: [] }),
  dates: ListParameter(DateParameter(), { default: [] }),
  shares: DictParameter(FloatParameter({ max: 1 }), { default: {} }),
  count: IntParameter({ default: 1, min: 1, max: 10 }),
  share: FloatParameter({ default: 0.5, min: 0, max: 1 }),
  packed: BoolParameter({ default: false }),
  region: ChoiceParameter({ choices: ["north", "south"], default: "north" }),
};
class Everything extends Task.with(parameters) {}

test.each([
  ["date", "yesterday", '"yesterday" is not a date; expected a date like 2026-11-24.'],
  ["date", "2026-1-1", '"2026-1-1" is not a date; expected a date like 2026-11-24.'],
  ["month", "2026-11-24", '"2026-11-24" is not a month; expected a month like 2026-11.'],
  ["hour", "2026-11-24", '"2026-11-24" is not an hour; expected an hour like 2026-11-24T10.'],
  ["minute", "2026-11-24T1060", '"2026-11-24T1060" is not a minute; expected a minute like 2026-11-24T1005.'],
  ["minute", "2026-11-24T10", '"2026-11-24T10" is not a minute; expected a minute like 2026-11-24T1005.'],
  ["second", "2026-11-24T100560", '"2026-11-24T100560" is not a second; expected a second like 2026-11-24T100507.'],
  ["year", "26", '"26" is not a year; expected a year like 2026.'],
  ["year", "1989", "1989 is below the smallest allowed value, 1990; expected a year like 2026."],
  ["week", "2026-11", '"2026-11" is not a week; expected a week like 2026-W47, or nothing.'],
  ["week", "2026-W54", '"2026-W54" is not a week; expected a week like 2026-W47, or nothing.'],
  [
    "interval",
    "2026-02-01-2026-02-01",
    '"2026-02-01-2026-02-01" is not an interval of dates; expected days in a row like ' +
      "2026-11-24, 2026-W47, 2026-11, 2026 or 2026-01-01-2026-02-01 (without its last day), or nothing.",
  ],
  [
    "window",
    "P1M",
    '"P1M" is not a duration in weeks, days, hours, minutes and seconds; ' +
      "expected a duration like 1 day 2 hours, 1d 2h or P1DT2H.",
  ],
  [
    "window",
    "1w 1s",
    "7 days 1 second is above the biggest allowed value, 7 days; expected a duration like 1 day 2 hours, 1d 2h or P1DT2H.",
  ],
  ["path", "", '"" is not a path; expected the path of a file or folder.'],
  [
    "source",
    "no/such.csv",
    'there is no file or folder "no/such.csv"; expected the path of an existing file or folder.',
  ],
  ["counts", "1, 2", '"1, 2" is not JSON; expected a list in JSON, each element a whole number like 500.'],
  ["counts", '{"a": 1}', '"{"a": 1}" is not a list; expected a list in JSON, each element a whole number like 500.'],
  [
    "counts",
    "[1, 2.5]",
    'element 2 of [1, 2.5]: "2.5" is not a whole number; expected a list in JSON, each element a whole number like 500.',
  ],
  [
    "counts",
    "[0]",
    "element 1 of [0]: 0 is below the smallest allowed value, 1; " +
      "expected a list in JSON, each element a whole number like 500.",
  ],
  [
    "dates",
    "[2026]",
    "element 1 of [2026]: 2026 is not a date like 2026-11-24; " +
      "expected a list in JSON, each element a date like 2026-11-24.",
  ],
  ["shares", "[]", '"[]" is not a dict; expected names and values in JSON, each value a number like 0.5.'],
  [
    "shares",
    '{"north": 2}',
    '"north" of {"north": 2}: 2 is above the biggest allowed value, 1; ' +
      "expected names and values in JSON, each value a number like 0.5.",
  ],
  ["count", "many", '"many" is not a whole number; expected a whole number like 500.'],
  ["count", "1.5", '"1.5" is not a whole number; expected a whole number like 500.'],
  ["count", "", '"" is not a whole number; expected a whole number like 500.'],
  ["count", "0", "0 is below the smallest allowed value, 1; expected a whole number like 500."],
  ["count", "11", "11 is above the biggest allowed value, 10; expected a whole number like 500."],
  ["share", "half", '"half" is not a number; expected a number like 0.5.'],
  ["share", "Infinity", '"Infinity" is not a number; expected a number like 0.5.'],
  ["share", "1.01", "1.01 is above the biggest allowed value, 1; expected a number like 0.5."],
  ["packed", "yes", '"yes" is neither true nor false; expected true or false.'],
  ["region", "west", '"west" is not one of north, south; expected one of north, south.'],
])("%s=%j is refused in words", (name, text, words) => {
  const make = () => new Everything({ [name]: text });
  expect(make).toThrow(ParameterError);
  expect(make).toThrow(`Everything: parameter "${name}": ${words}`);
});

test.each(["2026-02-29", "2026-13-01", "2026-11-31", "2026-00-10"])("%s is a day that no calendar has", (date) => {
  expect(() => new Everything({ date })).toThrow(`"${date}" is not a date; expected a date like 2026-11-24.`);
});

test("nor is there a 13th month, or a 24th hour", () => {
  expect(() => new Everything({ month: "2026-13" })).toThrow('"2026-13" is not a month');
  expect(() => new Everything({ hour: "2026-11-24T24" })).toThrow('"2026-11-24T24" is not an hour');
});

test("a value of another type is refused, and shown", () => {
  expect(() => new Everything({ count: 1.5 })).toThrow('"1.5" is not a whole number');
  expect(() => new Everything({ date: new Date(0) as never })).toThrow(/parameter "date": .*; expected a date/);
  expect(() => new Everything({ window: Temporal.Duration.from({ months: 1 }) })).toThrow(
    /parameter "window": .* is not a value of type duration/,
  );
  expect(() => new Everything({ counts: 1 as never })).toThrow("1 is not a value of type list");
  expect(() => new Everything({ counts: [1, 0] })).toThrow("0 is below the smallest allowed value, 1");
  expect(() => new Everything({ shares: [1] as never })).toThrow("[ 1 ] is not a value of type dict");
  expect(() => new Everything({ shares: { north: Number.NaN } })).toThrow('"NaN" is not a number');
  expect(() => new Everything({ region: { north: true } as never })).toThrow(
    "{ north: true } is not a value of type choice; expected one of north, south.",
  );
});

describe("The bounds of a date", () => {
  class Recent extends Task.with({
    date: DateParameter({ min: Temporal.PlainDate.from("2026-01-01"), max: Temporal.PlainDate.from("2026-12-31") }),
  }) {}

  test("are allowed themselves", () => {
    expect(new Recent({ date: "2026-01-01" }).date.toString()).toBe("2026-01-01");
    expect(new Recent({ date: "2026-12-31" }).date.toString()).toBe("2026-12-31");
  });

  test("refuse what lies outside, and say which bound it was", () => {
    expect(() => new Recent({ date: "2025-12-31" })).toThrow(
      "2025-12-31 is below the smallest allowed value, 2026-01-01",
    );
    expect(() => new Recent({ date: "2027-01-01" })).toThrow(
      "2027-01-01 is above the biggest allowed value, 2026-12-31",
    );
  });
});

test("a choice without choices is a mistake in the class", () => {
  expect(() => ChoiceParameter({ choices: [] })).toThrow("A ChoiceParameter needs at least one choice.");
});
