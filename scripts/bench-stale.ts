// How long it takes to tell which of 100,000 outputs are stale, and how many: from the history and a look at files, which
// are not read; and to tell what runs have required. `npm run bench:stale [-- COUNT]`.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TaskIndex } from "../src/protocol/task-index.ts";
import { openHistory } from "../src/runner/history/open-history.ts";
import { loadProject } from "../src/runner/project/load-project.ts";
import { staleCounts } from "../src/runner/redo/stale-counts.ts";
import { staleNow } from "../src/runner/redo/stale-now.ts";
import { staleTasks } from "../src/runner/redo/stale-tasks.ts";
import { keepFigures } from "./bench/figures.ts";

const count = Number(process.argv[2] ?? 100_000);
const FAMILIES = ["Dump", "Load", "Aggregate", "Page"] as const;
const PER_RUN = 10_000;

const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-bench-stale-"));
try {
  await bench();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  const project = await loadProject(folder);
  const history = await openHistory(project, console.error);
  for (let start = 0; start < count; start += PER_RUN) record(start, Math.min(count, start + PER_RUN));
  history.flush();

  const rows = [];
  for (const [what, changed] of [
    ["nothing is stale", []],
    ["one class of four has changed, the last", ["Page"]],
    ["the first has changed: all is stale", ["Dump"]],
  ] as const) {
    const index = indexWith(changed);
    const counts = () => staleCounts(staleNow(history, index, project, { isQuick: true }));
    const firstPage = async () => (await staleTasks(history, index, project, { limit: 100 })).total;
    rows.push(await timed(`status --stale, ${what}`, async () => (await staleTasks(history, index, project)).total));
    rows.push(await timed(`status --stale --limit 100, ${what}`, firstPage));
    rows.push(await timed(`status, ${what}`, () => sum(counts().values())));
  }
  rows.push(await timed("what runs have required", () => history.lineage.observed().length));
  history.close();
  console.table(rows);
  keepFigures("stale", rows);

  async function timed(what: string, ask: () => number | Promise<number>) {
    const times: number[] = [];
    const used: number[] = [];
    let found = 0;
    for (let round = 0; round < 3; round++) {
      const begun = performance.now();
      const before = process.cpuUsage();
      found = await ask();
      times.push(performance.now() - begun);
      const { user, system } = process.cpuUsage(before);
      used.push((user + system) / 1000);
    }
    const [best, worst, processor] = [Math.min(...times), Math.max(...times), Math.min(...used)].map(Math.round);
    return { what, outputs: count, found, "ms, best of 3": best, worst, "of the processor": processor };
  }

  function record(from: number, to: number): void {
    const runId = `run-${from}`;
    const time = new Date().toISOString();
    const tasks = Array.from({ length: to - from }, (_, index) => taskAt(from + index));
    history.record({
      event: "runStarted",
      runId,
      command: "run",
      family: "Page",
      params: {},
      workers: 1,
      pid: process.pid,
      time,
    });
    history.record({
      event: "tasksPlanned",
      tasks: tasks.map((task) => ({ ...task, action: "run", reason: "", outputs: [], priority: 0 })),
      code: Object.fromEntries(FAMILIES.map((family) => [family, "1"])),
      time,
    });
    for (const { taskId, family, params, output } of tasks) {
      mkdirSync(path.dirname(path.join(folder, output)), { recursive: true });
      writeFileSync(path.join(folder, output), "x");
      const { size, mtimeMs } = statSync(path.join(folder, output));
      const made = [{ name: output, local: true, size, modifiedMs: Math.trunc(mtimeMs) }] as const;
      history.record({ event: "taskStarted", taskId, attempt: 1, log: "", time } as never);
      history.record({
        event: "taskFinished",
        taskId,
        family,
        params,
        status: "ran",
        attempts: 1,
        durationMs: 1,
        made,
        time,
      });
    }
    history.record({ event: "runFinished", runId, status: "success", durationMs: 1, tasks: [], time });
  }
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, each) => total + each, 0);
}

function taskAt(number: number) {
  const day = Math.floor(number / FAMILIES.length);
  const step = number % FAMILIES.length;
  const family = FAMILIES[step] ?? "";
  const params = { date: new Date(day * 86_400_000).toISOString().slice(0, 10) };
  const idOf = (name: string) => `${name}_${params.date}_0123456789`;
  const requires = step === 0 ? [] : [idOf(FAMILIES[step - 1] ?? "")];
  return {
    taskId: idOf(family),
    family,
    params,
    requires,
    output: `data/${family}/${params.date.slice(0, 4)}/${params.date}.csv`,
  };
}

function indexWith(changed: readonly string[]): Pick<TaskIndex, "tasks"> {
  const tasks = FAMILIES.map((family) => ({ family, kind: "task", codeHash: changed.includes(family) ? "2" : "1" }));
  return { tasks: tasks as unknown as TaskIndex["tasks"] };
}
