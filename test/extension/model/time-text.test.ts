import { expect, it } from "vitest";
import { ageText, durationText } from "../../../src/extension/model/time-text.ts";
import { inEnglish } from "../../../src/extension/model/translate.ts";

it.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [1234, "1.2 s"],
  [59_940, "59.9 s"],
  [59_970, "1 min 0 s"],
  [185_000, "3 min 5 s"],
  [7_440_000, "2 h 4 min"],
])("%d ms reads %s", (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});

it.each([
  ["2026-11-24T11:59:40Z", "just now"],
  ["2026-11-24T11:55:00Z", "5 min ago"],
  ["2026-11-24T10:00:00Z", "2 h ago"],
  ["2026-11-23T10:00:00Z", "yesterday"],
  ["2026-11-20T10:00:00Z", "4 days ago"],
])("%s is %s at noon of the 24th", (time, text) => {
  expect(ageText(time, Date.parse("2026-11-24T12:00:00Z"), inEnglish)).toBe(text);
});
