import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { beforeEach, describe, expect, test } from "vitest";
import type { BackfillDate, BackfillRecord } from "../../../src/protocol/backfill-record.ts";
import type { RunEvent } from "../../../src/protocol/run-event.ts";
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import { lines, pipewright, start, writeProject } from "../../support/command.ts";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { RunEvents } from "../history/events.ts";

/** `HOLD` names a date whose task waits until it is stopped, or until there is a file `go`; a file `broken-<date>` breaks that date's. */
const TASKS = `
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { DateParameter, LocalTarget, StringParameter, Task } from "pipewright";

export class Raw extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`raw/\${this.date}.txt\`);
  }
  async run() {
    if (existsSync(\`broken-\${this.date}\`)) throw new Error("The database is away.");
    while (process.env.HOLD === String(this.date) && !existsSync("go"))
      await setTimeout(20, undefined, { signal: this.signal });
    await this.output().write("raw");
  }
}
export class Load extends Task.with({
  date: DateParameter(),
  region: StringParameter({ default: "all" }),
  token: StringParameter({ default: "", visibility: "private" }),
}) {
  requires() {
    return new Raw({ date: this.date });
  }
  output() {
    return new LocalTarget(\`load/\${this.region}/\${this.date}.txt\`);
  }
  async run() {
    await this.output().write(this.token);
  }
}
`;

const folder = temporaryFolders();
let root: string;
beforeEach(() => {
  root = folder();
  writeProject(root, TASKS);
});

const WEEK = ["backfill", "Load", "--from", "2026-11-01", "--to", "2026-11-07", "--workers", "1"];

const call = (...args: string[]) => pipewright(root, args);
const breakDate = (date: string) => writeFileSync(path.join(root, `broken-${date}`), "");
const mendDate = (date: string) => rmSync(path.join(root, `broken-${date}`));
const made = (date: string) => existsSync(path.join(root, `load/all/${date}.txt`));

async function backfills(): Promise<BackfillRecord[]> {
  const { stdout } = await call("backfills", "--json");
  return stdout === "" ? [] : lines<BackfillRecord>(stdout);
}

async function onlyBackfill(): Promise<BackfillRecord> {
  const all = await backfills();
  expect(all).toHaveLength(1);
  return all[0] as BackfillRecord;
}

async function dates(): Promise<Record<string, string>> {
  const { backfillId } = await onlyBackfill();
  const shown = lines<BackfillDate>((await call("backfills", backfillId, "--json")).stdout);
  return Object.fromEntries(shown.map(({ value, status }) => [value.slice(-2), status]));
}

/** Starts the week, which stands still at a date, and waits until it does. */
async function startHeld(
  hold: string,
  ...more: string[]
): Promise<{ command: ChildProcess; exited: Promise<unknown[]> }> {
  const command = start(root, [...WEEK, ...more, "--json"], ["ignore", "pipe", "ignore"], { HOLD: hold });
  const exited = once(command, "exit");
  const told = createInterface({ input: command.stdout as NodeJS.ReadableStream });
  for await (const line of told) {
    const event = JSON.parse(line) as RunEvent;
    if (event.event === "taskStarted" && event.taskId.startsWith(`Raw_${hold}`)) break;
  }
  command.stdout?.resume();
  return { command, exited };
}

