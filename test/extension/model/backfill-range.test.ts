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
    ["dateMinute", "2026-11-23T2358", "2026-11-24T0001", 4],
    ["dateSecond", "2026-11-24T105958", "2026-11-24T110001", 4],
    ["dateInterval", "2025-W52", "2026-W02", 3],
    ["dateInterval", "2026-11", "2026-12", 2],
    ["dateInterval", "2025", "2026", 2],
  ])("of %s from %s to %s has both ends", (type, from, to, size) => {
    expect(rangeSize({ type }, from, to)).toBe(size);
    expect(rangeProblem({ type }, from, to, inEnglish)).toBeUndefined();
  });

  it("must not end before it begins", () => {
    expect(rangeProblem({ type: "date" }, "2026-11-20", "2026-11-19", inEnglish)).toMatch(
      "2026-11-19 is before 2026-11-20",
    );
  });

  it("must end with a value", () => {
    expect(rangeProblem({ type: "date" }, "2026-11-20", "soon", inEnglish)).toMatch("write it like");
  });

  it("counts in the parameter's own steps", () => {
    expect(rangeSize({ type: "dateMinute", interval: 15 }, "2026-11-24T1000", "2026-11-24T1100")).toBe(5);
    expect(rangeSize({ type: "date", interval: 7 }, "2026-11-01", "2026-11-30")).toBe(5);
  });

  it("goes from one interval to another of its kind", () => {
    expect(rangeProblem({ type: "dateInterval" }, "2026-W01", "2026-11", inEnglish)).toMatch("differ");
  });
});
