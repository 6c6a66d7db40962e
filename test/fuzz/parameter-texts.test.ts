import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
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
  type Parameter,
  PathParameter,
  SchemaParameter,
  StringParameter,
  YearParameter,
} from "../../src/framework/index.ts";
import { valueText } from "./words.ts";

const PARAMETERS: Readonly<Record<string, Parameter<any>>> = {
  string: StringParameter(),
  int: IntParameter({ min: -10, max: 10 }),
  float: FloatParameter(),
  bool: BoolParameter(),
  date: DateParameter({ interval: 3 }),
  month: MonthParameter(),
  year: YearParameter(),
  dateHour: DateHourParameter({ interval: 6 }),
  dateMinute: DateMinuteParameter(),
  dateSecond: DateSecondParameter(),
  dateInterval: DateIntervalParameter(),
  week: DateIntervalParameter({ unit: "week" }),
  duration: DurationParameter(),
  choice: ChoiceParameter({ choices: ["north", "south"] }),
  list: ListParameter(IntParameter()),
  dict: DictParameter(),
  path: PathParameter(),
  optional: OptionalParameter(DateParameter()),
  schema: SchemaParameter(z.object({ n: z.number() })),
};

/** Nearly right: a good text with something changed. */
const GOOD = ["2026-11-24", "2026-11", "2026", "2026-W47", "2026-11-24T10", "2026-11-24T1005", "1 day 2 hours", "P1D"];
const nearly = fc
  .tuple(
    fc.constantFrom(...GOOD, "[1, 2]", '{"n": 1}', "500", "-0", "1e400", "true"),
    fc.nat(12),
    fc.string({ maxLength: 2 }),
  )
  .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at + 1));

describe.each(Object.entries(PARAMETERS))("23. any text for a parameter of type %s", (_type, parameter) => {
  test("is a value that its own text gives back, or is refused with a reason", () => {
    fc.assert(
      fc.property(fc.oneof(valueText, nearly, fc.constantFrom(...GOOD)), (text) => {
        let value: unknown;
        try {
          value = parameter.parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          // Not one that JavaScript made of a slip of ours.
          expect((error as Error).name).toBe("Error");
          expect((error as Error).message).not.toMatch(/\[object|Cannot read|is not a function/);
          expect((error as Error).message.length).toBeGreaterThan(0);
          return;
        }
        const written = parameter.format(value);
        expect(parameter.format(parameter.parse(written))).toBe(written);
      }),
      { numRuns: 500 },
    );
  });
});
