import fc from "fast-check";
import { createProgram } from "../../src/runner/cli/program.ts";

const program = createProgram();
const flags = [program, ...program.commands].flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));

/** Texts that have broken command lines before: empty, signs, escapes, what JavaScript reads as something else. */
const NASTY = ["", " ", "-", "--", "---", "=", "--=", "-1", "1e3", "0x10", "NaN", "null", "__proto__", "constructor"];
const MORE = [
  "--no-",
  "--__proto__",
  "--constructor=1",
  "%s",
  "${HOME}",
  "\u0000",
  "\n",
  "\u202e",
  "🙂",
  "a".repeat(5000),
];
const DATES = [
  "2026-11-24",
  "2026-13-01",
  "2026-02-30",
  "yesterday",
  "last-month",
  "last 0d",
  "2026-W54",
  "-271821-04-20",
];

/** Texts that people or their scripts might give as a value. */
export const valueText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(...NASTY, ...MORE, ...DATES),
);

/** A flag: a real one, a misspelt one, one with its value. */
const flag = fc
  .record({
    name: fc.oneof(
      fc.constantFrom(...flags),
      valueText.map((text) => `--${text}`),
    ),
    value: fc.option(valueText),
  })
  .map(({ name, value }) => (value === null ? name : `${name}=${value}`));

/** A command's words: its name, then flags and values in any order. */
export const commandLine: fc.Arbitrary<string[]> = fc
  .tuple(
    fc.oneof(fc.constantFrom(...program.commands.map((command) => command.name())), valueText),
    fc.array(fc.oneof(flag, valueText, fc.constantFrom("Load", "Nothing")), { maxLength: 6 }),
  )
  .map(([name, words]) => [name, ...words]);
