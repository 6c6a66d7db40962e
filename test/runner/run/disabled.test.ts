import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { pipewright, writeProject } from "../../support/command.ts";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { existsSync } from "node:fs";
import { LocalTarget, Task } from "pipewright";
export class Upload extends Task {
  disableAfter = 2;
  output() {
    return new LocalTarget("out/upload");
  }
  async run() {
    if (!existsSync("mended")) throw new Error("refused");
    await this.output().write("done");
  }
}
export class After extends Task {
  requires() {
    return new Upload();
  }
  output() {
    return new LocalTarget("out/after");
  }
  async run() {
    await this.output().write("done");
  }
}
`;

const folders = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = folders();
  writeProject(folder, TASKS);
  for (const _ of [1, 2]) expect((await runIn(folder, "run", "Upload")).statuses("Upload")).toEqual(["failed"]);
});

describe("a task that failed in as many runs in a row as disableAfter says", () => {
  test("is not tried again, says why, and keeps what needs it pending; cron sees it", async () => {
    const { exitCode, result } = await runIn(folder, "run", "After");
    expect(exitCode).toBe(20);
    expect(result("Upload")).toMatchObject({ status: "disabled", attempts: 0 });
    expect(result("Upload").error?.message).toBe(
      "It failed in 2 runs in a row, and is disabled after 2. With the cause gone, run it with --retry-disabled.",
    );
    expect(result("After")).toMatchObject({ status: "pending", blockedBy: ["disabled"] });
  });

  test("is shown as such by the plan", async () => {
    const { stdout } = await pipewright(folder, ["plan", "After"]);
    expect(stdout).toMatch(/disabled +Upload\(\) It failed in 2 runs in a row/);
  });

  test("is tried when --retry-disabled asks for it, and counts from nothing once it ran", async () => {
    writeFileSync(path.join(folder, "mended"), "");
    expect((await runIn(folder, "run", "After", "--retry-disabled")).exitCode).toBe(0);
    expect(existsSync(path.join(folder, "out/after"))).toBe(true);
  });
});
