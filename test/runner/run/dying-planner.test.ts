import { describe, expect, test } from "vitest";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folders = temporaryFolders();

const project = (whenLoaded: string) => {
  const folder = folders();
  writeProject(
    folder,
    `
import { existsSync, writeFileSync } from "node:fs";
import { LocalTarget, Task } from "pipewright";
${whenLoaded}
export class Made extends Task {
  output() {
    return new LocalTarget("made.txt");
  }
  async run(): Promise<void> {
    await this.output().write("made");
  }
}
`,
  );
  return folder;
};

describe("10. a worker that dies before anything runs", () => {
  test("is replaced by a fresh one", async () => {
    const folder = project(`
if (!existsSync("died")) {
  writeFileSync("died", "");
  process.kill(process.pid, "SIGKILL");
}`);
    expect(await pipewright(folder, ["run", "Made"])).toMatchObject({ exitCode: 0 });
  });

  test("twice, ends the command with what it died of and where to look", async () => {
    const { exitCode, stderr } = await pipewright(project("process.exit(3);"), ["run", "Made"]);
    expect(exitCode).toBe(35);
    expect(stderr).toContain("The tasks of Made could not be asked: The worker process ended with exit code 3.");
    expect(stderr).not.toContain("bug in Pipewright");
  });
});
