// The runner, a worker, or all of them are killed at any moment of a run.
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { temporaryFolders } from "../support/temporary-folder.ts";
import { expectOrder } from "./aftermath.ts";
import { CELLS, ChaosProject } from "./chaos-project.ts";
import { faults } from "./faults.ts";

const VICTIMS = ["the runner", "a worker", "the runner and its workers"] as const;

const kills = faults("kill -9", { thorough: 50, bounded: 6 }, (next, index) => ({
  victim: VICTIMS[index % VICTIMS.length] as (typeof VICTIMS)[number],
  // A run tells of two events a task. None: it is starting up.
  events: Math.max(0, Math.floor(next() * (2.2 * CELLS)) - Math.floor(0.2 * CELLS)),
  delay: Math.floor(next() * 30),
  choice: next(),
}));

const folders = temporaryFolders();

test.for(kills.all)("$victim, killed $delay ms after $events events", async ({ victim, events, delay, choice }) => {
  const project = new ChaosProject({ folder: folders(), ledger: path.join(folders(), "ledger") });
  const run = project.run();
  await run.reach(events);
  await sleep(events === 0 ? delay * 20 : delay); // a moment of the run that no event marks
  const workers = project.workers().map(({ pid }) => pid);
  const worker = workers[Math.floor(choice * workers.length)];
  const victims = {
    "the runner": [run.pid],
    "a worker": worker === undefined ? [run.pid] : [worker],
    "the runner and its workers": [run.pid, ...workers],
  }[victim];
  if (!run.hasEnded) for (const pid of victims) process.kill(pid, "SIGKILL");

  const { exitCode, told } = await run.end();
  const runnerDied = victims.includes(run.pid) && exitCode === null;
  if (!runnerDied) expect({ exitCode, told }).toMatchObject({ exitCode: 0 });
  const next = await project.run().end();
  expect(next, next.told).toMatchObject({ exitCode: 0, finished: { status: "success" } });
  await expectOrder(project, new Set(victims.includes(run.pid) ? workers : victims));
  kills.survived();
});
