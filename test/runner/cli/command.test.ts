import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunFinished } from "../../../src/protocol/run-event.ts";
import { interrupt, lines, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { DateParameter, ExternalTask, IntParameter, LocalTarget, StringParameter, Task } from "pipewright";

export class Raw extends ExternalTask.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`raw/\${this.date}.txt\`);
  }
}
export class FromRaw extends Task.with({ date: DateParameter() }) {
  requires() {
    return new Raw({ date: this.date });
  }
  output() {
    return new LocalTarget(\`from-raw/\${this.date}.txt\`);
  }
  async run() {
    await this.output().write(await this.input().read());
  }
}
export class Dump extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`dump/\${this.date}.txt\`);
  }
  async run() {
    this.log(\`Dumping \${this.date}.\`);
    if (process.env.FAIL === String(this.date)) throw new Error("The database is away.");
    await this.output().write("dumped");
  }
}
export class Load extends Task.with({
  date: DateParameter(),
  batchSize: IntParameter({ default: 500 }),
  note: StringParameter({ default: "none" }),
}) {
  requires() {
    return new Dump({ date: this.date });
  }
  output() {
    return new LocalTarget(\`load/\${this.date}.txt\`);
  }
  async run() {
    await this.output().write(\`\${this.batchSize} <\${this.note}>\`);
  }
}
export class Loop extends Task.with({ n: IntParameter() }) {
  requires(): Loop {
    return new Loop({ n: 1 - this.n });
  }
  output() {
    return new LocalTarget(\`loop/\${this.n}.txt\`);
  }
}
export class Patient extends Task.with({ n: IntParameter() }) {
  output() {
    return new LocalTarget(\`patient/\${this.n}.txt\`);
  }
  async run() {
    this.signal.throwIfAborted();
    await new Promise((_, reject) => this.signal.addEventListener("abort", () => reject(this.signal.reason)));
  }
}
export class Patients extends Task.with({}) {
  requires() {
    return [new Patient({ n: 1 }), new Patient({ n: 2 }), new Patient({ n: 3 })];
  }
  output() {
    return new LocalTarget("patients.txt");
  }
}
`;

const folder = temporaryFolders();
let root: string;
beforeEach(() => {
  root = folder();
  writeProject(root, TASKS);
});

const call = (...args: string[]) => pipewright(root, args);
const made = (file: string) => existsSync(path.join(root, file));
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

describe("15, 27. pipewright run", () => {
  test("makes what is missing and exits 0, and the same again runs nothing and exits 0", async () => {
    const first = await call("run", "Load", "--date", "2026-11-20", "--batch-size", "7", "--note", "");
    expect(first).toMatchObject({ exitCode: 0, stderr: "" });
    expect(first.stdout).toContain("2 ran: Dump(date=2026-11-20), Load(date=2026-11-20, batchSize=7, note=)");
    expect(read("load/2026-11-20.txt")).toBe("7 <>");
    const second = await call("run", "Load", "--date", "2026-11-20", "--batch-size", "7", "--note", "");
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toContain("Nothing to do: every output exists.");
  });

  test("prints the contract's lines on standard output with --json, and to people on standard error", async () => {
    const { exitCode, stdout, stderr } = await call("run", "Load", "--date", "2026-11-20", "--json");
    expect(exitCode).toBe(0);
    const events = lines(stdout);
    for (const event of events) expect(event.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(events[0]).toMatchObject({ event: "runStarted", command: "run", family: "Load" });
    const finished = events.at(-1) as RunFinished;
    expect(finished).toMatchObject({ event: "runFinished", status: "success", runId: expect.any(String) });
    expect(finished.tasks).toEqual([
      {
        taskId: expect.stringMatching(/^Dump_2026-11-20_[0-9a-f]{10}$/),
        family: "Dump",
        params: { date: "2026-11-20" },
        status: "ran",
        attempts: 1,
        durationMs: expect.any(Number),
      },
      expect.objectContaining({ family: "Load", status: "ran" }),
    ]);
    expect(stderr).toContain("2 ran: ");
  });

  test("exits 20 when a task failed: with its message, its line, its log and what to do; failures lists it until it ran", async () => {
    const failed = await pipewright(root, ["run", "Load", "--date", "2026-11-20"], { FAIL: "2026-11-20" });
    expect(failed.exitCode).toBe(20);
    const line = TASKS.split("\n").findIndex((text) => text.includes("throw new Error")) + 1;
    const place = `at ${path.join("tasks", "tasks.ts")}:${line}:`;
    for (const part of [
      "Dump(date=2026-11-20) failed: The database is away.",
      place,
      "1 pending, since something it needs failed",
    ])
      expect(failed.stdout).toContain(part);
    const [, log = ""] = /log (\.pipewright\/logs\/\S+)/.exec(failed.stdout) ?? [];
    expect(read(log)).toContain("Dumping 2026-11-20.");
    const [, logs = ""] = /See `pipewright (logs \S+)`/.exec(failed.stdout) ?? [];
    expect((await call(...logs.split(" "))).stdout).toContain("The database is away.");

    const listed = await call("failures");
    for (const part of ["failed Dump(date=2026-11-20)", "The database is away.", place, log])
      expect(listed.stdout).toContain(part);
    expect(lines((await call("failures", "--json")).stdout)).toMatchObject([
      { event: "failure", family: "Dump", error: { location: { file: path.join(root, "tasks", "tasks.ts"), line } } },
    ]);
    expect((await call("run", "Load", "--date", "2026-11-20")).exitCode).toBe(0);
    expect((await call("failures")).stdout).toBe("No task stands as failed.\n");
  });

  test("exits 10 while an external input is missing", async () => {
    const { exitCode, stdout } = await call("run", "FromRaw", "--date", "2026-11-20");
    expect(exitCode).toBe(10);
    expect(stdout).toContain("1 missing from outside: Raw(date=2026-11-20)");
    expect(stdout).toContain("1 pending, since something it needs is missing from outside: FromRaw(date=2026-11-20)");
  });

  test("exits 35 when tasks require each other", async () => {
    const { exitCode, stdout } = await call("run", "Loop", "--n", "0");
    expect(exitCode).toBe(35);
    expect(stdout).toContain("A cycle: Loop(");
  });
});

describe("23, 27. what is wrong or only asked for", () => {
  const shared = mkdtempSync(path.join(os.tmpdir(), "pipewright-"));
  beforeAll(() => writeProject(shared, TASKS));
  beforeEach(() => void (root = shared));
  afterAll(() => rmSync(shared, { recursive: true, force: true, maxRetries: 5 }));

  test.each([
    ["an unknown command", ["rnu"], "(Did you mean run?)"],
    ["a misspelt task", ["run", "Laod", "--date", "2026-11-20"], "There is no task Laod. Did you mean Load?"],
    ["no task", ["run"], "Which task? run needs the name of a task class"],
    ["a misspelt parameter", ["run", "Load", "--dat", "2026-11-20"], "(Did you mean --date?)"],
    ["a wrong value", ["run", "Load", "--date", "2026-13-01"], 'parameter "date": "2026-13-01" is not a date'],
    ["a missing value", ["run", "Load"], 'Load needs a value for its parameter "date"'],
    ["no worker", ["run", "Load", "--date", "2026-11-20", "--workers", "0"], "Expected a whole number from 1."],
    ["half a range", ["backfill", "Load", "--from", "2026-11-20"], "A range has two ends: give --to as well."],
    ["no range", ["backfill", "Load"], "A backfill needs a range"],
    ["a folder that is not there", ["status", "--cwd", "nowhere"], "There is no folder"],
    ["a folder without a name", ["status", "--cwd", ""], "has an empty name"],
  ])("exits 2 for %s, in one or two lines", async (_what, args, message) => {
    const { exitCode, stdout, stderr } = await call(...args);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(made("dump")).toBe(false);
  });

  test("shows a task's parameters with --help", async () => {
    const { exitCode, stdout } = await call("run", "Load", "--help");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--batch-size <int> +a whole number like 500; default: 500/);
    expect((await call("run", "--help")).stdout).toContain("$ pipewright run SalesReport --date 2026-11-20");
  });
});

describe("13. a run that somebody stops", () => {
  const ways = {
    "Ctrl+C": (command) => void command.kill("SIGINT"),
    SIGTERM: (command) => void command.kill("SIGTERM"),
    "a message": (command) => void command.send({ type: "cancel" }),
    "the end of who started it": (command) => command.disconnect(),
  } satisfies Record<string, Parameters<typeof interrupt>[2]>;

  test.each(Object.entries(ways))("by %s exits 130, and its tasks are cancelled", async (_way, act) => {
    const { exitCode, finished } = await interrupt(root, ["run", "Patients", "--workers", "1"], act);
    expect(exitCode).toBe(130);
    expect(finished).toMatchObject({ event: "runFinished", status: "cancelled" });
    expect(finished.tasks.map(({ status }) => status)).toEqual(["cancelled", "cancelled", "cancelled", "cancelled"]);
    expect(lines((await call("history", "--json")).stdout)).toMatchObject([
      { event: "run", status: "cancelled", counts: { cancelled: 4 } },
    ]);
  });
});

describe("19, 20. pipewright backfill", () => {
  const WEEK = ["backfill", "Dump", "--from", "2026-11-14", "--to", "2026-11-20"];

  test("says which values and how many before it runs them, both ends included", async () => {
    const { exitCode, stdout } = await call(...WEEK);
    expect(exitCode).toBe(0);
    expect(stdout.startsWith("Dump over 7 values of date: 2026-11-14…2026-11-20\n7 tasks to run, 0 complete.")).toBe(
      true,
    );
    expect(stdout).toContain("7 ran: Dump(date=2026-11-14…2026-11-20)");
  });

  test("takes the newest first, so many, and says how many are left", async () => {
    const { exitCode, stdout } = await call(...WEEK, "--reverse", "--limit", "2");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("5 incomplete values of date left for another time by --limit.");
    expect(stdout).toContain("2 ran: Dump(date=2026-11-19…2026-11-20)");
  });

  test("runs nothing with --dry-run", async () => {
    const { exitCode, stdout } = await call(...WEEK, "--dry-run");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^run +Dump\(date=2026-11-14\) dump\/2026-11-14\.txt does not exist$/m);
    expect(made("dump")).toBe(false);
    expect((await call("history")).stdout).toContain("Nothing ran here yet.");
  });
});

