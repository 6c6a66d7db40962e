import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import type { SourceEdit } from "../../src/protocol/problem-fix.ts";
import type { Problem } from "../../src/protocol/task-index.ts";
import { applyEdits } from "../support/apply-edits.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../fixtures/analyzer");
const temporaryFolder = temporaryFolders();

const problemsIn = async (root: string) =>
  (await new ProjectAnalyzer({ root, include: ["**/*.ts"], exclude: [] }).index()).problems;

describe("every quick fix does away with its finding, and brings no other", () => {
  for (const name of readdirSync(FIXTURES).filter((folder) => folder.startsWith("finding-"))) {
    it(name.replaceAll("-", " "), async () => {
      const root = path.join(FIXTURES, name);
      const before = await problemsIn(root);
      for (const problem of before) {
        for (const { title, edits } of problem.fixes ?? []) {
          const copy = temporaryFolder();
          cpSync(root, copy, { recursive: true });
          change(copy, edits);
          const after = await problemsIn(copy);
          const told = (problems: readonly Problem[]) => problems.filter(({ message }) => message === problem.message);
          expect(told(after).length, title).toBeLessThan(told(before).length);
          expect(after.length, title).toBeLessThanOrEqual(before.length);
          expect(after.map(({ code }) => code)).not.toContain("syntax-error");
        }
      }
    });
  }
});

function change(root: string, edits: readonly SourceEdit[]): void {
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const target = path.join(root, file);
    writeFileSync(target, applyEdits(readFileSync(target, "utf8"), own));
  }
}
