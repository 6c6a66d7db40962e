import { expect, test } from "vitest";
import { ageText } from "../../src/protocol/age-text.ts";

const NOON = Date.parse("2026-11-24T12:00:00Z");

test.each([
  ["2026-11-24T11:59:40Z", "just now"],
  ["2026-11-24T11:55:00Z", "5 min ago"],
  ["2026-11-24T10:00:00Z", "2 h ago"],
  ["2026-11-23T10:00:00Z", "yesterday"],
  ["2026-11-20T10:00:00Z", "4 days ago"],
])("%s is %s at noon of the 24th", (time, text) => {
  expect(ageText(time, NOON)).toBe(text);
});

test("an age is told in another language by what translates it", () => {
  expect(ageText("2026-11-24T10:00:00Z", NOON, (message, ...args) => `${message} ${args}`)).toBe("{0} h ago 2");
});
