import { rmSync, statSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { History } from "../../../src/runner/history/history.ts";
import type { MadeTask } from "../../../src/runner/history/lineage.ts";
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import { writeProject } from "../../support/command.ts";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { LocalTarget, Task } from "pipewright";
class Step extends Task {
  output() {
    return new LocalTarget(\`out/\${this.family}.txt\`);
  }
  async run(): Promise<void> {
    await this.output().write(header() + this.family);
  }
}
function header() {
  return "made by ";
}
export class Dump extends Step {}
export class Load extends Step {
  requires() {
    return new Dump();
  }
}
export class Report extends Step {
  requires() {
    return [new Load()];
  }
}
export class Asking extends Task {
  output() {
    return new LocalTarget("out/asking");
  }
  async *run() {
    yield new Load();
    await this.output().write("");
  }
}
`;

const folders = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = folders();
  writeProject(folder, TASKS, { checksums: true });
  await runIn(folder, "run", "Report");
});

async function ask<T>(question: (history: History) => T): Promise<T> {
  const history = await openHistory(await loadProject(folder), (message) => expect.fail(message));
  try {
    return question(history);
  } finally {
    history.close();
  }
}

describe("22. the history keeps what made an output", () => {
  const made = (family: string): Promise<MadeTask> =>
    ask((history) => {
      const [run] = history.taskRuns({ family }, 1);
      return history.lineage.of(run?.taskId ?? "") as MadeTask;
    });

  test("its size, its time and, where asked for, its checksum", async () => {
    const { outputs } = await made("Dump");
    const { size, mtimeMs } = statSync(path.join(folder, "out/Dump.txt"));
    expect(outputs).toEqual([
      {
        name: "out/Dump.txt",
        local: true,
        size,
        modifiedMs: Math.trunc(mtimeMs),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  test("the code, in its pieces", async () => {
    const { codeHash = "" } = await made("Dump");
    const pieces = await ask(({ lineage }) => lineage.codeOf(codeHash));
    expect(pieces?.map(({ file, name }) => `${file} ${name}`)).toEqual(
      expect.arrayContaining(["tasks/tasks.ts Step.run", "tasks/tasks.ts header"]),
    );
  });

  test("the task runs whose outputs it read", async () => {
    const [dump, load] = [await made("Dump"), await made("Load")];
    expect(await ask(({ lineage }) => lineage.inputsOf(load.taskRun))).toEqual([
      { taskId: dump.taskId, taskRun: dump.taskRun },
    ]);
  });

  test("and all that was made of it, the last first", async () => {
    const { taskId } = await made("Dump");
    const downstream = await ask(({ lineage }) => lineage.downstreamOf([taskId]).map(({ family }) => family));
    expect(downstream).toEqual(["Report", "Load"]);
  });

  test("also what it asked for while it ran", async () => {
    await runIn(folder, "run", "Asking");
    const { taskId } = await made("Dump");
    const downstream = await ask(({ lineage }) => lineage.downstreamOf([taskId]).map(({ family }) => family));
    expect(downstream).toEqual(["Asking", "Report", "Load"]);
  });

  test("as it was when it was made the last time", async () => {
    const before = await made("Dump");
    rmSync(path.join(folder, "out/Dump.txt"));
    await runIn(folder, "run", "Dump");
    const after = await made("Dump");
    expect(after.taskRun).toBeGreaterThan(before.taskRun);
    expect(after.codeHash).toBe(before.codeHash);
  });
});
