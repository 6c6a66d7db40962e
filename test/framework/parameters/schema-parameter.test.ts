import { describe, expect, test } from "vitest";
import * as z from "zod";
import { ParameterError, SchemaParameter, type StandardSchema, Task, Temporal } from "../../../src/framework/index.ts";

/** Written by hand, and turning texts into something else. */
const day: StandardSchema<Temporal.PlainDate> = {
  "~standard": {
    version: 1,
    validate(value) {
      try {
        return { value: Temporal.PlainDate.from(value as string) };
      } catch {
        return { issues: [{ message: "no day of the calendar", path: [{ key: "day" }] }] };
      }
    },
  },
};

const limits = z.object({ rows: z.int().positive(), regions: z.array(z.enum(["north", "south"])).default([]) });

class Load extends Task.with({
  limits: SchemaParameter(limits, { default: { rows: 10, regions: [] } }),
  mode: SchemaParameter(z.enum(["fast", "safe"]), { default: "safe" }),
  code: SchemaParameter(z.string(), { default: "" }),
  day: SchemaParameter(day, { default: Temporal.PlainDate.from("2026-11-24") }),
  at: SchemaParameter(z.coerce.date(), { default: new Date(0) }),
}) {}

describe("A value that fits a schema", () => {
  test("is read from JSON, with what the schema adds", () => {
    expect(new Load({ limits: '{"rows": 5}' }).limits).toEqual({ rows: 5, regions: [] });
  });

  test("is taken as it is, and written with its keys in order", () => {
    const load = new Load({ limits: { rows: 5, regions: ["south"] } });
    expect(String(load)).toContain('limits={"regions":["south"],"rows":5}');
    expect(load.taskId).toBe(new Load({ limits: '{"rows": 5, "regions": ["south"]}' }).taskId);
  });

  test("needs no quotes where it is a text", () => {
    expect(new Load({ mode: "fast", code: "00123" })).toMatchObject({ mode: "fast", code: "00123" });
    expect(new Load({ mode: '"fast"', code: '"123"' })).toMatchObject({ mode: "fast", code: "123" });
    expect(new Load({ code: "123" }).code).toBe("123");
  });

  test("may be something that JSON does not have, if its schema reads that back", () => {
    const load = new Load({ day: "2026-11-25", at: "2026-11-25" });
    expect(load.day.subtract({ days: 1 }).toString()).toBe("2026-11-24");
    expect(load.at).toEqual(new Date("2026-11-25"));
    expect(load.clone().taskId).toBe(load.taskId);
  });
});

describe("What does not fit a schema", () => {
  test.each([
    [
      "limits",
      '{"rows": "many"}',
      /"limits": "{"rows": "many"}" does not fit: rows: .+; expected JSON that fits the schema/,
    ],
    ["limits", '{"rows": 0, "regions": ["west"]}', /does not fit: rows: .+; regions\.0: .+/],
    ["limits", "{rows", /"{rows" is not JSON, and as a text does not fit: .+/],
    ["day", "tomorrow", /"tomorrow" is not JSON, and as a text does not fit: day: no day of the calendar;/],
  ])("is refused with the schema's own words: %s=%s", (name, text, words) => {
    expect(() => new Load({ [name]: text })).toThrow(ParameterError);
    expect(() => new Load({ [name]: text })).toThrow(words);
  });

  test("is refused as a value too", () => {
    expect(() => new Load({ limits: { rows: -1, regions: [] } })).toThrow(
      /{"regions":\[\],"rows":-1} does not fit: rows: /,
    );
    expect(() => new Load({ limits: new Map() as never })).toThrow("Map(0) {} is not a value of type schema");
  });
});

describe("A schema is a mistake", () => {
  test("where it would make another value of a task in the next process", () => {
    const { parse, accept } = SchemaParameter(z.number().transform((value) => value + 1));
    expect(() => parse("1")).toThrow("the schema does not read back what it makes: 2");
    expect(() => accept(1)).toThrow("the schema does not read back what it makes: 2");
    expect(() => SchemaParameter(z.any().transform(() => new Map())).parse("1")).toThrow(
      "the schema does not read back what it makes: a value that JSON can not hold",
    );
  });

  test("where it does not answer at once", () => {
    const { parse } = SchemaParameter(z.string().refine(async () => true));
    expect(() => parse("x")).toThrow("the schema is asynchronous, which a parameter can not be");
  });
});
