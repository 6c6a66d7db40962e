import { describe, expect, it } from "vitest";
import { parameterProblem } from "../../../src/extension/model/parameter-text.ts";
import { inEnglish } from "../../../src/extension/model/translate.ts";

const problem = (type: string, text: string) => parameterProblem({ type }, text, inEnglish);

describe("the text of a parameter", () => {
  it.each([
    ["int", "-12"],
    ["float", "1e3"],
    ["bool", "false"],
    ["date", "2024-02-29"],
    ["month", "2026-12"],
    ["year", "2026"],
    ["dateHour", "2026-11-24T23"],
    ["dateMinute", "2026-11-24T1030"],
    ["dateSecond", "2026-11-24T103059"],
    ["dateInterval", "2026-W47"],
    ["dateInterval", "2026-01-01-2026-02-01"],
    ["duration", "1 day 2 hours"],
    ["duration", "1d 2h"],
    ["duration", "P1DT2H"],
    ["string", ""],
    ["somethingNew", "whatever"],
  ])("of a %s may be %j", (type, text) => {
    expect(problem(type, text)).toBeUndefined();
  });

  it.each([
    ["int", "1.5", "This is no value of type int: write it like 500."],
    ["float", "", "This is no value of type float: write it like 0.5."],
    ["bool", "yes", "This is no value of type bool: write it like true."],
    ["date", "24.11.2026", "This is no value of type date: write it like 2026-11-24."],
    ["date", "2026-02-29", "There is no such day: 2026-02-29."],
    ["month", "2026-13", "This is no value of type month: write it like 2026-11."],
    ["dateMinute", "2026-11-24T10:30", "This is no value of type dateMinute: write it like 2026-11-24T1030."],
    ["dateInterval", "2026-W60", "This is no value of type dateInterval: write it like 2026-W47."],
    ["duration", "soon", "This is no value of type duration: write it like 1 day 2 hours."],
    ["dateHour", "2026-11-24T24", "This is no value of type dateHour: write it like 2026-11-24T10."],
  ])("of a %s may not be %j", (type, text, message) => {
    expect(problem(type, text)).toBe(message);
  });

  it("is one of the choices where there are some", () => {
    const choice = { type: "choice", choices: ["north", "south"] };
    expect(parameterProblem(choice, "south", inEnglish)).toBeUndefined();
    expect(parameterProblem(choice, "east", inEnglish)).toBe("It has to be one of north, south.");
  });

  it("keeps within the bounds that the code gives", () => {
    const size = { type: "int", min: "5", max: "10" };
    expect(parameterProblem(size, "7", inEnglish)).toBeUndefined();
    expect(parameterProblem(size, "4", inEnglish)).toBe("It has to be 5 at least.");
    expect(parameterProblem(size, "11", inEnglish)).toBe("It has to be 10 at most.");
    expect(parameterProblem({ type: "date", min: "2026-01-01" }, "2025-12-31", inEnglish)).toMatch(
      "2026-01-01 at least",
    );
  });
});
