import { beforeEach, expect, test } from "vitest";
import { lines, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `import { ExternalTask, LocalTarget, Task } from "pipewright";

export class Delivery extends ExternalTask {
  static tags = ["raw"];
  output() {
    return new LocalTarget("data/never-comes.csv");
  }
}
abstract class Writes extends Task {
  output() {
    return new LocalTarget(\`data/\${this.family}.csv\`);
  }
  async run() {
    await this.output().write("");
  }
}
export class Dump extends Writes {}
export class Load extends Writes {
  requires() {
    return new Dump();
  }
}
export class Report extends Writes {
  requires() {
    return [new Load(), new Delivery()];
  }
}
`;

const temporaryFolder = temporaryFolders();
let root: string;
const call = (...args: string[]) => pipewright(root, args);

beforeEach(() => {
  root = temporaryFolder();
  writeProject(root, TASKS);
});

const drawn = async (query: string) => {
  const { tasks, edges } = JSON.parse((await call("graph", "--format", "json", "--select", query)).stdout) as {
    tasks: { family: string }[];
    edges: { from: string; to: string }[];
  };
  return [tasks.map(({ family }) => family).join(" "), edges.map(({ from, to }) => `${from}-${to}`).join(" ")];
};

test("draws the part of the graph that is asked for", async () => {
  expect(await drawn("+Load")).toEqual(["Dump Load", "Load-Dump"]);
  expect(await drawn("Load+1")).toEqual(["Load Report", "Report-Load"]);
  expect(await drawn("tag:raw, Dump")).toEqual(["Delivery Dump", ""]);
  expect(await drawn("state:never")).toEqual(["Delivery Dump Load Report", "Load-Dump Report-Load Report-Delivery"]);
});

test("knows how the last runs ended", async () => {
  await call("run", "Report");
  expect(await drawn("state:ran")).toEqual(["Dump Load", "Load-Dump"]);
  expect(await drawn("state:pending")).toEqual(["Report", ""]);

  const listed = lines<{ family: string }>((await call("status", "--json", "--select", "state:missing+")).stdout);
  expect(listed.map(({ family }) => family).sort()).toEqual(["Delivery", "Report"]);
  expect((await call("status", "--select", "kind:wrapper")).stdout).toContain("None of the tasks that ran");
});

test("shows where a query goes wrong", async () => {
  const { exitCode, stdout, stderr } = await call("graph", "--select", "+Load state:fialed");
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain('  +Load state:fialed\n              ^^^^^^\nThere is no state "fialed".');
});
