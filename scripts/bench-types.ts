// How long the compiler takes for thousands of task classes, in the shapes that requires() can have.
// `npm run bench:types [-- COUNT …]`; 1,000 and 2,000 when not given.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { checkTypes } from "../test/support/check-types.ts";
import { generateTasks, PROJECT_SHAPES } from "../test/support/generate-tasks.ts";
import { keepFigures } from "./bench/figures.ts";

const given = process.argv.slice(2).map(Number);
const counts = given.length > 0 ? given : [1000, 2000];

const rows = [];
for (const shape of PROJECT_SHAPES) {
  for (const count of counts) {
    const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-types-"));
    generateTasks(folder, count, shape);
    const { errors, diagnostics } = await checkTypes(folder);
    rmSync(folder, { recursive: true });
    const { "Check time": check, "Total time": total, "Memory used": memory = 0, Types, Instantiations } = diagnostics;
    rows.push({
      shape,
      tasks: count,
      errors: errors.length,
      "check s": check,
      "total s": total,
      types: Types,
      instantiations: Instantiations,
      "memory MB": Math.round(memory / 1024),
    });
  }
}
console.table(rows);
keepFigures("types", rows);
