import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BoolParameter,
  ChoiceParameter,
  DateHourParameter,
  DateParameter,
  FloatParameter,
  IntParameter,
  MonthParameter,
  type Parameter,
  StringParameter,
  Temporal,
} from "../../../src/framework/index.ts";

const YEAR_ZERO = Temporal.PlainDate.from("0000-01-01");
const days = fc.integer({ min: 0, max: 3_652_058 }).map((count) => YEAR_ZERO.add({ days: count }));
const hours = fc.tuple(days, fc.integer({ min: 0, max: 23 })).map(([day, hour]) => day.toPlainDateTime({ hour }));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));

const cases: readonly (readonly [type: string, parameter: Parameter<any>, values: fc.Arbitrary<unknown>])[] = [
  ["string", StringParameter(), fc.string({ unit: "binary" })],
  ["int", IntParameter(), fc.maxSafeInteger()],
  ["float", FloatParameter(), finite],
  ["bool", BoolParameter(), fc.boolean()],
  ["choice", ChoiceParameter({ choices: ["north", "south", ""] }), fc.constantFrom("north", "south", "")],
  ["date", DateParameter(), days],
  ["month", MonthParameter(), days.map((day) => day.toPlainYearMonth())],
  ["dateHour", DateHourParameter(), hours],
];

describe.each(cases)("A value of type %s", (type, parameter, values) => {
  test("is read back from its text", () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = parameter.format(value);
        const again = parameter.parse(text);
        expect(again).toEqual(value);
        expect(parameter.format(again)).toBe(text);
      }),
    );
  });

  test("knows what its type is called", () => {
    expect(parameter.type).toBe(type);
  });

  test("is refused with its text in the message, or read, but never anything else", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let value: unknown;
        try {
          value = parameter.parse(text);
        } catch (error) {
          expect((error as Error).message).toContain(text);
          return;
        }
        expect(parameter.parse(parameter.format(value))).toEqual(value);
      }),
    );
  });
});
