import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { pipewright, start, writeProject } from "../../support/command.ts";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { LocalTarget, Task } from "pipewright";
abstract class Step extends Task {
  output() {
    return new LocalTarget(\`out/\${this.family}.txt\`);
  }
}
export class Dump extends Step {
  async run() {
    await this.output().write("dumped");
    if (process.env.HANG) await new Promise((resolve) => setTimeout(resolve, 600_000));
  }
}
export class Load extends Step {
  requires() {
    return new Dump();
  }
  async run() {
    await this.output().write("loaded");
  }
}
`;

const makeFolder = temporaryFolders();

test("22. what a killed run had made anew and not told of is no news to what is made of it then", async () => {
  const folder = makeFolder();
  writeProject(folder, TASKS);
  expect((await runIn(folder, "run", "Load")).exitCode).toBe(0);
  expect((await pipewright(folder, ["invalidate", "Dump", "--downstream", "--yes"])).exitCode).toBe(0);

  const killed = start(folder, ["run", "Load"], "ignore", { HANG: "yes" });
  const exited = once(killed, "exit");
  await expect.poll(() => existsSync(path.join(folder, "out/Dump.txt")), { timeout: 120_000 }).toBe(true);
  killed.kill("SIGKILL");
  await exited;

  const again = await runIn(folder, "run", "Load");
  expect(again.exitCode).toBe(0);
  expect(again.result("Dump").status).toBe("alreadyComplete");
  expect(again.result("Load").status).toBe("ran");
  expect(await pipewright(folder, ["status", "--stale", "--json"])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});
