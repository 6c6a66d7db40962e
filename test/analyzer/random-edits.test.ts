import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { listSourceFiles } from "../../src/protocol/task-index-cache.ts";
import { ProjectFolder } from "./project-folder.ts";

const EXAMPLE = path.resolve(import.meta.dirname, "../../examples/daily-sales-report");

/** What people type, and what slips from their fingers. */
const TYPED = [
  "{",
  "}",
  "(",
  ")",
  "`",
  "${",
  '"',
  "/*",
  "//",
  "\n",
  "class X extends ",
  "new ",
  "yield ",
  "import ",
  ".",
  "é",
  "\u0000",
  "=>",
];

const edit = fc.record({
  file: fc.nat(),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  change: fc.oneof(
    fc.constantFrom(...TYPED).map((text) => ({ kind: "insert" as const, text })),
    fc.integer({ min: 1, max: 40 }).map((length) => ({ kind: "delete" as const, length })),
    fc.constant({ kind: "truncate" as const }),
  ),
});

it("2,000 random edits of the example leave no trace once they are undone", async () => {
  using project = new ProjectFolder({});
  for (const folder of ["tasks", "analytics", "page"]) {
    cpSync(path.join(EXAMPLE, folder), path.join(project.root, folder), { recursive: true });
  }
  const files = await listSourceFiles(project.options);
  const texts = files.map((file) => readFileSync(path.join(project.root, file), "utf8"));
  const analyzer = new ProjectAnalyzer({ ...project.options, cacheFile: undefined });
  const whole = JSON.stringify(await analyzer.index());
  expect(JSON.parse(whole)).toMatchObject({ tasks: expect.objectContaining({ length: 6 }), problems: [] });

  const property = fc.asyncProperty(edit, async ({ file, at, change }) => {
    const which = file % files.length;
    const [name = "", text = ""] = [files[which], texts[which]];
    const position = Math.floor(at * text.length);
    const rest = change.kind === "insert" ? change.text + text.slice(position) : "";
    const left = change.kind === "delete" ? text.slice(position + change.length) : rest;
    await analyzer.setOverlay(name, text.slice(0, position) + left);
    // Back by typing, and by closing the editor without saving, take turns.
    const undone = await analyzer.setOverlay(name, file % 2 === 0 ? text : undefined);
    expect(JSON.stringify(undone)).toBe(whole);
  });
  await fc.assert(property, { seed: 20261124, numRuns: 2000 });
}, 240_000);