describe("20. A backfill is a stored object", () => {
  test("with a status per date, which its runs' events name", async () => {
    breakDate("2026-11-03");
    const { exitCode, events } = await runIn(root, ...WEEK, "--limit", "5");
    expect(exitCode).toBe(20);
    const backfill = await onlyBackfill();
    expect(backfill).toMatchObject({
      event: "backfill",
      family: "Load",
      range: { over: "date", from: "2026-11-01", to: "2026-11-07" },
      order: "oldestFirst",
      limit: 5,
      status: "failed",
      counts: { ran: 4, pending: 1, waiting: 2 },
    });
    expect(events[0]).toMatchObject({ event: "runStarted", backfillId: backfill.backfillId });
    expect(lines((await call("history", "--json")).stdout)).toMatchObject([{ backfillId: backfill.backfillId }]);
    expect(await dates()).toEqual({
      "01": "ran",
      "02": "ran",
      "03": "pending",
      "04": "ran",
      "05": "ran",
      "06": "waiting",
      "07": "waiting",
    });
    const { stdout } = await call("backfills", "last");
    expect(stdout).toContain("4 of 7 done");
    expect(stdout).toMatch(
      /^ {2}2026-11-01…2026-11-02 {2}ran\n {2}2026-11-03 {2}pending\n {2}2026-11-04…2026-11-05 {2}ran$/m,
    );
  });

  test("re-asked, it is the same one and does only what is missing", async () => {
    breakDate("2026-11-03");
    await call(...WEEK);
    mendDate("2026-11-03");
    const again = await runIn(root, ...WEEK);
    expect(again.statuses("Load").filter((status) => status === "ran")).toHaveLength(1);
    expect(await onlyBackfill()).toMatchObject({ status: "success", counts: { ran: 7 } });
  });

  test("of other parameters or another range is another one", async () => {
    await call(...WEEK);
    await call(...WEEK, "--region", "north");
    await call("backfill", "Load", "--from", "2026-11-01", "--to", "2026-11-02");
    expect(await backfills()).toMatchObject([
      { range: { to: "2026-11-02" }, counts: { alreadyComplete: 2 } },
      { params: { region: "north" } },
      { params: {} },
    ]);
  });

  test("--retry-failed runs the failed dates alone, whatever else is missing", async () => {
    breakDate("2026-11-03");
    await call(...WEEK, "--region", "north", "--limit", "5");
    mendDate("2026-11-03");
    const retried = await runIn(root, "backfill", "--retry-failed");
    expect(retried.finished.tasks).toMatchObject([
      { family: "Raw", params: { date: "2026-11-03" }, status: "ran" },
      { family: "Load", params: { date: "2026-11-03", region: "north" }, status: "ran" },
    ]);
    expect(await onlyBackfill()).toMatchObject({ status: "incomplete", counts: { ran: 5, waiting: 2 } });
    expect(await call("backfill", "--retry-failed", "last")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("stands as failed"),
    });
  });

  test("--resume goes on as it was asked, and takes the private values that are kept nowhere", async () => {
    await call(...WEEK, "--reverse", "--limit", "2", "--token", "s3cret");
    const [{ backfillId }] = [await onlyBackfill()];
    const resumed = await runIn(root, "backfill", "--resume", backfillId, "--token", "s3cret");
    expect(resumed.exitCode).toBe(0);
    const ran = resumed.finished.tasks.filter(({ family, status }) => family === "Load" && status === "ran");
    expect(ran.map(({ params }) => params.date)).toEqual(["2026-11-05", "2026-11-04"]);
    expect(JSON.stringify([await backfills(), resumed.events])).not.toContain("s3cret");
    expect(await onlyBackfill()).toMatchObject({ status: "incomplete", counts: { ran: 4, waiting: 3 } });
  });

  test("--resume goes on where the backfill was, in pods say, unless it is told where", async () => {
    breakDate("2026-11-03");
    await call(...WEEK);
    mendDate("2026-11-03");
    const { backfillId, lastRunId } = await onlyBackfill();
    const history = await openHistory(await loadProject(root), () => {});
    const run = new RunEvents();
    // Later than its first run, however soon it comes.
    const runId = `${lastRunId}-later`;
    history.record(run.started({ runId, command: "backfill", family: "Load", backfillId, on: "kubernetes" }));
    history.record({ ...run.finished("cancelled"), runId });
    history.close();
    expect(await onlyBackfill()).toMatchObject({ on: "kubernetes" });

    const there = await call("backfill", "--resume", backfillId);
    expect([there.exitCode, there.stderr]).toEqual([2, expect.stringContaining("where no pod could see them")]);
    const here = await runIn(root, "backfill", "--resume", backfillId, "--on", "local");
    expect([here.exitCode, here.statuses("Load").filter((status) => status === "ran")]).toEqual([0, ["ran"]]);
    expect((await onlyBackfill()).on).toBeUndefined();
  });

  test("killed with -9 in the middle it is shown as interrupted, and resumed it makes the rest", async () => {
    const { command, exited } = await startHeld("2026-11-03");
    expect(await onlyBackfill()).toMatchObject({ status: "running", counts: { ran: 2, waiting: 5 } });
    command.kill("SIGKILL");
    await exited;
    const interrupted = await onlyBackfill();
    expect(interrupted).toMatchObject({ status: "interrupted", counts: { ran: 2, waiting: 5 } });
    expect((await call("backfills")).stdout).toMatch(/interrupted .* 2 of 7 done/);

    const resumed = await runIn(root, "backfill", "--resume", interrupted.backfillId);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.statuses("Load")).toEqual([...Array(2).fill("alreadyComplete"), ...Array(5).fill("ran")]);
    expect(await onlyBackfill()).toMatchObject({ backfillId: interrupted.backfillId, status: "success" });
  });

  test("killed while a date itself is made, that date is one to retry", async () => {
    writeFileSync(
      path.join(root, "tasks", "tasks.ts"),
      TASKS.replace(
        "await this.output().write(this.token);",
        'this.message("at it"); await new Promise(() => setInterval(() => {}, 1000));',
      ),
    );
    const command = start(root, [...WEEK, "--json"], ["ignore", "pipe", "ignore"]);
    const exited = once(command, "exit");
    for await (const line of createInterface({ input: command.stdout as NodeJS.ReadableStream })) {
      if ((JSON.parse(line) as RunEvent).event === "taskMessaged") break;
    }
    command.kill("SIGKILL");
    await exited;
    expect(await onlyBackfill()).toMatchObject({ status: "interrupted", counts: { crashed: 1, waiting: 6 } });
    writeFileSync(path.join(root, "tasks", "tasks.ts"), TASKS);
    const retried = await runIn(root, "backfill", "Load", "--retry-failed");
    expect(retried.statuses("Load")).toEqual(["ran"]);
  });

  test("cancelled from elsewhere its run ends as cancelled with exit 130, and it can be resumed", async () => {
    const { command, exited } = await startHeld("2026-11-03");
    const { backfillId } = await onlyBackfill();
    expect(await call("backfills", "cancel", backfillId)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("is cancelled"),
    });
    expect(await exited).toEqual([130, null]);
    expect(command.signalCode).toBeNull();
    expect(await onlyBackfill()).toMatchObject({ status: "cancelled", counts: { ran: 2 } });
    expect(lines((await call("history", "--json")).stdout)).toMatchObject([{ status: "cancelled" }]);
    expect((await call("backfills", "cancel", backfillId)).stdout).toContain("has ended already");
    await call("backfill", "--resume", backfillId);
    expect(await onlyBackfill()).toMatchObject({ status: "success" });
  });

  test("paused, what runs comes to its end and nothing new starts, and resumed it makes the rest", async () => {
    const { exited } = await startHeld("2026-11-03");
    const { backfillId } = await onlyBackfill();
    expect(await call("backfills", "pause", backfillId)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("comes to its end"),
    });
    expect(await onlyBackfill()).toMatchObject({ status: "pausing", counts: { ran: 2, waiting: 5 } });
    writeFileSync(path.join(root, "go"), "");
    expect(await exited).toEqual([130, null]);
    expect(existsSync(path.join(root, "raw/2026-11-03.txt"))).toBe(true);
    expect(made("2026-11-03")).toBe(false);
    expect(await onlyBackfill()).toMatchObject({ status: "paused", counts: { ran: 2, waiting: 5 } });
    const again = await call("backfills", "pause", backfillId);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("does not run") });

    const resumed = await runIn(root, "backfill", "--resume", backfillId);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.statuses("Raw").filter((status) => status === "ran")).toHaveLength(4);
    expect(await onlyBackfill()).toMatchObject({ status: "success", counts: { ran: 7 } });
  });

  test("paused, it waits for no other attempt of what fails", async () => {
    const tasks = TASKS.replace(
      "export class Raw extends Task.with({ date: DateParameter() }) {",
      "export class Raw extends Task.with({ date: DateParameter() }) {\n  retries = 3;\n  retryDelay = 3600;",
    );
    writeFileSync(path.join(root, "tasks", "tasks.ts"), tasks);
    breakDate("2026-11-01");
    const { exited } = await startHeld("2026-11-02");
    await call("backfills", "pause", "last");
    writeFileSync(path.join(root, "go"), "");
    expect(await exited).toEqual([130, null]);
    expect(await onlyBackfill()).toMatchObject({ status: "paused", counts: { waiting: 7 } });
  });

  test("--stop-on-failure starts nothing new after a failure, and leaves the rest for another time", async () => {
    breakDate("2026-11-03");
    const { exitCode, finished } = await runIn(root, ...WEEK, "--stop-on-failure");
    expect(exitCode).toBe(20);
    expect(finished.status).toBe("failed");
    expect(made("2026-11-02")).toBe(true);
    expect(made("2026-11-04")).toBe(false);
    expect(await onlyBackfill()).toMatchObject({ onFailure: "stop", status: "failed", counts: { ran: 2, pending: 5 } });
    mendDate("2026-11-03");
    expect((await call("backfill", "--retry-failed")).exitCode).toBe(0);
    expect(await onlyBackfill()).toMatchObject({ status: "success" });
  });

  test("a date that another run makes is done", async () => {
    breakDate("2026-11-03");
    await call(...WEEK);
    mendDate("2026-11-03");
    await call("run", "Load", "--date", "2026-11-03");
    expect(await onlyBackfill()).toMatchObject({ status: "success", counts: { ran: 7 } });
  });

  test("says what there is when it is asked for one that there is not, or in two ways", async () => {
    for (const [args, said] of [
      [["backfill", "--resume", "last"], "There is no backfill here yet."],
      [["backfills", "b1"], "There is no backfill b1."],
      [["backfill", "--resume", "last", "--last", "3d"], "has its range already"],
      [["backfills", "cancel"], "Which backfill?"],
    ] as const)
      expect(await call(...args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(said) });
  });
});

describe("19. The range of a backfill", () => {
  test("may be one text: whole months, or the last whole days", async () => {
    const { stdout } = await call("backfill", "Raw", "--range", "2026-01..2026-02", "--dry-run");
    expect(stdout).toContain("Raw over 59 values of date: 2026-01-01…2026-02-28");
    const last = await call("plan", "Raw", "--last", "30d", "--json");
    expect(JSON.parse(last.stdout).tasks).toHaveLength(30);
  });

  test("is given in one way, and in the parameter's unit", async () => {
    const both = await call("backfill", "Raw", "--last", "3d", "--from", "2026-01-01");
    expect(both).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("A range is given in one way") });
    const fine = await call("backfill", "Raw", "--last", "3h");
    expect(fine).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("the parameter in days") });
  });
});
