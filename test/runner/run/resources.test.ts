import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { writeProject } from "../../support/command.ts";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { IntParameter, LocalTarget, StringParameter, Task, WrapperTask } from "pipewright";

class Step extends Task.with({ name: StringParameter({ default: "" }) }) {
  output() {
    return new LocalTarget(\`out/\${this.family}\${this.name}\`);
  }
  async run(): Promise<void> {
    appendFileSync("ledger", \`+\${this.family}\\n\`);
    await sleep(100);
    appendFileSync("ledger", \`-\${this.family}\\n\`);
    await this.output().write("made");
  }
}
export class Query extends Step {
  resources = { database: 1 };
}
export class Queries extends WrapperTask.with({ name: StringParameter() }) {
  requires() {
    return Array.from({ length: 4 }, (_, n) => new Query({ name: \`\${this.name}\${n}\` }));
  }
}
export class Both extends Step {
  resources = { api: 2 };
}
export class One extends Step {
  resources = { api: 1 };
}
export class Mixed extends WrapperTask {
  requires() {
    return [
      new One({ name: "1" }), new Both({ name: "1" }), new One({ name: "2" }), new One({ name: "3" }), new Both({ name: "2" }),
    ];
  }
}
export class TooMuch extends Step {
  resources = { api: 3 };
}
export class WithTooMuch extends WrapperTask {
  requires() {
    return [new TooMuch(), new One()] as const;
  }
}
export class Parent extends Step {
  resources = { database: 1 };
  async *run() {
    yield new Query({ name: "child" });
    await this.output().write("made");
  }
}
export class Unsound extends Step {
  resources = { api: 0.5 };
}
`;

const folders = temporaryFolders();
let folder: string;

beforeEach(() => {
  folder = folders();
  writeProject(folder, TASKS, { workers: 3, resources: { api: 2 } });
});

/** The most that was in use at once, by what was written when tasks began and ended. */
function mostAtOnce(amounts: Readonly<Record<string, number>>): number {
  let inUse = 0;
  let most = 0;
  for (const line of readFileSync(path.join(folder, "ledger"), "utf8").trim().split("\n")) {
    inUse += (line.startsWith("+") ? 1 : -1) * (amounts[line.slice(1)] ?? 0);
    most = Math.max(most, inUse);
  }
  return most;
}

describe("12. resources", () => {
  test("let only so many tasks run at once as the limit has, 1 where there is none", async () => {
    const { exitCode } = await runIn(folder, "run", "Queries", "--name", "a");
    expect(exitCode).toBe(0);
    expect(mostAtOnce({ Query: 1 })).toBe(1);
  });

  test("are shared by all runs of the project on the machine", async () => {
    const runs = await Promise.all(["a", "b"].map((name) => runIn(folder, "run", "Queries", "--name", name)));
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(mostAtOnce({ Query: 1 })).toBe(1);
  });

  test("of more than one are filled up to the limit, and a task that needs much is not overtaken for ever", async () => {
    const { exitCode, events } = await runIn(folder, "run", "Mixed");
    expect(exitCode).toBe(0);
    expect(mostAtOnce({ One: 1, Both: 2 })).toBe(2);
    const started = events.flatMap((event) =>
      event.event === "taskStarted" ? event.taskId.split("_").slice(0, 2) : [],
    );
    expect(started.slice(0, 10)).toEqual(["One", "1", "Both", "1", "One", "2", "One", "3", "Both", "2"]);
  });

  test("of which a task wants more than there is are an error at once, and the others go on", async () => {
    const { exitCode, result } = await runIn(folder, "run", "WithTooMuch");
    expect(exitCode).toBe(35);
    expect(result("TooMuch")).toMatchObject({
      status: "schedulingError",
      error: { message: expect.stringContaining('It uses 3 of the resource "api", and there is 2.') },
    });
    expect(result("One").status).toBe("ran");
  });

  test("are given back while a task waits for what it asked for", async () => {
    const { exitCode, finished } = await runIn(folder, "run", "Parent");
    expect(exitCode).toBe(0);
    expect(finished.tasks.map(({ status }) => status)).toEqual(["ran", "ran"]);
  });

  test("that are no whole numbers are refused, by name", async () => {
    const { exitCode, result } = await runIn(folder, "run", "Unsound");
    expect(exitCode).toBe(35);
    expect(result("Unsound").error?.message).toBe(
      "resources is { api: 0.5 }; expected whole numbers from 1 by name, like { database: 1 }.",
    );
  });
});
