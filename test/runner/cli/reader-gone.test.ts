import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { lines, pipewright, start, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { DateParameter, LocalTarget, Task } from "pipewright";

export class Copy extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`made/\${this.date}.txt\`);
  }
  async run() {
    if (this.date.day === 2) throw new Error("not on the second");
    await this.output().write("copied");
  }
}
`;

const folder = temporaryFolders();

test.each([[["--json"]], [[]]])(
  "whoever listened is gone (%j): the run goes on, and its exit code is true",
  async (json) => {
    const root = folder();
    writeProject(root, TASKS);
    const command = start(root, ["backfill", "Copy", "--from", "2026-11-01", "--to", "2026-11-06", ...json]);
    const exited = once(command, "exit");
    command.stderr?.destroy();
    command.stdout?.once("data", () => command.stdout?.destroy());
    expect(await exited).toEqual([20, null]);
    for (const day of [1, 3, 4, 5, 6]) expect(existsSync(path.join(root, `made/2026-11-0${day}.txt`))).toBe(true);
    expect(lines((await pipewright(root, ["history", "--json"])).stdout)).toMatchObject([{ status: "failed" }]);
  },
);
