// The wall clock of two runners at once, and of their workers, is set by hours again and again.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolders } from "../support/temporary-folder.ts";
import { expectOrder } from "./aftermath.ts";
import { ChaosProject } from "./chaos-project.ts";
import { faults } from "./faults.ts";

const CLOCK = pathToFileURL(path.join(import.meta.dirname, "jumping-clock.mjs")).href;
const ENV = { NODE_OPTIONS: `--import=${CLOCK}`, PIPEWRIGHT_LEASE_MS: "3000" };

const clocks = faults("clocks that jump", { thorough: 5, bounded: 1 }, (_, index) => ({ index }));

/** All share the cores of this machine. */
const timeout = 300_000;

const folders = temporaryFolders();

test.for(clocks.all)("two runners whose clocks jump, time $index", { timeout }, async () => {
  const project = new ChaosProject({ folder: folders(), ledger: path.join(folders(), "ledger") });
  const runs = [project.run(ENV), project.run(ENV)];
  const ends = await Promise.all(runs.map((run) => run.end()));
  for (const end of ends) expect(end, end.told).toMatchObject({ exitCode: 0, finished: { status: "success" } });
  await expectOrder(project, new Set());
  clocks.survived();
});
