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

// The list has both, and what is cut off its end afterwards is nothing that is looked for.
const DOUBTED = `
import { LocalTarget, StringParameter, Task } from "pipewright";
class Step extends Task.with({ of: StringParameter() }) {
  output() {
    return new LocalTarget(\`out/\${this.family}-\${this.of}.txt\`);
  }
  async run(): Promise<void> {
    await this.output().write("made");
  }
}
export class Left extends Step {}
export class Right extends Step {
  override output() {
    return new LocalTarget(\`out/right-\${this.of}.txt\`);
  }
}
export class Both extends Step {
  requires() {
    const of = this.of;
    const both = [new Left({ of }), new Right({ of })];
    both.length = Number(of);
    return both;
  }
}
`;

test("graph says that runs went without what the source says is always required", async () => {
  const folder = folders();
  writeProject(folder, DOUBTED);
  for (const of of ["1", "2"])
    expect(await pipewright(folder, ["run", "Both", "--of", of])).toMatchObject({ exitCode: 0 });
  const { stdout, stderr } = await pipewright(folder, ["graph", "--format", "json"]);
  expect((JSON.parse(stdout) as { readonly edges: readonly object[] }).edges).toHaveLength(2);
  expect(stderr.trim()).toBe(
    "Runs went without what the source says is always required: 1 of 2 runs of Both did not require Right.",
  );
});
