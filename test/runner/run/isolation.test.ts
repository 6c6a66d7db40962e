import { beforeEach, describe, expect, test } from "vitest";
import { writeProject } from "../../support/command.ts";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { setTimeout as sleep } from "node:timers/promises";
import { LocalTarget, StringParameter, Task, WrapperTask } from "pipewright";

let state = 0;

class Step extends Task.with({ name: StringParameter({ default: "" }) }) {
  output() {
    return new LocalTarget(\`out/\${this.family}\${this.name}\`);
  }
  async run(): Promise<void> {
    await this.output().write(\`\${process.pid} \${state++}\`);
  }
}
export class Shared extends Step {}
export class Isolated extends Step {
  isolated = true;
}
export class All extends WrapperTask {
  requires() {
    return ["a", "b"].flatMap((name) => [new Shared({ name }), new Isolated({ name })]);
  }
}
export class Asking extends Step {
  isolated = true;
  async *run() {
    const before = state++;
    yield [new Shared({ name: "asked" }), new Isolated({ name: "asked" })];
    await this.output().write(\`\${before} \${state}\`);
  }
}
const held: unknown[] = [];
export class Buffers extends Step {
  memoryLimit = 200;
  async run() {
    for (;;) {
      held.push(Buffer.alloc(16 * 1024 * 1024, 1));
      await sleep(20);
    }
  }
}
export class Objects extends Step {
  memoryLimit = 100;
  async run() {
    for (;;) held.push({ of: Array.from({ length: 100 }, Math.random) });
  }
}
export class Modest extends Step {
  memoryLimit = 500;
}
export class Greedy extends WrapperTask {
  requires() {
    return [new Buffers(), new Objects(), new Modest()] as const;
  }
}
`;

const folders = temporaryFolders();
let folder: string;

beforeEach(() => {
  folder = folders();
  writeProject(folder, TASKS, { workers: 1 });
});

describe("an isolated task", () => {
  test("has a process of its own, in which nothing else ever runs", async () => {
    const { exitCode, events } = await runIn(folder, "run", "All");
    expect(exitCode).toBe(0);
    const pids = events.flatMap((event) =>
      event.event === "taskStarted" ? [[event.taskId.split("_")[0], event.pid]] : [],
    );
    const of = (family: string) => pids.flatMap(([who, pid]) => (who === family ? [pid] : []));
    expect(new Set(of("Shared")).size).toBe(1);
    expect(new Set(of("Isolated")).size).toBe(2);
    expect(of("Isolated")).not.toContain(of("Shared")[0]);
  });

  test("keeps it for itself while it waits for what it asked for", async () => {
    const { exitCode, statuses } = await runIn(folder, "run", "Asking");
    expect(exitCode).toBe(0);
    expect(statuses("Asking")).toEqual(["ran"]);
  });
});

describe("a memory limit", () => {
  test("ends the task that goes beyond, says so, and lets the others be", async () => {
    const { exitCode, result } = await runIn(folder, "run", "Greedy");
    expect(exitCode).toBe(20);
    expect(result("Buffers").error?.message).toMatch(/MiB of memory, more than its memoryLimit of 200 MiB\.$/);
    expect(result("Objects").error?.message).toMatch(/memoryLimit of 100 MiB\.$/);
    expect(result("Modest").status).toBe("ran");
  });
});
