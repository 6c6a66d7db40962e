import { describe, expect, it } from "vitest";
import { parameterProblem } from "../../../src/extension/model/parameter-text.ts";
import { inEnglish } from "../../../src/extension/model/translate.ts";

const problem = (type: string, text: string) => parameterProblem(type, text, inEnglish);

describe("the text of a parameter", () => {
  it.each([
    ["int", "-12"],
    ["float", "1e3"],
    ["bool", "false"],
    ["date", "2024-02-29"],
    ["month", "2026-12"],
    ["year", "2026"],
    ["dateHour", "2026-11-24T23"],
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
    ["dateHour", "2026-11-24T24", "This is no value of type dateHour: write it like 2026-11-24T10."],
  ])("of a %s may not be %j", (type, text, message) => {
    expect(problem(type, text)).toBe(message);
  });
});
