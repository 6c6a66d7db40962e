import { expect, test } from "vitest";
import { durationText } from "../../src/protocol/duration-text.ts";

test.each([
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
