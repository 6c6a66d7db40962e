import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { pipewright, writeProject } from "../../support/command.ts";
import { runNode } from "../../support/page-code.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const temporaryFolder = temporaryFolders();

const TASKS = `
import { DateParameter, Task } from "pipewright";
import { PartitionTarget } from "pipewright/targets/database";
import { SqliteDatabase } from "pipewright/targets/sqlite";

export class Load extends Task.with({ date: DateParameter() }) {
  output() {
    return new PartitionTarget(new SqliteDatabase("data/shop.db"), { table: "sales", where: { date: this.date } });
  }
}
`;

test("what image puts together can be loaded on its own, with the connectors that tasks use", async () => {
  const folder = temporaryFolder();
  writeProject(folder, TASKS, { kubernetes: { image: "registry.example.com/shop" } });
  const { exitCode, stderr } = await pipewright(folder, ["image", "--out", "image"]);
  expect(exitCode, stderr).toBe(0);

  // As the Dockerfile says.
  const image = path.join(folder, "image");
  expect(readFileSync(path.join(image, "Dockerfile"), "utf8")).toContain("COPY pipewright/ node_modules/pipewright/");
  mkdirSync(path.join(image, "node_modules"));
  renameSync(path.join(image, "pipewright"), path.join(image, "node_modules/pipewright"));
  expect(existsSync(path.join(image, "tasks/tasks.ts"))).toBe(true);

  const load = `
    import { readFileSync } from "node:fs";
    const { Load } = JSON.parse(readFileSync("pipewright-modules/families.json", "utf8"));
    const tasks = await import("./" + Load);
    console.log(String(new tasks.Load({ date: "2026-11-20" }).output()));`;
  const { stdout } = runNode(image, ["--input-type=module", "--eval", load]);
  expect(stdout).toBe("sqlite:data/shop.db/sales/date=2026-11-20\n");
});
