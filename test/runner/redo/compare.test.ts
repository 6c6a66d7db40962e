import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { TaskComparison } from "../../../src/protocol/output-comparison.ts";
import { lines, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folders = temporaryFolders();

const TASKS = `
import { DateParameter, LocalTarget, Task } from "pipewright";

const SIGN = -1;
export class Load extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`out/\${this.date}.csv\`, { format: "csv" });
  }
  async run() {
    const returned = this.date.day === 2 ? 0 : 4;
    await this.output().write([
      { product: "tea", sold: 10 },
      { product: "milk", sold: SIGN * returned },
    ]);
  }
}
`;
const NOVEMBER = ["Load", "--from", "2026-11-01", "--to", "2026-11-03"];

test("compare tells what a redone month has changed, of the dates that are asked for", async () => {
  const folder = folders();
  writeProject(folder, TASKS);
  const call = (...args: string[]) => pipewright(folder, args);
  await call("backfill", ...NOVEMBER);
  const nothing = await call("compare", "Load");
  expect([nothing.exitCode, nothing.stderr]).toEqual([
    2,
    expect.stringContaining("Nothing of Load that is meant is in the trash"),
  ]);
  for (const [args, said] of [
    [["compare", "Load", "--date", "2026-13-45"], "2026-13-45"],
    [["compare", "Load", "--with", "last"], "Nothing is in the trash"],
    [["restore", "last"], "Nothing is in the trash"],
    [["invalidate"], "--stale takes all that is stale"],
  ] as const)
    expect(await call(...args)).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(said) });
  await call("invalidate", ...NOVEMBER, "--yes");
  const file = path.join(folder, "tasks/tasks.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("SIGN = -1", "SIGN = 1"));
  await call("backfill", ...NOVEMBER);

  const { exitCode, stdout } = await call("compare", ...NOVEMBER);
  const said = stdout.split("\n").map((line) => line.trim());
  expect([exitCode, said.filter((line) => !line.startsWith("sha256"))]).toEqual([
    0,
    [
      "Load(date=2026-11-01)  changed",
      "out/2026-11-01.csv",
      "bytes   28 → 27",
      "rows    2 → 2",
      "of the rows 1 changed, 0 added, 0 removed, 1 the same (told apart by product)",
      "sold  differs in 1 row; total 6 → 14",
      "product=milk: sold  -4 → 4",
      "Load(date=2026-11-03)  changed",
      "out/2026-11-03.csv",
      "bytes   28 → 27",
      "rows    2 → 2",
      "of the rows 1 changed, 0 added, 0 removed, 1 the same (told apart by product)",
      "sold  differs in 1 row; total 6 → 14",
      "product=milk: sold  -4 → 4",
      "Load(date=2026-11-02)  the same",
      "",
      "3 outputs compared, 2 changed.",
      "",
    ],
  ]);

  // What is set aside once more is the older one from then on.
  await call("invalidate", "Load", "--date", "2026-11-01", "--yes");
  const told = await call("compare", "Load", "--json");
  expect(
    lines<TaskComparison>(told.stdout).map(
      ({ params, outputs }) => `${params.date} ${outputs.map(({ status }) => status).join()}`,
    ),
  ).toEqual(["2026-11-01 missing", "2026-11-02 same", "2026-11-03 changed"]);
});
