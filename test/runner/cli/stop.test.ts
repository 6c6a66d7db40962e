import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { interrupt, lines, pipewright, start, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { writeFileSync } from "node:fs";
import { IntParameter, LocalTarget, Task } from "pipewright";

export class Stubborn extends Task.with({ n: IntParameter() }) {
  output() {
    return new LocalTarget(\`stubborn/\${this.n}.txt\`);
  }
  async run() {
    this.signal.addEventListener("abort", () => writeFileSync("told", String(process.pid)));
    writeFileSync("busy", String(process.pid));
    await new Promise(() => setInterval(() => {}, 1000));
  }
}
export class NeverPlanned extends Task.with({}) {
  requires() {
    writeFileSync("planning", String(process.pid));
    for (;;) {}
  }
  output() {
    return new LocalTarget("never.txt");
  }
}
`;

const folder = temporaryFolders();
let root: string;
beforeEach(() => {
  root = folder();
  writeProject(root, TASKS);
});

/** The id that a task left in a file, once it is there. */
async function processIn(file: string): Promise<number> {
  const text = () => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), "utf8") : "");
  await vi.waitUntil(() => text() !== "", { timeout: 20_000 });
  return Number(text());
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

describe("13. Ctrl+C", () => {
  test("a second time waits for no task, and the run is recorded as cancelled, not as crashed", async () => {
    let worker = 0;
    const { exitCode, finished } = await interrupt(root, ["run", "Stubborn", "--n", "1"], async (command) => {
      await processIn("busy");
      command.kill("SIGINT");
      worker = await processIn("told");
      command.kill("SIGINT");
    });
    expect(exitCode).toBe(130);
    expect(finished).toMatchObject({ event: "runFinished", status: "cancelled", tasks: [{ status: "cancelled" }] });
    expect(isGone(worker)).toBe(true);
    expect(lines((await pipewright(root, ["history", "--json"])).stdout)).toMatchObject([
      { event: "run", status: "cancelled", counts: { cancelled: 1 } },
    ]);
    expect(lines((await pipewright(root, ["status", "--json"])).stdout)).toMatchObject([
      { family: "Stubborn", last: { status: "cancelled" } },
    ]);
  });

  test("stands for a closed terminal too", async () => {
    const { exitCode, finished } = await interrupt(root, ["run", "Stubborn", "--n", "2"], async (command) => {
      await processIn("busy");
      command.kill("SIGHUP");
      await processIn("told");
      command.kill("SIGINT");
    });
    expect([exitCode, finished.status]).toEqual([130, "cancelled"]);
  });

  test.each(["run", "plan"])(
    "ends the planning of %s, even where the task's code never comes back",
    async (command) => {
      const planning = start(root, [command, "NeverPlanned"]);
      const exited = once(planning, "exit");
      const worker = await processIn("planning");
      planning.kill("SIGINT");
      expect(await exited).toEqual([130, null]);
      await vi.waitUntil(() => isGone(worker), { timeout: 20_000 });
      expect((await pipewright(root, ["history"])).stdout).toContain("Nothing ran here yet.");
    },
  );
});
