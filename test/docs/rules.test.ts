import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** The numbers that a title begins with: `8 and 10: …`, `1, 2, 7 to 12. …` */
function numbersOf(title: string): number[] {
  const [given = ""] = /^[\d ,]+(?:(?:and|to) [\d ,]+)*(?=[.:])/.exec(title) ?? [];
  return [...given.matchAll(/(\d+)(?: to (\d+))?/g)].flatMap(([, from, to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, step) => Number(from) + step),
  );
}

test("every rule of a run has a test that begins with its number", () => {
  const rules = readFileSync(path.join(root, "docs/rules.md"), "utf8");
  const numbers = [...rules.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
  const shown = globSync("test/**/*{.test,-contract}.ts", { cwd: root }).flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    const titles = text.matchAll(/\b(?:test|describe)(?:\.\w+)*(?:\([^"`(]*\))?\(\s*["`]([^"`]+)/g);
    return [...titles].flatMap(([, title = ""]) => numbersOf(title));
  });
  expect(numbers.filter((number) => !shown.includes(number))).toEqual([]);
});
