import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import {
  BoolParameter,
  ChoiceParameter,
  DateHourParameter,
  DateInterval,
  DateIntervalParameter,
  DateMinuteParameter,
  DateParameter,
  DateSecondParameter,
  DictParameter,
  DurationParameter,
  FloatParameter,
  type IntervalUnit,
  IntParameter,
  ListParameter,
  MonthParameter,
  OptionalParameter,
  type Parameter,
  PathParameter,
  SchemaParameter,
  StringParameter,
  Temporal,
  YearParameter,
} from "../../../src/framework/index.ts";

const YEAR_ZERO = Temporal.PlainDate.from("0000-01-01");
const days = fc.integer({ min: 0, max: 3_652_058 }).map((count) => YEAR_ZERO.add({ days: count }));
const seconds = fc
  .tuple(days, fc.integer({ min: 0, max: 86_399 }))
  .map(([day, second]) => day.toPlainDateTime().add({ seconds: second }));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
const text = fc.string({ unit: "binary" });
const durations = fc
  .tuple(fc.nat(99_999), fc.integer({ min: 0, max: 86_399_999_999 }))
  .map(([whole, microseconds]) => Temporal.Duration.from({ days: whole, microseconds }).round({ largestUnit: "days" }));
const units = fc.constantFrom<IntervalUnit>("day", "week", "month", "year");
// From the year 1 on: the first week of the year 0 begins before it.
const intervals = fc
  .oneof(
    fc.tuple(days, units).map(([day, unit]) => DateInterval.containing(day, unit)),
    fc.tuple(days, fc.integer({ min: 1, max: 400 })).map(([day, length]) => {
      const start = day.subtract({ days: day.year > 9990 ? 10_000 : 0 });
      return new DateInterval(start, start.add({ days: length }));
    }),
  )
  .filter(({ start }) => start.year > 0);
// A minus before a zero does not survive JSON.
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);

const limits = z.object({ rows: z.int(), name: z.string().optional() });
const limitValues = fc.record({ rows: fc.integer(), name: text }, { requiredKeys: ["rows"], noNullPrototype: true });

const cases: readonly (readonly [type: string, parameter: Parameter<any>, values: fc.Arbitrary<unknown>])[] = [
  ["string", StringParameter(), text],
  ["int", IntParameter(), fc.maxSafeInteger()],
  ["float", FloatParameter(), finite],
  ["bool", BoolParameter(), fc.boolean()],
  ["choice", ChoiceParameter({ choices: ["north", "south", ""] }), fc.constantFrom("north", "south", "")],
  ["date", DateParameter(), days],
  ["month", MonthParameter(), days.map((day) => day.toPlainYearMonth())],
  ["year", YearParameter(), fc.integer({ min: 0, max: 9999 })],
  ["dateHour", DateHourParameter(), seconds.map((time) => time.round({ smallestUnit: "hour", roundingMode: "floor" }))],
  [
    "dateMinute",
    DateMinuteParameter(),
    seconds.map((time) => time.round({ smallestUnit: "minute", roundingMode: "floor" })),
  ],
  ["dateSecond", DateSecondParameter(), seconds],
  ["dateInterval", DateIntervalParameter(), intervals],
  ["duration", DurationParameter(), durations],
  ["path", PathParameter(), fc.string({ minLength: 1 }).filter((path) => !path.includes("\0"))],
  ["list", ListParameter(), fc.array(json)],
  ["list", ListParameter(StringParameter()), fc.array(text)],
  ["list", ListParameter(FloatParameter()), fc.array(finite)],
  ["list", ListParameter(ListParameter(DateParameter())), fc.array(fc.array(days))],
  ["list", ListParameter(OptionalParameter(IntParameter())), fc.array(fc.option(fc.integer(), { nil: undefined }))],
  ["dict", DictParameter(), fc.dictionary(text, json, { noNullPrototype: true })],
  ["dict", DictParameter(BoolParameter()), fc.dictionary(text, fc.boolean(), { noNullPrototype: true })],
  ["date", OptionalParameter(DateParameter()), fc.option(days, { nil: undefined })],
  ["schema", SchemaParameter(limits), limitValues],
];

describe.each(cases)("A value of type %s", (type, parameter, values) => {
  test("is read back from its text", () => {
    fc.assert(
      fc.property(values, (value) => {
        const written = parameter.format(value);
        const again = parameter.parse(written);
        expect(again).toEqual(value);
        expect(parameter.format(again)).toBe(written);
      }),
    );
  });

  test("is accepted as it is", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(parameter.format(parameter.accept(value))).toBe(parameter.format(value));
      }),
    );
  });

  test("knows what its type is called", () => {
    expect(parameter.type).toBe(type);
  });

  test("is refused with its text in the message, or read, but never anything else", () => {
    fc.assert(
      fc.property(fc.string(), (wrong) => {
        let value: unknown;
        try {
          value = parameter.parse(wrong);
        } catch (error) {
          expect((error as Error).message).toContain(wrong);
          return;
        }
        expect(parameter.parse(parameter.format(value))).toEqual(value);
      }),
    );
  });
});

describe("Equal values have one text", () => {
  test.each([
    ["1w 3d 2h 32m 5s", "10 days 2 hours 32 minutes 5 seconds"],
    ["P1DT2H", "1 day 2 hours"],
    ["26 hours", "1 day 2 hours"],
    ["1.5h", "1 hour 30 minutes"],
    ["0.25s", "0.25 seconds"],
    ["1 minute", "1 minute"],
    ["P0D", "0 seconds"],
  ])("as durations: %s is %s", (given, written) => {
    const { parse, format } = DurationParameter();
    expect(format(parse(given))).toBe(written);
  });

  test("as dicts, in whatever order their keys come", () => {
    const { parse, format } = DictParameter();
    const dict = parse('{"south": {"b": 1, "a": 2}, "north": []}');
    expect(format(dict)).toBe('{"north":[],"south":{"a":2,"b":1}}');
    expect(Object.keys(dict)).toEqual(["north", "south"]);
  });

  test("as minutes of early versions of Luigi", () => {
    const { parse, format } = DateMinuteParameter();
    expect(format(parse("2026-11-24T10H05"))).toBe("2026-11-24T1005");
  });
});
