// What the runner promises while it runs, by the numbers of its semantics, with real workers that are really killed.
import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { RunFinished, TaskResult } from "../../../src/protocol/run-event.ts";
import { interrupt, lines, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

/** What a program is called with that a task starts, so that it can be told from other programs of this name. */
const ABANDONED = `1235.${process.pid}`;

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
/** Dies, or waits for it, while a program that it started goes on. */
export class Abandons extends Step {
  async run() {
    (await import("node:child_process")).spawn("sleep", ["${ABANDONED}"], { stdio: "ignore" });
    writeFileSync("busy", String(process.pid));
    if (this.name === "dies") process.kill(process.pid, "SIGKILL");
    await new Promise(() => setInterval(() => {}, 1000));
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
export class Both extends WrapperTask {
  requires() {
    return [new Patient(), new Source()] as const;
  }
}
export class NeverTried extends Step {
  requires() {
    return new Patient();
  }
}
/** Asks for more work while it runs: its input tells which. */
export class Fan extends Step.with({ parts: StringParameter({ default: "a,b" }) }) {
  requires() {
    return new Source();
  }
  async *run() {
    appendFileSync("fan", "started ");
    const parts = yield this.parts.split(",").map((name) => new Part({ name }));
    const again = yield { more: new Part({ name: "c" }), source: new Source() };
    appendFileSync("fan", "went on ");
    await this.output().write([...parts, again.more].map((target) => target.path).join());
  }
}
export class Part extends Step {
  retries = 1;
  retryDelay = 0;
  requires() {
    return this.name === "bad" ? [new Forgetful()] : [];
  }
  async run() {
    appendFileSync("part-" + this.name, "x");
    if (this.name === "exit" && readFileSync("part-exit", "utf8") === "x") process.exit(3);
    await super.run();
  }
}
export class Back extends Step {
  requires() {
    return new Ouroboros();
  }
}
export class Ouroboros extends Step {
  async *run() {
    yield new Back();
  }
}
export class AfterFan extends Step {
  requires() {
    return new Fan({ parts: "a,bad" });
  }
}

export class Counted extends Step {
  async run() {
    appendFileSync("counted", "x");
    await new Promise((resolve) => setTimeout(resolve, 1500)); // long enough for the others to come
    await super.run();
  }
}
export class Wrong extends Step {
  retries = -1;
}
export class HalfWay extends Step {
  async run() {
    const stream = this.output().createWriteStream();
    await new Promise((resolve) => stream.write("half", resolve));
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

describe("10: a worker that dies", () => {
  test("takes along the programs that it had started", async () => {
    expect((await run("Abandons", "--name", "dies")).exitCode).toBe(20);
    await vi.waitFor(() => expect(processesNamed(`sleep\0${ABANDONED}`)).toEqual([]));
  });

  test("together with its runner leaves them to whoever comes next, who ends them", async () => {
    await interrupt(folder, ["run", "Abandons"], (command) => {
      void vi
        .waitUntil(() => existsSync(file("busy")), { timeout: 20_000 })
        .then(() => {
          const worker = Number(readFileSync(file("busy"), "utf8"));
          process.kill(command.pid as number, "SIGSTOP"); // or it would see the worker die
          process.kill(worker, "SIGKILL");
          process.kill(command.pid as number, "SIGKILL");
        });
    });
    expect(processesNamed(`sleep\0${ABANDONED}`)).toHaveLength(1);
    await pipewright(folder, ["status"]);
    await vi.waitFor(() => expect(processesNamed(`sleep\0${ABANDONED}`)).toEqual([]));
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

describe("11: a task that asks for more while it runs", () => {
  test("goes on where it stood, with the outputs in the shape that it asked in, and a pool of one does not lock up", async () => {
    const { exitCode, finished, result } = await run("Fan", "--workers", "1");
    expect(exitCode).toBe(0);
    expect(finished.tasks.map(({ family, params, status }) => `${family}${params.name} ${status}`)).toEqual([
      "Source ran",
      "Fan ran",
      "Parta ran",
      "Partb ran",
      "Partc ran",
    ]);
    expect(readFileSync(file("out/Fan"), "utf8")).toBe("out/Parta,out/Partb,out/Partc");
    expect(readFileSync(file("fan"), "utf8")).toBe("started went on ");
    expect(result("Fan").attempts).toBe(1);
  });

  test("runs nothing of it again when it is complete", async () => {
    await run("Fan");
    const { finished } = await run("Fan");
    expect(finished.tasks.map(({ status }) => status)).toEqual(["alreadyComplete"]);
  });

  test("stays pending when what it asked for fails, as does what needs it", async () => {
    const { exitCode, result } = await run("AfterFan");
    expect(exitCode).toBe(20);
    expect(result("Forgetful").status).toBe("failed");
    expect(result("Fan")).toMatchObject({ status: "pending", blockedBy: ["failed"], attempts: 1 });
    expect(result("AfterFan")).toMatchObject({ status: "pending", blockedBy: ["failed"], attempts: 0 });
  });

  test("has failed when it asks for what needs it back", async () => {
    const { exitCode, result } = await run("Ouroboros");
    expect(exitCode).toBe(20);
    expect(result("Ouroboros").error?.message).toMatch(/needs this one back/);
    expect(result("Back").status).toBe("pending");
  });

  test("starts over when its process dies meanwhile", async () => {
    const { exitCode, finished, result } = await run("Fan", "--parts", "exit", "--workers", "1");
    expect(exitCode).toBe(0);
    expect(result("Fan").attempts).toBe(2);
    expect(readFileSync(file("fan"), "utf8")).toBe("started started went on ");
    expect(finished.tasks.find(({ params }) => params.name === "exit")).toMatchObject({ status: "ran", attempts: 2 });
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
  /** Not before the task itself is at work: until then its worker stops it. */
  const cancelWhenBusy = (command: ChildProcess) =>
    void vi.waitUntil(() => existsSync(file("busy")), { timeout: 20_000 }).then(() => command.kill("SIGTERM"));

  test("tells the running task, starts nothing more, and exits 130", async () => {
    const { exitCode, finished } = await interrupt(folder, ["run", "NeverTried"], cancelWhenBusy);
    expect(exitCode).toBe(130);
    expect(finished.status).toBe("cancelled");
    expect(finished.tasks.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
  });

  test("ends a task that listens to nothing, and the programs that it started", async () => {
    const { exitCode } = await interrupt(folder, ["run", "Busy"], cancelWhenBusy);
    expect(exitCode).toBe(130);
    expect(isAlive(Number(readFileSync(file("busy"), "utf8")))).toBe(false);
    expect(processesNamed("sleep\u00001234")).toEqual([]);
  });
});

describe("16: two runs at the same time", () => {
  test("make a task once: one runs it, the other waits and takes its result", async () => {
    const outcomes = await Promise.all([run("Counted"), run("Counted"), run("Counted")]);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(readFileSync(file("counted"), "utf8")).toBe("x");
    const statuses = outcomes.map(({ result }) => result("Counted").status).sort();
    expect(statuses).toEqual(["alreadyComplete", "alreadyComplete", "ran"]);
  });

  test("with --no-wait the other gives up and exits 25", async () => {
    const first = interrupt(folder, ["run", "NeverTried"], (command) => {
      void vi.waitUntil(() => existsSync(file("second")), { timeout: 20_000 }).then(() => command.kill("SIGTERM"));
    });
    await vi.waitUntil(() => existsSync(file("busy")), { timeout: 20_000 });
    const { exitCode, result } = await run("Both", "--no-wait", "--workers", "1");
    writeFileSync(file("second"), "");
    expect(exitCode).toBe(25);
    expect(result("Patient").status).toBe("runElsewhere");
    expect(result("Source").status).toBe("ran");
    expect(result("Both")).toMatchObject({ status: "pending", blockedBy: ["runElsewhere"] });
    expect((await first).exitCode).toBe(130);
  });

  test("a runner that was killed holds nothing", async () => {
    const first = interrupt(folder, ["run", "Patient"], (command) => {
      void vi.waitUntil(() => existsSync(file("busy")), { timeout: 20_000 }).then(() => command.kill("SIGKILL"));
    });
    await first;
    rmSync(file("busy"));
    const second = await interrupt(folder, ["run", "Patient"], (command) => {
      void vi.waitUntil(() => existsSync(file("busy")), { timeout: 20_000 }).then(() => command.kill("SIGTERM"));
    });
    expect(second.exitCode).toBe(130); // it got to run it
  });
});

describe("a runner that was killed", () => {
  test("leaves no worker that goes on: whoever comes next ends it before anything else", async () => {
    await interrupt(folder, ["run", "Busy"], (command) => {
      void vi
        .waitUntil(() => existsSync(file("busy")), { timeout: 20_000 })
        .then(() => {
          process.kill(Number(readFileSync(file("busy"), "utf8")), "SIGSTOP"); // it can not see that its runner is gone
          command.kill("SIGKILL");
        });
    });
    const worker = Number(readFileSync(file("busy"), "utf8"));
    expect(isAlive(worker)).toBe(true);
    await pipewright(folder, ["status"]);
    expect(isAlive(worker)).toBe(false);
    expect(processesNamed("sleep\u00001234")).toEqual([]);
  });
});

describe("18: a process that died while it wrote", () => {
  test("leaves neither half an output nor a temporary file", async () => {
    const { exitCode } = await run("HalfWay");
    expect(exitCode).toBe(20);
    expect(existsSync(file("busy"))).toBe(true); // it had begun to write
    expect(readdirSync(file("out"))).toEqual([]);
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
