import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { lines, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { describePruning } from "./prune-contract.ts";
import { sqlitePlace } from "./sqlite-place.ts";

const folders = temporaryFolders();

describePruning(() => sqlitePlace(folders()));

describe("by the real command", () => {
  let folder: string;
  beforeEach(() => {
    folder = folders();
  });
  const TASKS = `
    import { IntParameter, LocalTarget, Task } from "pipewright";
    export class Load extends Task.with({ n: IntParameter() }) {
      output() { return new LocalTarget(\`load/\${this.n}.txt\`); }
      async run() { await this.output().write("x"); }
    }`;
  const call = (...args: string[]) => pipewright(folder, args);
  const runs = async () => lines<{ runId: string }>((await call("history", "--json")).stdout).map(({ runId }) => runId);

  test("a run forgets at its end what the settings do not keep, and history prune does it at once", async () => {
    writeProject(folder, TASKS);
    const settings = (history?: object) =>
      writeFileSync(path.join(folder, "pipewright.config.json"), JSON.stringify({ tasks: ["tasks/*.ts"], history }));
    settings();
    for (let time = 0; time < 4; time++) await call("run", "Load", "--n", "1");
    const [fourth, third, second, first] = await runs();
    settings({ keepRuns: 3 });
    await call("run", "Load", "--n", "1");
    // The first one has made the output, which is to be known for ever.
    expect((await runs()).slice(1)).toEqual([fourth, third, first]);
    expect(second).toBeDefined();

    settings({ keepRuns: 1 });
    const dry = await call("history", "prune", "--dry-run");
    expect(dry.stdout).toMatch(/^Would forget 2 runs, .*older than 90 days or the last 1 run\.$/m);
    expect(await runs()).toHaveLength(4);
    const pruned = lines<object>((await call("history", "prune", "--json")).stdout);
    expect(pruned).toMatchObject([{ event: "historyPruned", dryRun: false, runs: 2 }]);
    expect((await runs()).slice(1)).toEqual([first]);
    expect(await call("history", "forget")).toMatchObject({ exitCode: 2 });
  });
});
