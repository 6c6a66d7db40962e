import { expect, it } from "vitest";
import { suggestedFrom, suggestedValue } from "../../../src/extension/model/suggested-value.ts";

const parameter = (type: string) => ({ name: "p", type, significant: true });
const NEW_YEAR = new Date(2026, 0, 1, 0, 30);

it.each([
  ["date", "2025-12-31"],
  ["month", "2025-12"],
  ["year", "2025"],
  ["dateHour", "2025-12-31T23"],
  ["bool", "false"],
  ["string", ""],
])("suggests for a %s the last whole one: %j", (type, text) => {
  expect(suggestedValue(parameter(type), NEW_YEAR)).toBe(text);
});

it("suggests a week for a backfill of days", () => {
  expect(suggestedFrom(parameter("date"), "2026-03-03")).toBe("2026-02-25");
  expect(suggestedFrom(parameter("month"), "2026-03")).toBe("2026-03");
});
