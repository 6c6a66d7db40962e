import { afterAll, expect, test } from "vitest";
import { ProjectAnalyzer } from "../../../src/analyzer/project-analyzer.ts";
import type { MadeFact } from "../../../src/runner/history/lineage.ts";
import { findStale } from "../../../src/runner/redo/find-stale.ts";
import { ProjectFolder } from "../../analyzer/project-folder.ts";
import { CODE_EDITS, SHOP } from "./code-edits.ts";

const project = new ProjectFolder(SHOP);
afterAll(() => project[Symbol.dispose]());
// The one that is asked again and again, as the editor's is: only what changed is read.
const analyzer = new ProjectAnalyzer({ ...project.options, cacheFile: undefined, include: ["tasks/*.ts"] });
const OF: Readonly<Record<string, string>> = { Load: "Dump", Page: "Load", BackUp: "Dump" };

async function codeNow(): Promise<Map<string, string>> {
  const { tasks } = await analyzer.index();
  return new Map(tasks.flatMap(({ family, codeHash }) => (codeHash ? [[family, codeHash] as const] : [])));
}

const before = await codeNow();
const tasks = ["Dump", "Load", "Page", "BackUp"].map(
  (family, index): MadeFact => ({
    taskId: family,
    taskRun: index + 1,
    family,
    codeHash: before.get(family),
    acceptedRun: 0,
    isChanged: false,
    isSetAside: false,
    outputs: "[]",
  }),
);
const runs = new Map(tasks.map(({ taskId, taskRun }) => [taskId, taskRun]));
const inputs = new Map(
  tasks.map(({ taskId, taskRun }) => {
    const of = OF[taskId];
    return [taskRun, of === undefined ? [] : [{ taskId: of, taskRun: runs.get(of) }]];
  }),
);

test("there are forty, each of its own", () => {
  expect(before.size).toBe(4);
  expect(new Set(CODE_EDITS.map(({ what }) => what)).size).toBe(40);
});

test.each(CODE_EDITS)("after an edit of $what, stale is: $stale", async ({ places, stale }) => {
  for (const [file, from, to] of places) {
    const text = SHOP[file] ?? "";
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    project.write(
      file,
      text.replaceAll(from, () => to),
    );
  }
  const found = findStale({
    facts: { tasks, inputs },
    code: await codeNow(),
    wrappers: new Set(),
    stateOf: () => ({}),
  });
  expect([...found.keys()].join(" ")).toBe(stale);
  for (const [file] of places) project.write(file, SHOP[file] ?? "");
  expect(await codeNow()).toEqual(before);
});
