import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folders = temporaryFolders();

test("a history that another process keeps locked is named as what is in the way", async () => {
  const folder = folders();
  writeProject(
    folder,
    `import { LocalTarget, Task } from "pipewright";
    export class Dump extends Task {
      output() { return new LocalTarget("dump.txt"); }
      async run() { await this.output().write("dumped"); }
    }`,
  );
  expect((await pipewright(folder, ["run", "Dump"])).exitCode).toBe(0);
  const other = new DatabaseSync(path.join(folder, ".pipewright/history.db"));
  other.exec("BEGIN IMMEDIATE");
  try {
    const { exitCode, stderr } = await pipewright(folder, ["run", "Dump"]);
    expect(exitCode).toBe(40);
    expect(stderr).toContain("The history is locked: another process is in the middle of writing to it");
    expect(stderr).not.toContain("This is a bug in Pipewright");
  } finally {
    other.close();
  }
  expect((await pipewright(folder, ["run", "Dump"])).exitCode).toBe(0);
});
