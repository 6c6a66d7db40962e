// Two coordinators on two machines make the same pipeline, with one history on a PostgreSQL server, and one of them is
// killed at any moment.
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { expectOrder } from "../../chaos/aftermath.ts";
import { CELLS, ChaosProject } from "../../chaos/chaos-project.ts";
import { faults } from "../../chaos/faults.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { POSTGRES_PASSWORD, postgresServer } from "../servers/postgres-server.ts";

const counts = { thorough: 20, bounded: 2, keptAs: "two-machines" };

const kills = faults("kill -9 of one of two coordinators", counts, (next) => ({
  // Each tells of every task: of one event at least, of two where it has made it.
  events: Math.floor(next() * 0.8 * CELLS),
  delay: Math.floor(next() * 50),
  isBackAtOnce: next() < 0.5,
}));

/** Both share the cores of this machine. */
const timeout = 300_000;

const server = await postgresServer();
afterAll(() => server.stop());
const folders = temporaryFolders();

let histories = 0;

/** Two copies of the project, that share the outputs and the history. */
function twoMachines(): [ChaosProject, ChaosProject] {
  const shared = { data: folders(), ledger: path.join(folders(), "ledger") };
  const password = encodeURIComponent(POSTGRES_PASSWORD);
  const address = `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres?schema=chaos${++histories}`;
  const machine = (name: string) =>
    new ChaosProject({ folder: folders(), ...shared, env: { PIPEWRIGHT_HISTORY: address, PIPEWRIGHT_MACHINE: name } });
  return [machine("one"), machine("two")];
}

test("none is killed", { timeout }, async () => {
  const machines = twoMachines();
  for (const end of await Promise.all(machines.map((machine) => machine.run().end())))
    expect(end, end.told).toMatchObject({ exitCode: 0, finished: { status: "success" } });
  await expectOrder(machines[0], new Set());
});

const named = kills.all.map((kill) => ({ ...kill, back: kill.isBackAtOnce ? "at once" : "when the other is through" }));

test.for(named)(
  "killed $delay ms after $events events, and back $back",
  { timeout },
  async ({ events, delay, isBackAtOnce }) => {
    const [one, two] = twoMachines();
    const [killed, other] = [one.run(), two.run()];
    await killed.reach(events);
    await pause(delay);
    const disturbed = new Set(one.workers().flatMap(({ pid, parent }) => (parent === killed.pid ? [pid] : [])));
    process.kill(killed.pid, "SIGKILL");
    expect((await killed.end()).finished, "of the killed one").toBeUndefined();
    if (!isBackAtOnce) await other.end();
    // Its own machine cleans up after it.
    for (const end of await Promise.all([one.run().end(), other.end()]))
      expect(end, end.told).toMatchObject({ exitCode: 0, finished: { status: "success" } });
    await expectOrder(one, disturbed);
    expect(two.processes(), "processes that are left on the other machine").toEqual([]);
    kills.survived();
  },
);
