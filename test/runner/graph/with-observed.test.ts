import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { LocalTarget, Task } from "pipewright";
class Step extends Task {
  output() {
    return new LocalTarget(\`out/\${this.family}.txt\`);
  }
  async run(): Promise<void> {
    await this.output().write("made");
  }
}
export class A extends Step {}
export class B extends Step {}
// What comes out of a file has no type to tell.
const PARTS = JSON.parse('["A", "B"]').map((name: string) => ({ A, B })[name]);
export class All extends Step {
  requires() {
    return PARTS.map((Part: any) => new Part());
  }
}
`;

const folders = temporaryFolders();

test("graph shows what runs of the present code have required, and says that the source does not", async () => {
  const folder = folders();
  writeProject(folder, TASKS);
  const graph = async () => {
    const { stdout, stderr } = await pipewright(folder, ["graph", "--format", "json"]);
    const { edges } = JSON.parse(stdout) as { readonly edges: readonly { from: string; to: string; kind: string }[] };
    return { edges: edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`), stderr };
  };
  expect(await graph()).toEqual({ edges: [], stderr: "" });

  expect(await pipewright(folder, ["run", "All"])).toMatchObject({ exitCode: 0 });
  const { edges, stderr } = await graph();
  expect(edges).toEqual(["All dynamic A", "All dynamic B"]);
  expect(stderr.trim()).toBe("Runs have shown what the source does not tell: All requires A, All requires B.");

  const file = path.join(folder, "tasks/tasks.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace('["A", "B"]', '["A"]'));
  expect(await graph()).toEqual({ edges: [], stderr: "" });
});
