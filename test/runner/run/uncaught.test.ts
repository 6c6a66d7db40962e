import path from "node:path";
import { expect, test } from "vitest";
import type { RunFinished } from "../../../src/protocol/run-event.ts";
import { lines, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { ChoiceParameter, LocalTarget, Task } from "pipewright";

export class Careless extends Task.with({ how: ChoiceParameter({ choices: ["promise", "timer", "handled", "handled and exits"] }) }) {
  output() {
    return new LocalTarget("made/" + this.how);
  }
  async run() {
    if (this.how.startsWith("handled")) process.once("uncaughtException", () => {});
    if (this.how === "promise") void Promise.reject(new Error("let go"));
    else setTimeout(() => {
      throw new TypeError("too late");
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (this.how.endsWith("exits")) process.exit(3);
    await this.output().write("made");
  }
}
`;

const folder = temporaryFolders();

async function run(how: string) {
  const root = folder();
  writeProject(root, TASKS);
  const { stdout } = await pipewright(root, ["run", "Careless", "--how", how, "--json"]);
  const log = await pipewright(root, ["logs", "Careless"]);
  return {
    file: path.join(root, "tasks/tasks.ts"),
    task: (lines(stdout).at(-1) as RunFinished).tasks[0],
    log: log.stdout,
  };
}

test.each([
  ["promise", "let go", 10],
  ["timer", "too late", 12],
])("what nothing catches (a %s) fails the task by its own words, at its line", async (how, message, line) => {
  const { file, task, log } = await run(how);
  expect(task).toMatchObject({
    status: "failed",
    error: { message: `Not caught: ${message}`, location: { file, line } },
  });
  expect(log).toContain(message);
});

test("what the task's own code catches ends nothing, and is not blamed for another end", async () => {
  expect((await run("handled")).task).toMatchObject({ status: "ran" });
  expect((await run("handled and exits")).task?.error?.message).toBe("The worker process ended with exit code 3.");
});