describe("28. what the command tells without running anything", () => {
  test("plan --json is the contract's object", async () => {
    const { exitCode, stdout } = await call("plan", "Load", "--date", "2026-11-20", "--json");
    expect(exitCode).toBe(0);
    const { tasks, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({});
    const dump = {
      taskId: expect.any(String),
      family: "Dump",
      params: { date: "2026-11-20" },
      action: "run",
      reason: "dump/2026-11-20.txt does not exist",
      requires: [],
    };
    expect(tasks).toEqual([dump, expect.objectContaining({ family: "Load", requires: [tasks[0].taskId] })]);
    expect(made("dump")).toBe(false);
  });

  test("status and history tell of past runs, for people and as lines", async () => {
    await call("run", "Load", "--date", "2026-11-20");
    expect((await call("status")).stdout).toMatch(/^Dump +ran +.* 1 ran$/m);
    expect(lines((await call("status", "--json")).stdout)).toMatchObject([
      { event: "familyStatus", family: "Dump", last: { status: "ran" }, counts: { ran: 1 } },
      { event: "familyStatus", family: "Load", last: { status: "ran" }, counts: { ran: 1 } },
    ]);
    expect((await call("history")).stdout).toMatch(/success +run Load date=2026-11-20 .*; 2 ran$/m);
    expect(lines((await call("history", "--json")).stdout)).toMatchObject([
      { event: "run", command: "run", family: "Load", status: "success", counts: { ran: 2 } },
    ]);
  });

  test("history of a class tells how each of its tasks ran, the latest first, and nothing of another class", async () => {
    await call("run", "Load", "--date", "2026-11-20");
    expect(lines((await call("history", "Load", "--json")).stdout)).toMatchObject([
      { event: "taskRun", family: "Load", params: { date: "2026-11-20" }, status: "ran" },
    ]);
    expect((await call("history", "Load")).stdout).toMatch(/ran +Load\(date=2026-11-20, .*\) .*, \d/);
    const { exitCode, stderr } = await call("history", "Laod");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("No task of Laod ran here.");
    expect((await call("history", "Load", "Dump")).exitCode).toBe(2);
  });

  test("status, history, failures and logs leave no trace where nothing ran", async () => {
    for (const args of [["status"], ["history"], ["failures"], ["logs", "Load"]]) await call(...args);
    expect(readdirSync(root).toSorted()).toEqual(["pipewright.config.json", "tasks"]);
  });

  test("logs prints the log of a run, of a class's last task, or of one task", async () => {
    await call("backfill", "Dump", "--from", "2026-11-19", "--to", "2026-11-20", "--workers", "1");
    const [run] = lines<{ runId: string }>((await call("history", "--json")).stdout);
    const ofRun = (await call("logs", run?.runId ?? "")).stdout;
    expect(ofRun).toMatch(/Dumping 2026-11-19\.[\s\S]*Dumping 2026-11-20\./);
    expect((await call("logs", "Dump")).stdout).toMatch(/^(?![\s\S]*2026-11-19)[\s\S]*Dumping 2026-11-20\./);
    expect((await call("logs", "Dump", "--date", "2026-11-19")).stdout).toContain("Dumping 2026-11-19.");
    expect(lines((await call("logs", "Dump", "--json")).stdout)).toMatchObject([
      { event: "log", family: "Dump", text: expect.stringContaining("Dumping 2026-11-20.") },
    ]);
    expect(await call("logs", "Nothing")).toMatchObject({ exitCode: 2, stdout: "" });
  });

  test("graph prints each format, and check exits 1 only where there is an error", async () => {
    const graph = JSON.parse((await call("graph", "--format", "json")).stdout);
    expect(graph.edges).toContainEqual(expect.objectContaining({ from: "Load", to: "Dump", kind: "requires" }));
    expect((await call("graph", "--format", "dot")).stdout).toMatch(/^digraph /);
    expect(await call("graph", "--format", "png")).toMatchObject({ exitCode: 2, stdout: "" });
    writeFileSync(path.join(root, "tasks", "tasks.ts"), TASKS.replace(/export class Loop[\s\S]*?\n}\n/, ""));
    expect((await call("check")).exitCode).toBe(0);
    writeFileSync(path.join(root, "tasks", "tasks.ts"), TASKS.replace("new Raw(", "new Rwa("));
    const { exitCode, stdout } = await call("check");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/tasks\/tasks\.ts:\d+:\d+ .*Rwa/);
  });

  test("the project's folder is given before or behind the command", async () => {
    const elsewhere = folder();
    for (const args of [
      ["--cwd", root, "plan", "Dump", "--date", "2026-11-20"],
      ["plan", "Dump", "--date", "2026-11-20", "--cwd", path.join(root, "tasks")],
    ])
      expect(await pipewright(elsewhere, args)).toMatchObject({ exitCode: 0, stderr: "" });
  });
});
