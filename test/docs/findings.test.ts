import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { FINDINGS } from "../../src/protocol/finding-code.ts";
import { checkTypes } from "../support/check-types.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const root = path.resolve(import.meta.dirname, "../..");
const pages = path.join(root, "docs/findings");
const temporaryFolder = temporaryFolders();

interface Page {
  readonly code: string;
  readonly title: string;
  readonly bad: string;
  readonly good: string;
  /** The comment that takes the finding back. */
  readonly silencer?: string;
}

const all: Page[] = Object.keys(FINDINGS).map((code) => {
  const text = readFileSync(path.join(pages, `${code}.md`), "utf8");
  const [title = ""] = /(?<=^# ).*/.exec(text) ?? [];
  const [bad = "", good = "", silencer] = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  return { code, title, bad, good, silencer };
});

async function findingsIn(code: string) {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "tasks.ts"), code);
  return (await new ProjectAnalyzer({ root: folder, include: ["*.ts"], exclude: [] }).index()).problems;
}

describe.each(all)("the page on $code", ({ code, title, bad, good }) => {
  test("is called what the finding is called", () => {
    expect(title).toBe(FINDINGS[code as keyof typeof FINDINGS]);
  });

  test("has an example with this finding and no other, and one without any", async () => {
    expect((await findingsIn(bad)).map((problem) => problem.code)).toEqual([code]);
    expect(await findingsIn(good)).toEqual([]);
  });
});

const silenced = all.filter(({ silencer }) => silencer !== undefined);

test.each(silenced)("the comment of the page on $code takes it back", async ({ bad, silencer = "" }) => {
  const [found] = await findingsIn(bad);
  const lines = bad.split("\n");
  lines.splice((found?.line ?? 0) - 1, 0, silencer.trim());
  expect(await findingsIn(lines.join("\n"))).toEqual([]);
});

test("the index lists every page, and there is none besides", () => {
  const index = readFileSync(path.join(pages, "README.md"), "utf8");
  const listed = [...index.matchAll(/^\| \[`([a-z-]+)`\]\(\1\.md\)/gm)].map(([, code]) => code);
  expect(listed).toEqual(Object.keys(FINDINGS).sort());
  expect(readdirSync(pages).sort()).toEqual(["README.md", ...listed.map((code) => `${code}.md`)].sort());
});

test("what the pages recommend compiles", async () => {
  const project = temporaryFolder();
  mkdirSync(path.join(project, "node_modules"));
  symlinkSync(root, path.join(project, "node_modules/pipewright"), "junction");
  for (const { code, good } of all) writeFileSync(path.join(project, `${code}.ts`), good);
  writeFileSync(path.join(project, "package.json"), '{ "type": "module" }');
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    strict: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [path.join(root, "node_modules/@types")],
  };
  writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  expect((await checkTypes(project)).errors).toEqual([]);
});
