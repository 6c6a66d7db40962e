import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const root = path.resolve(import.meta.dirname, "../..");
const temporaryFolder = temporaryFolders();

const findingsIn = async (folder: string) =>
  (await new ProjectAnalyzer({ root: folder, include: ["**/*.ts"], exclude: ["**/node_modules/**"] }).index()).problems;

test.each(globSync("examples/*", { cwd: root }))("there is nothing to find in %s", async (example) => {
  expect(await findingsIn(path.join(root, example))).toEqual([]);
});

/** The pages on findings have bad examples on purpose, and a test of their own. */
const pages = ["README.md", ...globSync("docs/*.md", { cwd: root })];

/** The files that a page shows: blocks that begin with their name. */
const filesOf = (page: string) =>
  [...readFileSync(path.join(root, page), "utf8").matchAll(/```ts\n(\/\/ (\S+\.ts)\n[\s\S]*?)```/g)].map(
    ([, code = "", name = ""]) => ({ name, code }),
  );

const shown = pages.filter((page) => filesOf(page).length > 0);

test("the pages that show code are found", () => {
  expect(shown).toEqual(expect.arrayContaining(["README.md", "docs/testing-your-tasks.md"]));
});

test.each(shown)("there is nothing to find in the code of %s", async (page) => {
  const folder = temporaryFolder();
  for (const { name, code } of filesOf(page)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), code);
  }
  expect(await findingsIn(folder)).toEqual([]);
});
