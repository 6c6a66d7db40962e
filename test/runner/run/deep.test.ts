import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { writeProject } from "../../support/command.ts";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { LocalTarget, Task } from "pipewright";
class Step extends Task {
  output() {
    return new LocalTarget(\`out/\${this.family}\`);
  }
  async run() {
    await this.output().write("made");
  }
}
export class Dump extends Step {}
export class Load extends Step {
  requires() {
    return new Dump();
  }
}
export class Report extends Step {
  requires() {
    return new Load();
  }
}
`;

const folders = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = folders();
  writeProject(folder, TASKS);
  await runIn(folder, "run", "Report");
  rmSync(path.join(folder, "out/Dump"));
});

describe("1. below a complete task", () => {
  test("nothing is looked at", async () => {
    const { exitCode, finished } = await runIn(folder, "run", "Report");
    expect(exitCode).toBe(0);
    expect(finished.tasks.map(({ family }) => family)).toEqual(["Report"]);
    expect(existsSync(path.join(folder, "out/Dump"))).toBe(false);
  });

  test("--deep finds what is missing and makes it again, and nothing else", async () => {
    const { exitCode, statuses } = await runIn(folder, "run", "Report", "--deep");
    expect(exitCode).toBe(0);
    expect([statuses("Dump"), statuses("Load"), statuses("Report")]).toEqual([
      ["ran"],
      ["alreadyComplete"],
      ["alreadyComplete"],
    ]);
    expect(existsSync(path.join(folder, "out/Dump"))).toBe(true);
  });
});
