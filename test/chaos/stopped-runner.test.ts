// A runner and its workers are held up in the middle of their work for longer than a claim lasts, and then go on.
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { temporaryFolders } from "../support/temporary-folder.ts";
import { expectOrder } from "./aftermath.ts";
import { CELLS, ChaosProject } from "./chaos-project.ts";
import { faults } from "./faults.ts";

const LEASE = { PIPEWRIGHT_LEASE_MS: "1000" };

const stops = faults("SIGSTOP, and SIGCONT when others have finished", { thorough: 10, bounded: 2 }, (next) => ({
  events: 10 + Math.floor(next() * 1.8 * CELLS),
  delay: Math.floor(next() * 30),
  runnerFirst: next() < 0.5,
}));

const folders = temporaryFolders();

test.for(stops.all)("stopped $delay ms after $events events", async ({ events, delay, runnerFirst }) => {
  const project = new ChaosProject({ folder: folders(), ledger: path.join(folders(), "ledger") });
  const first = project.run(LEASE);
  await first.reach(events);
  await sleep(delay);
  const workers = project.workers().map(({ pid }) => pid);
  const processes = runnerFirst ? [first.pid, ...workers] : [...workers, first.pid];
  for (const pid of processes) process.kill(pid, "SIGSTOP");
  // Stopped in the middle of writing to the history it would hold up everybody: docs/design-and-limitations.md.
  while (project.isHistoryLocked()) {
    process.kill(first.pid, "SIGCONT");
    await sleep(5);
    process.kill(first.pid, "SIGSTOP");
  }
  const second = await project.run(LEASE).end();
  expect(second, second.told).toMatchObject({ exitCode: 0, finished: { status: "success" } });
  for (const pid of processes) process.kill(pid, "SIGCONT");
  const late = await first.end();
  expect(late, late.told).toMatchObject({ exitCode: 0, finished: { status: "success" } });
  await expectOrder(project, new Set(workers));
  stops.survived();
});

const kills = faults("SIGKILL of a runner whose workers are stopped", { thorough: 10, bounded: 1 }, (next) => ({
  events: 10 + Math.floor(next() * 1.5 * CELLS),
}));

test.for(kills.all)("killed after $events events, with workers that do not notice", async ({ events }) => {
  const project = new ChaosProject({ folder: folders(), ledger: path.join(folders(), "ledger") });
  const [first, second] = [project.run(), project.run()];
  await first.reach(events);
  const workers = project.workers().flatMap(({ pid, parent }) => (parent === first.pid ? [pid] : []));
  for (const pid of workers) process.kill(pid, "SIGSTOP");
  if (!first.hasEnded) process.kill(first.pid, "SIGKILL");
  const busy = workers.filter((pid) => project.isAtWork(pid));
  const other = await second.end();
  expect(other, other.told).toMatchObject({ exitCode: 0, finished: { status: "success" } });
  const left = project.workers().map(({ pid }) => pid);
  expect(left.filter((pid) => busy.includes(pid))).toEqual([]); // whoever took over what they were at has ended them
  for (const pid of left) process.kill(pid, "SIGCONT"); // the idle ones find that their runner is gone
  expect((await project.run().end()).exitCode).toBe(0);
  await expectOrder(project, new Set(workers));
  kills.survived();
});
