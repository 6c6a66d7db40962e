import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Findings } from "./findings.ts";
import { run } from "./run.ts";

/** A small pipeline, and a test of it. */
export const PIPELINE = {
  "tasks/sales.ts": `import { DateParameter, IntParameter, LocalTarget, Task } from "pipewright";

export class DumpSales extends Task.with({ date: DateParameter() }) {
  override output() {
    return new LocalTarget(\`data/dump/\${this.date}.csv\`, { format: "csv" });
  }
  override async run() {
    await this.output().write([{ product: "ball valve", amount: this.date.day }, { product: "radiator", amount: 3 }]);
  }
}

export class CountSales extends Task.with({ date: DateParameter(), least: IntParameter({ default: 1 }) }) {
  override requires() {
    return new DumpSales({ date: this.date });
  }
  override output() {
    return new LocalTarget(\`data/count/\${this.date}.json\`, { format: "json" });
  }
  override async run() {
    const rows = await this.input().read();
    await this.output().write({ count: rows.filter((row) => Number(row["amount"]) >= this.least).length });
  }
}

// @ts-expect-error: the parameter is missing
export const wrong = () => new DumpSales({});
`,
  "tasks/sales.test.ts": `import assert from "node:assert/strict";
import { test } from "node:test";
import { planTask, runTask } from "pipewright/testing";
import { CountSales } from "./sales.ts";

test("counts the sales of a day", async () => {
  const task = new CountSales({ date: "2026-11-20" });
  const run = await runTask(task);
  assert.equal(run.status, "success");
  assert.deepEqual(await run.output.read(), { count: 2 });
  assert.equal((await planTask(task, { files: run.files })).summary.toRun, 0);
});
`,
} as const;

/** Puts files into a folder. */
export async function putFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

/**
 * Runs the pipeline twice by the command line.
 *
 * @param command how the command is called
 */
export async function runPipeline(
  findings: Findings,
  project: string,
  [program, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const ask = ["run", "CountSales", "--date", "2026-11-20", "--json"];
  for (const [what, expected] of [
    ["runs the pipeline", { DumpSales: "ran", CountSales: "ran" }],
    ["runs nothing when asked again", { CountSales: "alreadyComplete" }],
  ] as const) {
    const { code, stdout, output } = await run(program, [...args, ...ask], { cwd: project, env });
    const last = stdout.trim().split("\n").at(-1) ?? "";
    const { tasks = [] } = (last.startsWith("{") ? JSON.parse(last) : {}) as {
      tasks?: { family: string; status: string }[];
    };
    const ended = JSON.stringify(Object.fromEntries(tasks.map(({ family, status }) => [family, status])));
    findings.expect(
      what,
      code === 0 && ended === JSON.stringify(expected) ? [] : [`exit code ${code}, ${ended}\n${output}`],
    );
  }
}
