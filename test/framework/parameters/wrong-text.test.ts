import { describe, expect, test } from "vitest";
import {
  BoolParameter,
  ChoiceParameter,
  DateHourParameter,
  DateParameter,
  FloatParameter,
  IntParameter,
  MonthParameter,
  ParameterError,
  Task,
  Temporal,
} from "../../../src/framework/index.ts";

const parameters = {
  date: DateParameter({ default: Temporal.PlainDate.from("2026-01-01") }),
  month: MonthParameter({ default: Temporal.PlainYearMonth.from("2026-01") }),
  hour: DateHourParameter({ default: Temporal.PlainDateTime.from("2026-01-01T00") }),
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
