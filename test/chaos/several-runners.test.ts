// Several runners begin the same pipeline at once, and one of them may be killed in the middle of it.
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { temporaryFolders } from "../support/temporary-folder.ts";
import { expectOrder } from "./aftermath.ts";
import { CELLS, ChaosProject } from "./chaos-project.ts";
import { faults } from "./faults.ts";

const crowds = faults("several runners at once", { thorough: 10, bounded: 2 }, (next, index) => ({
  runners: index % 2 === 0 ? 2 : 4,
  /** After so many events the first of them is killed; in the other half of the cases none is. */
  killed: index % 4 < 2 ? Math.floor(next() * 1.8 * CELLS) : undefined,
  delays: Array.from({ length: 4 }, () => Math.floor(next() * 150)),
}));

/** All share the cores of this machine. */
const timeout = 300_000;

const folders = temporaryFolders();

const named = crowds.all.map((crowd) => ({
  ...crowd,
  fault: crowd.killed === undefined ? "none is killed" : `the first is killed after ${crowd.killed} events`,
}));

test.for(named)("$runners at once; $fault", { timeout }, async ({ runners, killed, delays }) => {
  const project = new ChaosProject({ folder: folders(), ledger: path.join(folders(), "ledger") });
  const [first, ...others] = await Promise.all(
    delays.slice(0, runners).map(async (delay) => {
      await sleep(delay); // they come to their places in any order
      return project.run();
    }),
  );
  if (first === undefined) throw new Error("There is no runner.");
  const disturbed = new Set<number>();
  if (killed !== undefined) {
    await first.reach(killed);
    const workers = project.workers().filter(({ parent }) => parent === first.pid);
    for (const { pid } of workers) disturbed.add(pid);
    if (!first.hasEnded) process.kill(first.pid, "SIGKILL");
  }
  const ends = await Promise.all(others.map((run) => run.end()));
  for (const end of ends) expect(end, end.told).toMatchObject({ exitCode: 0, finished: { status: "success" } });
  const { exitCode, told } = await first.end();
  if (killed === undefined) expect({ exitCode, told }).toMatchObject({ exitCode: 0 });
  // Whoever comes next cleans up after the killed one.
  expect((await project.run().end()).exitCode).toBe(0);
  await expectOrder(project, disturbed);
  crowds.survived();
});
