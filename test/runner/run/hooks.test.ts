import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { writeProject } from "../../support/command.ts";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { appendFileSync } from "node:fs";
import { LocalTarget, pipewright, StringParameter, Task } from "pipewright";

const tell = (text: string) => appendFileSync("told", text + "\\n");

pipewright.on("taskStarted", ({ task }) => tell(\`started \${task}\`));
pipewright.on("taskSucceeded", ({ task }) => tell(\`succeeded \${task}\`));
pipewright.on("taskFailed", ({ task, error }) => tell(\`failed \${task}: \${(error as Error).message}\`));
pipewright.on("taskProgressed", ({ fraction }) => tell(\`progressed \${fraction}\`));
pipewright.on("taskMessaged", ({ text }) => tell(\`messaged \${text}\`));
const off = pipewright.on("taskStarted", () => tell("never told"));
off();

class Step extends Task.with({ name: StringParameter({ default: "a" }) }) {
  output() {
    return new LocalTarget(\`out/\${this.family}\${this.name}\`);
  }
  async run(): Promise<void> {
    this.progress(0.5);
    this.message("half way");
    await this.output().write("made");
  }
}
export class Plain extends Step {}
export class Own extends Step {
  onStart() {
    tell("own start");
  }
  onProgress(fraction: number) {
    tell(\`own progress \${fraction}\`);
  }
  onMessage(text: string) {
    tell(\`own message \${text}\`);
  }
  onSuccess() {
    tell("own success");
  }
}
export class Failing extends Step {
  async run() {
    throw new Error("no sales");
  }
  onFailure(error: unknown) {
    tell(\`own failure \${(error as Error).message}\`);
  }
}
export class Clumsy extends Step {
  onStart() {
    throw new Error("hook fell");
  }
  onSuccess() {
    throw new Error("and again");
  }
}
`;

const folders = temporaryFolders();
let folder: string;

beforeEach(() => {
  folder = folders();
  writeProject(folder, TASKS);
});

const told = () => readFileSync(path.join(folder, "told"), "utf8").trim().split("\n");

describe("14. events", () => {
  test("of every task reach the handlers that were added for all", async () => {
    await runIn(folder, "run", "Plain");
    expect(told()).toEqual(["started Plain(name=a)", "progressed 0.5", "messaged half way", "succeeded Plain(name=a)"]);
  });

  test("reach the class's own hooks first", async () => {
    await runIn(folder, "run", "Own");
    expect(told().filter((line) => line.startsWith("own"))).toEqual([
      "own start",
      "own progress 0.5",
      "own message half way",
      "own success",
    ]);
    expect(told().indexOf("own start")).toBeLessThan(told().indexOf("started Own(name=a)"));
  });

  test("tell of a failure with what was thrown", async () => {
    const { exitCode } = await runIn(folder, "run", "Failing");
    expect(exitCode).toBe(20);
    expect(told()).toEqual(["started Failing(name=a)", "own failure no sales", "failed Failing(name=a): no sales"]);
  });

  test("whose hooks throw are warnings, and the task goes on", async () => {
    const { exitCode, events, result } = await runIn(folder, "run", "Clumsy");
    expect(exitCode).toBe(0);
    expect(result("Clumsy").status).toBe("ran");
    expect(events.flatMap((event) => (event.event === "warned" ? [event.message] : []))).toEqual([
      "Clumsy(name=a): onStart() threw: hook fell",
      "Clumsy(name=a): onSuccess() threw: and again",
    ]);
  });
});
