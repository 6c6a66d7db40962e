import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test } from "vitest";
import { interrupt, lines, pipewright, start, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { IntParameter, LocalTarget, Task } from "pipewright";

export class Inner extends Task.with({ n: IntParameter() }) {
  output() { return new LocalTarget(\`inner/\${this.n}.txt\`); }
  async run() {
    this.log("Inner is at work.");
    await this.output().write("x");
  }
}
export class Outer extends Task.with({ n: IntParameter() }) {
  retries = 1;
  retryDelay = 0.01;
  output() { return new LocalTarget(\`outer/\${this.n}.txt\`); }
  async *run() {
    this.log("Outer is at work.");
    yield new Inner({ n: this.n });
    if (process.env.FAIL) throw new Error("It broke.");
    await this.output().write("x");
  }
}
export class Held extends Task.with({ n: IntParameter() }) {
  output() { return new LocalTarget("held.txt"); }
  async run() {
    this.log("Held is at work.");
    this.message("at work");
    await new Promise((_, reject) => this.signal.addEventListener("abort", () => reject(this.signal.reason)));
  }
}
`;

const folder = temporaryFolders();
let root: string;
beforeEach(() => {
  root = folder();
  writeProject(root, TASKS);
});

/** Each attempt as \`Family.attempt status\`, in order, with what its log says. */
function attempts(): { attempt: string; log: string }[] {
  const database = new DatabaseSync(path.join(root, ".pipewright/history.db"), { readOnly: true });
  const rows = database
    .prepare(
      `SELECT family, attempt, attempts.status, attempts.log FROM attempts JOIN task_runs USING (run_id, task_id)
       ORDER BY attempts.run_id, attempts.started_at, family DESC`,
    )
    .all();
  database.close();
  return rows.map(({ family, attempt, status, log }) => {
    const file = path.join(root, String(log));
    return { attempt: `${family}.${attempt} ${status}`, log: existsSync(file) ? readFileSync(file, "utf8") : "" };
  });
}

const runs = async () => lines<{ status: string }>((await pipewright(root, ["history", "--json"])).stdout);

describe("28. Every run, task run and attempt is in the history with its log", () => {
  test("what was asked for in the middle of a task, and each attempt of one that fails", async () => {
    await pipewright(root, ["run", "Outer", "--n", "1"], { FAIL: "1" });
    expect(await runs()).toMatchObject([{ status: "failed" }]);
    expect(attempts()).toEqual([
      { attempt: "Outer.1 failed", log: expect.stringMatching(/Outer is at work[\s\S]*Failed: Error: It broke/) },
      { attempt: "Inner.1 ran", log: expect.stringContaining("Inner is at work") },
      { attempt: "Outer.2 failed", log: expect.stringMatching(/Outer is at work[\s\S]*Failed: Error: It broke/) },
    ]);
  });

  test("a run that somebody stops, who has started it over a channel as the editor does", async () => {
    await interrupt(root, ["run", "Held", "--n", "1"], (command) => void command.send({ type: "cancel" }));
    expect(await runs()).toMatchObject([{ status: "cancelled" }]);
    expect(attempts().map(({ attempt }) => attempt)).toEqual(["Held.1 cancelled"]);
  });

  test("a run whose process is killed", async () => {
    const command = start(root, ["run", "Held", "--n", "1", "--json"], ["ignore", "pipe", "ignore"]);
    const exited = once(command, "exit");
    for await (const line of createInterface({ input: command.stdout as NodeJS.ReadableStream }))
      if (line.includes('"taskMessaged"')) break;
    command.kill("SIGKILL");
    await exited;
    expect(await runs()).toMatchObject([{ status: "crashed" }]);
    expect(attempts()).toEqual([{ attempt: "Held.1 crashed", log: expect.stringContaining("Held is at work") }]);
  });

  test("a run that had nothing to do", async () => {
    for (let time = 0; time < 2; time++) await pipewright(root, ["run", "Inner", "--n", "1"]);
    expect(await runs()).toMatchObject([{ counts: { alreadyComplete: 1 } }, { counts: { ran: 1 } }]);
  });
});
