import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test } from "vitest";
import { History } from "../../../src/runner/history/history.ts";
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { MIGRATIONS } from "../../../src/runner/history/schema.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import { fullDisk } from "../../../src/runner/run/full-disk.ts";
import { AttemptLog } from "../../../src/runner/worker/attempt-log.ts";
import { CLI, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { planTask, RunEvents } from "../history/events.ts";

const SIZE = 400_000;

/** Each day is a file of 400 kB; `LOUD` lets each task print as much into its log as well. */
const TASKS = `
import { DateParameter, LocalTarget, Task } from "pipewright";

export class Day extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`days/\${this.date}.bin\`);
  }
  async run() {
    if (process.env.LOUD) for (let line = 0; line < 400; line++) console.log("x".repeat(999));
    await this.output().write("y".repeat(Number(process.env.SIZE ?? ${SIZE})));
  }
}
`;

const folder = temporaryFolders();
let root: string;
beforeEach(() => {
  root = folder();
  writeProject(root, TASKS);
  mkdirSync(path.join(root, "days"));
});

const days = () => readdirSync(path.join(root, "days"));

/** Every output is there as a whole, and nothing half written is left. */
function expectWhole(sizes: readonly number[] = [SIZE]): void {
  for (const name of days()) {
    expect(name).toMatch(/^2026-11-\d\d\.bin$/);
    expect(sizes).toContain(statSync(path.join(root, "days", name)).size);
  }
}

/** Runs a backfill by a shell that sets a limit to what may be written first. */
function limited(limit: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const command = [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(" ");
  return spawnSync("bash", ["-c", `${limit}\n${command}`], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", ...env },
    encoding: "utf8",
  });
}

const MONTH = ["backfill", "Day", "--from", "2026-11-01", "--to", "2026-11-20"];

async function expectReadableHistory(): Promise<void> {
  const history = await openHistory(await loadProject(root), (message) => expect.fail(message));
  expect(history.runs(1)).toHaveLength(1);
  history.close();
}

describe.runIf(process.platform !== "win32")("a run that may write no more", () => {
  test("of an output: exit 40 with what to do, nothing half written, and the same command makes the rest", async () => {
    await pipewright(root, ["plan", ...MONTH.slice(1)]); // the bundle is no file of this size's
    // In blocks of 1,024 bytes. Node ignores SIGXFSZ, so that the write fails.
    const full = limited("ulimit -f 300", MONTH);
    expect(full.status).toBe(40);
    expect(full.stderr).toMatch(/The disk is full: .*run the same command again/);
    expect(full.stderr).not.toContain("bug in Pipewright");
    expect(full.stdout).toMatch(/\d+ failed: Day/);
    expect(days()).toEqual([]);
    await expectReadableHistory();
    expect((await pipewright(root, MONTH)).exitCode).toBe(0);
    expect(days()).toHaveLength(20);
    expectWhole();
  });

  test("of a log: exit 40, though the task itself sees nothing of it", async () => {
    await pipewright(root, ["plan", ...MONTH.slice(1)]);
    const full = limited("ulimit -f 300", MONTH, { LOUD: "1", SIZE: "5" });
    expect(full.status).toBe(40);
    expect(full.stderr).toContain("The disk is full");
    expect(full.stdout).toContain("The log could not be written");
    expectWhole([5]);
  });

  test("of the history: exit 40 with what to do, and nothing lost that was made", async () => {
    await pipewright(root, ["run", "Day", "--date", "2026-11-01"], { SIZE: "5" });
    const before = statSync(path.join(root, ".pipewright/history.db")).size;
    const many = ["backfill", "Day", "--from", "2020-01-01", "--to", "2026-10-31"];
    await pipewright(root, ["plan", ...many.slice(1)]);
    const full = limited(`ulimit -f ${Math.ceil(before / 1024) + 200}`, many, { SIZE: "5" });
    expect(full.status).toBe(40);
    expect(full.stderr).toMatch(/The history could not be (?:read or )?written: .*run the same command again/);
    for (const name of days()) expect(statSync(path.join(root, "days", name)).size).toBe(5);
    await expectReadableHistory();
  });
});

/** A file system of our own needs root, or a kernel that lets everybody have a namespace. */
const CAN_MOUNT =
  spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs none /mnt"], { encoding: "utf8" }).status === 0;

test.runIf(CAN_MOUNT)("on a disk that fills up: exit 40, outputs whole or absent, and with more room the rest", () => {
  const call = [process.execPath, CLI, ...MONTH].join(" ");
  const script = [
    "disk=$PWD && mkdir -p tmp && mv tasks pipewright.config.json tmp && kept=$PWD/tmp",
    'mount -t tmpfs -o size=4m none "$disk/days" && cp -r tmp/* days && cd days',
    `${call} > out.txt 2> /dev/shm/$$; echo "exit $?"; cat /dev/shm/$$; rm /dev/shm/$$`,
    "find days -type f -printf 'first %f %s\\n'",
    'mount -o remount,size=50m "$disk/days"',
    `${call} > out.txt; echo "again $?"`,
    "find days -type f -printf 'second %f %s\\n'",
  ];
  const { stdout } = spawnSync("unshare", ["-rm", "bash", "-c", script.join("\n")], { cwd: root, encoding: "utf8" });
  expect(stdout).toMatch(/^exit 40$/m);
  // The history may be the first to need room, or an output.
  expect(stdout).toMatch(/[Tt]he disk is full.*run the same command again/);
  expect(stdout).not.toContain("bug in Pipewright");
  expect(stdout).toMatch(/^again 0$/m);
  const made = (when: string) => [...stdout.matchAll(new RegExp(`^${when} (\\S+) (\\d+)$`, "gm"))];
  expect(made("first").length).toBeGreaterThan(0);
  expect(made("second")).toHaveLength(20);
  for (const [, name, size] of [...made("first"), ...made("second")])
    expect([/^2026-11-\d\d\.bin$/.test(name as string), Number(size)]).toEqual([true, SIZE]);
});

describe("what is told of a full disk", () => {
  test("the history that may not grow says so, and what is written after there is room is whole", () => {
    const database = new DatabaseSync(path.join(root, "history.db"));
    database.exec(MIGRATIONS.join(""));
    const { page_count: pages } = database.prepare("PRAGMA page_count").get() as { page_count: number };
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const history = new History(database);
    const tasks = Array.from({ length: 200 }, (_, index) => planTask(`Load ${index}`));
    for (const [index, task] of tasks.entries())
      for (const event of new RunEvents(index).ofOne(task, "failed")) history.record(event);
    const thrown = (() => {
      try {
        history.flush();
      } catch (error) {
        return error;
      }
    })();
    expect(fullDisk(thrown)).toContain("the history could not be written");
    database.exec("PRAGMA max_page_count = 100000");
    history.flush();
    expect(history.runs(1000)).toHaveLength(200);
    history.close();
  });

  test.runIf(existsSync("/dev/full"))("a log tells at its end what was lost, and lets the task go on", () => {
    const log = new AttemptLog("/dev/full");
    expect(log.trouble).toBeUndefined();
    log.line("Loading.");
    expect(fullDisk(log.trouble)).toContain("no space is left");
    log.close();
  });

  test("a log whose folder can not be made tells that too", () => {
    const file = path.join(root, "tasks", "tasks.ts");
    const log = new AttemptLog(path.join(file, "logs", "1.log"));
    log.line("Loading.");
    log.close();
    expect(log.trouble?.message).toContain("ENOTDIR");
    expect(fullDisk(log.trouble)).toBeUndefined();
    expect(readFileSync(file, "utf8")).toBe(TASKS);
  });

  test("any other error is none", () => {
    for (const error of [new Error("It broke."), { code: "ENOENT" }, { errcode: 5 }, undefined, "text"])
      expect(fullDisk(error)).toBeUndefined();
  });
});
