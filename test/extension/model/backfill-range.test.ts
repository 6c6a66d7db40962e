import { describe, expect, it } from "vitest";
import { rangeParameters, rangeProblem, rangeSize } from "../../../src/extension/model/backfill-range.ts";
import { inEnglish } from "../../../src/extension/model/translate.ts";
import { taskClass } from "../tasks.ts";

describe("the range of a backfill", () => {
  it("goes over the parameters that have an order of steps", () => {
    const task = taskClass("A", {
      parameters: [
        ["region", "string"],
        ["date", "date"],
        ["hour", "dateHour"],
        ["n", "int"],
      ],
    });
    expect(rangeParameters(task).map(({ name }) => name)).toEqual(["date", "hour"]);
  });

  it.each([
    ["date", "2026-02-27", "2026-03-01", 3],
    ["date", "2026-11-20", "2026-11-20", 1],
    ["month", "2025-11", "2026-02", 4],
    ["year", "2020", "2026", 7],
    ["dateHour", "2026-11-23T22", "2026-11-24T01", 4],
  ])("of %s from %s to %s has both ends", (type, from, to, size) => {
    expect(rangeSize(type, from, to)).toBe(size);
    expect(rangeProblem(type, from, to, inEnglish)).toBeUndefined();
  });

  it("must not end before it begins", () => {
    expect(rangeProblem("date", "2026-11-20", "2026-11-19", inEnglish)).toMatch("2026-11-19 is before 2026-11-20");
  });

  it("must end with a value", () => {
    expect(rangeProblem("date", "2026-11-20", "soon", inEnglish)).toMatch("write it like");
  });
});
