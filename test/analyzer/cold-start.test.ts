import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { IndexTeller } from "../../src/analyzer/index-teller.ts";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import type { AnalyzerOptions } from "../../src/protocol/analyzer-api.ts";
import type { TaskIndexChange } from "../../src/protocol/task-index-change.ts";
import { TaskIndexMirror } from "../../src/protocol/task-index-mirror.ts";
import { generateWorkspace } from "../support/generate-workspace.ts";

const COUNT = 600;
let options: AnalyzerOptions;

beforeEach(() => {
  const root = mkdtempSync(path.join(tmpdir(), "pipewright-cold-"));
  generateWorkspace(root, COUNT);
  options = { root, include: ["**/*.ts"], exclude: [] };
});

afterEach(() => rmSync(options.root, { recursive: true, force: true }));

/** An analyzer, what it tells, and what somebody makes of that. */
function listen() {
  const changes: TaskIndexChange[] = [];
  const mirror = new TaskIndexMirror();
  const teller = new IndexTeller((change) => {
    changes.push(change);
    mirror.apply(change);
  });
  const listener = { onFirst: () => {} };
  const analyzer = new ProjectAnalyzer(options, (found) => {
    teller.tell(found);
    if (mirror.index.tasks.length > 0) listener.onFirst();
  });
  return { analyzer, changes, mirror, listener };
}

it("tells of the first tasks while the others are being read, and in the end of all", async () => {
  const { analyzer, changes, mirror } = listen();
  await analyzer.refresh();
  expect(changes.length).toBeGreaterThan(1);
  expect(mirror.index.tasks).toHaveLength(COUNT);
  expect(mirror.index).toEqual(await new ProjectAnalyzer(options).index());
});

it("tells of one changed file by that file alone", async () => {
  const { analyzer, changes, mirror } = listen();
  await analyzer.refresh();
  changes.length = 0;
  const text = 'import { Task } from "pipewright";\nexport class Other extends Task {}\n';
  await analyzer.edit("tasks/task-599.ts", text);
  expect(changes.map(({ reset, files }) => ({ reset, files: files.map(([file]) => file) }))).toEqual([
    { reset: undefined, files: ["tasks/task-599.ts"] },
  ]);
  expect(mirror.index).toEqual(await analyzer.index());
});

it("can be cancelled, and goes on from there when it is asked again", async () => {
  const { analyzer, mirror, listener } = listen();
  listener.onFirst = () => analyzer.cancel();
  await expect(analyzer.refresh()).rejects.toThrow("cancelled");
  expect(mirror.index.tasks.length).toBeLessThan(COUNT);
  listener.onFirst = () => {};
  await analyzer.refresh();
  expect(mirror.index.tasks).toHaveLength(COUNT);
});
