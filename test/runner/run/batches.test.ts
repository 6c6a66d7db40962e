import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { writeProject } from "../../support/command.ts";
import { runIn, type ToldRun } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { appendFileSync } from "node:fs";
import { DateParameter, LocalTarget, StringParameter, Task, Temporal, WrapperTask } from "pipewright";

const latest = (dates: readonly Temporal.PlainDate[]) => dates.toSorted(Temporal.PlainDate.compare).at(-1)!;

export class Load extends Task.with({
  date: DateParameter({ batchMethod: latest }),
  region: StringParameter({ default: "north" }),
}) {
  maxBatchSize: number | undefined = undefined;
  output() {
    return new LocalTarget(\`out/\${this.family}-\${this.region}-\${this.date}\`);
  }
  async run() {
    appendFileSync("calls", \`\${this.date}: \${this.batchedTasks.map(({ date }) => date).join(" ")}\\n\`);
    for (const task of this.batchedTasks) await task.output().write(String(task.date));
  }
}
export class ByThrees extends Load {
  maxBatchSize = 3;
}
export class Alone extends Load {
  maxBatchSize = 1;
}
export class Skipping extends Load {
  async run() {
    for (const task of this.batchedTasks.slice(1)) await task.output().write("made");
  }
}
export class Failing extends Load {
  async run() {
    throw new Error("no connection");
  }
}
export class BothRegions extends WrapperTask.with({ date: DateParameter() }) {
  requires() {
    return [new Load({ date: this.date }), new Load({ date: this.date, region: "south" })];
  }
}
`;

const folders = temporaryFolders();
let folder: string;

beforeEach(() => {
  folder = folders();
  writeProject(folder, TASKS, { workers: 1 });
});

const calls = () => readFileSync(path.join(folder, "calls"), "utf8").trim().split("\n");
const week = (family: string) => runIn(folder, "backfill", family, "--from", "2026-11-01", "--to", "2026-11-07");
const logs = ({ events }: ToldRun) =>
  new Set(events.flatMap((event) => (event.event === "taskStarted" ? [event.log] : [])));

describe("tasks that differ in a parameter with a batchMethod", () => {
  test("are made by one run(), which knows them all and has the value that was chosen", async () => {
    const run = await week("Load");
    expect(run.exitCode).toBe(0);
    expect(run.statuses("Load")).toEqual(Array(7).fill("ran"));
    expect(calls()).toEqual([
      "2026-11-07: 2026-11-01 2026-11-02 2026-11-03 2026-11-04 2026-11-05 2026-11-06 2026-11-07",
    ]);
    expect(logs(run).size).toBe(1);
  });

  test("are at most maxBatchSize together", async () => {
    await week("ByThrees");
    expect(calls().map((call) => call.split(": ")[1]?.split(" ").length)).toEqual([3, 3, 1]);
    await week("Alone");
    expect(calls()).toHaveLength(3 + 7);
  });

  test("that are complete are not made again", async () => {
    await runIn(folder, "run", "Load", "--date", "2026-11-03");
    await week("Load");
    expect(calls()[1]).toBe("2026-11-07: 2026-11-01 2026-11-02 2026-11-04 2026-11-05 2026-11-06 2026-11-07");
  });

  test("stay apart where another parameter differs", async () => {
    await week("BothRegions");
    expect(calls().map((call) => call.split(": ")[1]?.split(" ").length)).toEqual([7, 7]);
    expect(existsSync(path.join(folder, "out/Load-south-2026-11-04"))).toBe(true);
  });

  test("fail each for itself where its output was not made", async () => {
    const { exitCode, statuses, result } = await week("Skipping");
    expect(exitCode).toBe(20);
    expect(statuses("Skipping")).toEqual(["failed", ...Array(6).fill("ran")]);
    expect(result("Skipping").error?.message).toMatch(/^run\(\) ended but these outputs do not exist/);
  });

  test("fail together where run() throws", async () => {
    const { exitCode, finished } = await week("Failing");
    expect(exitCode).toBe(20);
    expect(finished.tasks.map(({ error }) => error?.message)).toEqual(Array(7).fill("no connection"));
  });
});
