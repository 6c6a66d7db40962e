import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { beforeEach, describe, expect, test } from "vitest";
import type { RunEvent, RunFinished, TaskStarted } from "../../../src/protocol/run-event.ts";
import { lines, pipewright, start, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { DateParameter, LocalTarget, Task } from "pipewright";

export class Dump extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`dump/\${this.date}.txt\`);
  }
  async run() {
    await this.output().write(process.env.WORD ?? "dumped");
  }
}
export class Load extends Task.with({ date: DateParameter() }) {
  override retries = 2;
  override retryDelay = 0;
  override timeout = 0.5;
  requires() {
    return new Dump({ date: this.date });
  }
  output() {
    return new LocalTarget(\`load/\${this.date}.txt\`);
  }
  async run() {
    const text = await this.input().read();
    debugger;
    if (process.env.FAIL) throw new Error("The server is away.");
    await this.output().write(\`\${text} \${process.env.WORD}\`);
  }
}
`;

const newFolder = temporaryFolders();
const DATE = ["--date", "2026-11-20"];
let folder: string;

beforeEach(() => {
  folder = newFolder();
  writeProject(folder, TASKS);
});

const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
const finished = (stdout: string) => lines(stdout).at(-1) as RunFinished;
const statuses = (run: RunFinished) => Object.fromEntries(run.tasks.map(({ family, status }) => [family, status]));

describe("a run with --force", () => {
  test("makes what was asked for again, and leaves what that requires", async () => {
    await pipewright(folder, ["run", "Load", ...DATE], { WORD: "once" });
    const said = await pipewright(folder, ["run", "Load", ...DATE, "--force", "--json"], { WORD: "twice" });
    expect(statuses(finished(said.stdout))).toEqual({ Dump: "alreadyComplete", Load: "ran" });
    expect(read("load/2026-11-20.txt")).toBe("once twice");
  });

  test("is planned as such", async () => {
    await pipewright(folder, ["run", "Dump", ...DATE]);
    const said = await pipewright(folder, ["plan", "Dump", ...DATE, "--force"]);
    expect(said.stdout).toMatch(/run .*Dump\(date=2026-11-20\).*asked for again/);
  });

  test("makes every date of a backfill again", async () => {
    const range = ["--from", "2026-11-19", "--to", "2026-11-20"];
    await pipewright(folder, ["backfill", "Dump", ...range], { WORD: "once" });
    await pipewright(folder, ["backfill", "Dump", ...range, "--force"], { WORD: "twice" });
    expect([read("dump/2026-11-19.txt"), read("dump/2026-11-20.txt")]).toEqual(["twice", "twice"]);
  });
});

describe("a run with --no-upstream", () => {
  test("runs nothing when something that the task requires is missing, and says what", async () => {
    const { exitCode, stderr } = await pipewright(folder, ["run", "Load", ...DATE, "--no-upstream"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Load(date=2026-11-20) requires Dump(date=2026-11-20), which is not complete");
    expect(existsSync(path.join(folder, "dump"))).toBe(false);
  });

  test("runs the task when what it requires is there", async () => {
    await pipewright(folder, ["run", "Dump", ...DATE]);
    expect((await pipewright(folder, ["run", "Load", ...DATE, "--no-upstream"])).exitCode).toBe(0);
  });
});

describe("a run with --debug-port", () => {
  test("stops at a breakpoint for longer than the task's timeout, having made upstream without", async () => {
    const run = await debugged(async (debuggee) => {
      const { callFrames } = await debuggee.paused();
      const frame = callFrames[0]?.callFrameId;
      const value = await debuggee.ask("Debugger.evaluateOnCallFrame", {
        callFrameId: frame,
        expression: "`${this.date} ${text}`",
      });
      expect(value).toMatchObject({ result: { value: "2026-11-20 dumped" } });
      const stopped = Date.now();
      while (Date.now() < stopped + 800) await debuggee.ask("Runtime.evaluate", { expression: "1" });
      await debuggee.ask("Debugger.resume");
    });
    expect(run.started.map(({ taskId, debugPort }) => [taskId.split("_")[0], debugPort !== undefined])).toEqual([
      ["Dump", false],
      ["Load", true],
    ]);
    expect(statuses(run.finished)).toEqual({ Dump: "ran", Load: "ran" });
    const history = await pipewright(folder, ["history", "--json"]);
    expect(lines<object>(history.stdout)).toMatchObject([{ family: "Load", status: "success" }]);
  });

  test("fails at the first attempt, so that the debugger is not asked for again", async () => {
    const run = await debugged(
      async (debuggee) => {
        await debuggee.paused();
        await debuggee.ask("Debugger.resume");
      },
      { FAIL: "1" },
    );
    expect(run.started).toHaveLength(2);
    expect(run.finished.tasks.at(-1)).toMatchObject({ status: "failed", attempts: 1 });
  });
});

interface Paused {
  readonly callFrames: readonly { readonly callFrameId: string }[];
}

interface Debuggee {
  ask(method: string, params?: object): Promise<unknown>;
  paused(): Promise<Paused>;
}

/** Runs Load under a debugger, which is this function and `act`. */
async function debugged(
  act: (debuggee: Debuggee) => Promise<void>,
  env: NodeJS.ProcessEnv = {},
): Promise<{ started: TaskStarted[]; finished: RunFinished }> {
  const port = await freePort();
  const command = start(folder, ["run", "Load", ...DATE, "--debug-port", String(port), "--json"], undefined, env);
  const exited = once(command, "exit");
  const events: RunEvent[] = [];
  let acting: Promise<void> | undefined;
  for await (const line of createInterface({ input: command.stdout as NodeJS.ReadableStream })) {
    const event = JSON.parse(line) as RunEvent;
    events.push(event);
    if (event.event !== "taskStarted" || event.debugPort === undefined) continue;
    acting = attach(event.debugPort).then(act);
    acting.catch(() => command.kill());
  }
  await exited;
  await acting;
  return {
    started: events.filter((event) => event.event === "taskStarted"),
    finished: events.at(-1) as RunFinished,
  };
}

async function attach(port: number): Promise<Debuggee> {
  const address = await untilThere(async () => {
    const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      webSocketDebuggerUrl: string;
    }[];
    return target?.webSocketDebuggerUrl ?? "";
  });
  const socket = new WebSocket(address);
  await once(socket, "open");
  const pauses = Promise.withResolvers<Paused>();
  const answers = new Map<number, (answer: unknown) => void>();
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data)) as { id?: number; method?: string; params?: Paused; result?: unknown };
    if (message.method === "Debugger.paused") pauses.resolve(message.params as Paused);
    if (message.id !== undefined) answers.get(message.id)?.(message.result);
  });
  let id = 0;
  const ask = (method: string, params: object = {}) => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    answers.set(++id, resolve);
    socket.send(JSON.stringify({ id, method, params }));
    return promise;
  };
  await ask("Runtime.enable");
  await ask("Debugger.enable");
  await ask("Runtime.runIfWaitingForDebugger");
  return { ask, paused: () => pauses.promise };
}

/** The process was just started, and listens in a moment. */
async function untilThere<T>(question: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await question();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
