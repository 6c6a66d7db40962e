import { describe, expect, test } from "vitest";
import { checkTypes } from "../support/check-types.ts";
import { generateTasks, PROJECT_SHAPES } from "../support/generate-tasks.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const makeFolder = temporaryFolders();
const LONG_MS = 300_000; // where others keep the cores busy

test("inputs and parameters are typed, and mistakes in them do not compile", async () => {
  expect((await checkTypes(import.meta.dirname)).errors).toEqual([]);
});

// The compiler can fall into comparing task classes member by member: its work then grows with the square of their
// number. What it counts is the same on every machine; how long it takes is for `npm run bench:types`.
describe.each(PROJECT_SHAPES)("A project of 2,000 tasks, %s,", (shape) => {
  async function check(count: number) {
    const folder = makeFolder();
    generateTasks(folder, count, shape);
    return checkTypes(folder);
  }

  test("compiles, and costs at most 2.3 times as much as one of 1,000", { timeout: LONG_MS }, async () => {
    const [half, whole] = [await check(1000), await check(2000)];
    expect(half.errors).toEqual([]);
    expect(whole.errors).toEqual([]);
    for (const what of ["Types", "Instantiations", "Symbols"]) {
      const ratio = Number(whole.diagnostics[what]) / Number(half.diagnostics[what]);
      expect(ratio, what).toBeGreaterThan(1);
      expect(ratio, what).toBeLessThan(2.3);
    }
  });
});
