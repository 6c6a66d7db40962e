// What the runner promises while it runs, by the numbers of its semantics, with real workers that are really killed.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { RunFinished, TaskResult } from "../../../src/protocol/run-event.ts";
import { interrupt, lines, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { LocalTarget, StringParameter, Task, WrapperTask } from "pipewright";

class Step extends Task.with({ name: StringParameter({ default: "" }) }) {
  output() {
    return new LocalTarget(\`out/\${this.family}\${this.name}\`);
  }
  async run(): Promise<void> {
    await this.output().write("made");
  }
}

export class Source extends Step {}

export class LosesItsInput extends Step {
  requires() {
    return new Source();
  }
}
export class Thief extends Step {
  priority = 5;
  requires() {
    return new Source();
  }
  async run() {
    rmSync("out/Source");
    await super.run();
  }
}
export class Theft extends WrapperTask {
  requires() {
    return [new Thief(), new LosesItsInput()] as const;
  }
}

export class Forgetful extends Step {
  async run() {}
}

/** Fails so many times, and counts its attempts in a file. */
export class Flaky extends Step.with({ failures: StringParameter() }) {
  retries = 2;
  retryDelay = 0.01;
  async run() {
    appendFileSync("attempts", "x");
    this.log("attempt");
    if (readFileSync("attempts", "utf8").length <= Number(this.failures)) throw new Error("not yet");
    await super.run();
  }
}

export class Dies extends Step {
  async run() {
    if (this.name === "exit") process.exit(7);
    if (this.name === "signal") process.kill(process.pid, "SIGKILL");
    if (this.name === "native") process.abort();
  }
}
export class After extends Step {
  requires() {
    return [new Dies({ name: "exit" }), new Dies({ name: "signal" })];
  }
}
export class Beside extends WrapperTask {
  requires() {
    return { after: new After(), source: new Source(), flaky: new Flaky({ failures: "0" }) };
  }
}

export class Slow extends Step {
  timeout = 0.2;
  async run() {
    await new Promise((resolve, reject) => {
      setTimeout(resolve, 60_000);
      this.signal.addEventListener("abort", () => reject(this.signal.reason));
    });
  }
}
export class Busy extends Step {
  async run() {
    (await import("node:child_process")).spawn("sleep", ["1234"], { stdio: "ignore" });
    writeFileSync("busy", String(process.pid));
    for (;;) Math.sqrt(2);
  }
}
export class Patient extends Step {
  async run() {
    writeFileSync("busy", String(process.pid));
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
    throw new Error("stopped");
  }
}
export class NeverTried extends Step {
  requires() {
    return new Patient();
  }
}
export class Wrong extends Step {
  retries = -1;
}
export class HalfWay extends Step {
  async run() {
    const stream = this.output().createWriteStream();
    stream.write("half");
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync("busy", String(process.pid));
    process.kill(process.pid, "SIGKILL");
  }
}
`;

const folders = temporaryFolders();
let folder: string;

beforeEach(() => {
  folder = folders();
  writeProject(folder, TASKS);
});

const file = (...name: string[]) => path.join(folder, ...name);

async function run(...args: string[]) {
  const { exitCode, stdout, stderr } = await pipewright(folder, ["run", ...args, "--json"]);
  const events = lines(stdout);
  const finished = events.at(-1) as RunFinished;
  const result = (family: string) => finished.tasks.find((task) => task.family === family) as TaskResult;
  return { exitCode, events, finished, result, stderr };
}

describe("around run()", () => {
  test("6: a requirement that vanished fails the task, with the target that is missing", async () => {
    const { exitCode, result } = await run("Theft", "--workers", "1");
    expect(exitCode).toBe(20);
    expect(result("LosesItsInput").error?.message).toBe(
      "Unfulfilled requirement at run time:\n  Source(name=): out/Source",
    );
    expect(existsSync(file("out/LosesItsInput"))).toBe(false);
  });

  test("7: a run() that ends without its output has failed, with the path", async () => {
    const { exitCode, result } = await run("Forgetful");
    expect(exitCode).toBe(20);
    expect(result("Forgetful").error?.message).toBe("run() ended but these outputs do not exist: out/Forgetful.");
  });

  test("8 and 10: a worker that dies fails its attempt with its exit code or signal, and the run goes on with fresh ones", async () => {
    const { exitCode, finished, result } = await run("Beside", "--workers", "1");
    expect(exitCode).toBe(20);
    const died = finished.tasks.filter(({ family }) => family === "Dies").map(({ error }) => error?.message);
    expect(died).toEqual(["The worker process ended with exit code 7.", "The worker process was ended by SIGKILL."]);
    expect(result("After")).toMatchObject({ status: "pending", blockedBy: ["failed"] });
    expect(result("Source").status).toBe("ran");
    expect(result("Flaky").status).toBe("ran");
  });
});

describe("9: retries", () => {
  test("give a failed task more attempts in the same run, each with its own log", async () => {
    const { exitCode, events, result } = await run("Flaky", "--failures", "2");
    expect(exitCode).toBe(0);
    expect(result("Flaky")).toMatchObject({ status: "ran", attempts: 3 });
    expect(events.filter(({ event }) => event === "attemptFailed")).toHaveLength(2);
    const logs = events.flatMap((event) => (event.event === "taskStarted" ? [event.log] : []));
    expect(logs).toHaveLength(3);
    for (const log of logs) expect(readFileSync(file(log), "utf8")).toMatch(/ attempt\n/);
  });

  test("end with the last error", async () => {
    const { exitCode, result } = await run("Flaky", "--failures", "9");
    expect(exitCode).toBe(20);
    expect(result("Flaky")).toMatchObject({ status: "failed", attempts: 3, error: { message: "not yet" } });
  });

  test("that make no sense are a schedulingError that says so", async () => {
    const { exitCode, result } = await run("Wrong");
    expect(exitCode).toBe(35);
    expect(result("Wrong").error?.message).toBe("retries is -1; expected a whole number from 0.");
  });
});

describe("9: a timeout", () => {
  test("aborts the task's signal, and says what ended it", async () => {
    const { exitCode, result } = await run("Slow");
    expect(exitCode).toBe(20);
    expect(result("Slow").error?.message).toBe("It took longer than its timeout of 0.2 s.");
  });
});

describe("13: a cancelled run", () => {
  test("tells the running task, starts nothing more, and exits 130", async () => {
    const { exitCode, finished } = await interrupt(folder, ["run", "NeverTried"], (command) => command.kill("SIGTERM"));
    expect(exitCode).toBe(130);
    expect(finished.status).toBe("cancelled");
    expect(finished.tasks.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
  });

  test("ends a task that listens to nothing, and the programs that it started", async () => {
    const { exitCode } = await interrupt(folder, ["run", "Busy"], (command) => command.kill("SIGTERM"));
    expect(exitCode).toBe(130);
    expect(isAlive(Number(readFileSync(file("busy"), "utf8")))).toBe(false);
    expect(processesNamed("sleep\u00001234")).toEqual([]);
  });
});

describe("18: a process that died while it wrote", () => {
  test("leaves no half output, and what it left is gone after the next run", async () => {
    await run("HalfWay");
    expect(readdirSync(file("out"))).toEqual([expect.stringMatching(/^\.HalfWay\.\d+\.[0-9a-f]+\.tmp$/)]);
    rmSync(file("busy"));
    await run("Source");
    await run("HalfWay");
    expect(readdirSync(file("out")).filter((name) => name.endsWith(".tmp"))).toHaveLength(1); // the second one's own
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function processesNamed(commandLine: string): string[] {
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, "utf8").startsWith(commandLine);
    } catch {
      return false;
    }
  });
}
