import { describe, expect, it } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { codeChanges } from "../../src/protocol/code-change.ts";
import type { TaskIndex } from "../../src/protocol/task-index.ts";
import { readTaskCode } from "../../src/protocol/task-index-cache.ts";
import { ProjectFolder } from "./project-folder.ts";

const FILES: Readonly<Record<string, string>> = {
  "tasks/load.ts": `import { DateParameter, LocalTarget, Task } from "pipewright";
import "../lib/register.ts";
import { readRows } from "../lib/index.ts";
import * as money from "../lib/money.ts";
import { Dump } from "./dump.ts";

const LIMIT = 100;
const UNUSED = 1;

function unrelated() {
  return UNUSED;
}

export class Load extends Task.with({ date: DateParameter() }) {
  requires() {
    return new Dump({ date: this.date });
  }
  output() {
    return new LocalTarget(\`load/\${this.date}\`);
  }
  async run() {
    const rows = readRows(await this.input().read(), LIMIT);
    await this.output().write(String(money.round(rows.length)));
  }
}

export class Other extends Load {}
export class Apart extends Task {
  async run() {
    const { late } = await import("../lib/late.ts");
    late();
  }
}
`,
  "tasks/dump.ts": `import { DateParameter } from "pipewright";
import { Base } from "../lib/base.ts";
export class Dump extends Base.with({ date: DateParameter() }) {
  async run() {
    await this.output().write("x");
  }
}
`,
  "lib/base.ts": `import { LocalTarget, Task } from "pipewright";
export abstract class Base extends Task {
  output() {
    return new LocalTarget("dump");
  }
}
`,
  "lib/index.ts": `export * from "./rows.ts";\n`,
  "lib/rows.ts": `import type { Row } from "./row.ts";
import { split } from "./split.ts";
export function readRows(text: string, limit: number): Row[] {
  return split(text).slice(0, limit);
}
export function writeRows(rows: Row[]): string {
  return rows.join("\\n");
}
`,
  "lib/row.ts": "export type Row = string;\n",
  "lib/split.ts": `export const split = (text: string) => text.split(SEPARATOR);\nconst SEPARATOR = ",";\n`,
  "lib/money.ts": `export const round = (value: number) => Math.round(value);\nexport const floor = (value: number) => Math.floor(value);\n`,
  "lib/late.ts": "export const late = () => 1;\n",
  "lib/register.ts": "console.log(1);\n",
};

const hashes = ({ tasks }: TaskIndex) => new Map(tasks.map(({ family, codeHash }) => [family, codeHash]));

/** The families whose code counts as changed after an edit. */
async function changedBy(file: string, from: string, to: string): Promise<string[]> {
  using project = new ProjectFolder(FILES);
  const analyzer = new ProjectAnalyzer({ ...project.options, cacheFile: undefined, include: ["tasks/*.ts"] });
  const before = hashes(await analyzer.index());
  const text = FILES[file] ?? "";
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  project.write(
    file,
    text.replace(from, () => to),
  );
  const after = hashes(await analyzer.index());
  expect([...after.keys()]).toEqual([...before.keys()]);
  return [...after].filter(([family, hash]) => hash !== before.get(family)).map(([family]) => family);
}

describe("the code hash of a task changes with", () => {
  it.each<[what: string, file: string, from: string, to: string, changed: string[]]>([
    ["its run()", "tasks/load.ts", "rows.length)", "rows.length + 1)", ["Load", "Other"]],
    ["a constant of its file", "tasks/load.ts", "LIMIT = 100", "LIMIT = 200", ["Load", "Other"]],
    ["a function of another file, through a barrel", "lib/rows.ts", "slice(0,", "slice(1,", ["Load", "Other"]],
    ["a function two files away", "lib/split.ts", "text.split(", "text.trim().split(", ["Load", "Other"]],
    ["a constant two files away", "lib/split.ts", '","', '";"', ["Load", "Other"]],
    ["a member of a namespace", "lib/money.ts", "Math.round", "Math.ceil", ["Load", "Other"]],
    ["an inherited method", "lib/base.ts", '"dump"', '"dumped"', ["Dump"]],
    ["a module that it loads on the way", "lib/late.ts", "1", "2", ["Apart"]],
    ["what is run when a module is loaded", "lib/register.ts", "1", "2", ["Load", "Other", "Apart"]],
    ["what it requires", "tasks/load.ts", "new Dump({ date: this.date })", "[]", ["Load", "Other"]],
    ["an operator", "tasks/load.ts", "rows.length)", "-rows.length)", ["Load", "Other"]],
    ["a template's text", "tasks/load.ts", "load/$", "loaded/$", ["Load", "Other"]],
    ["one of two ways to look at a property", "tasks/load.ts", "rows.length", "rows?.length", ["Load", "Other"]],
  ])("%s", async (_, file, from, to, changed) => {
    expect(await changedBy(file, from, to)).toEqual(changed);
  });
});

describe("the code hash of a task does not change with", () => {
  it.each<[what: string, file: string, from: string, to: string]>([
    ["comments", "tasks/load.ts", "const rows", "// what there is\n    const rows"],
    ["formatting", "tasks/load.ts", "new Dump({ date: this.date })", "(\n  new Dump({\n date: this.date,\n })\n)"],
    ["quotes", "lib/split.ts", '","', "','"],
    ["semicolons", "lib/money.ts", "Math.round(value);", "Math.round(value);;"],
    ["types", "lib/rows.ts", "): Row[] {", "): readonly Row[] | string[] {"],
    ["a cast", "lib/rows.ts", "split(text).", "(split(text) as Row[])."],
    ["a type that it uses", "lib/row.ts", "= string", "= string | number"],
    ["visibility", "tasks/load.ts", "  async run", "  public override async run"],
    ["another function of its file", "tasks/load.ts", "return UNUSED", "return UNUSED + 1"],
    ["another function of a file that it uses", "lib/rows.ts", 'join("\\n")', 'join("")'],
    ["another member of a namespace", "lib/money.ts", "Math.floor", "Math.trunc"],
    ["a new import", "tasks/load.ts", "import { Dump", 'import fs from "node:fs";\nimport { Dump'],
    [
      "the order of its members",
      "lib/base.ts",
      "abstract class Base extends Task {",
      "abstract class Base extends Task {\n",
    ],
    ["a new file in between", "lib/index.ts", 'export * from "./rows.ts"', 'export { readRows } from "./rows.ts"'],
  ])("%s", async (_, file, from, to) => {
    expect(await changedBy(file, from, to)).toEqual([]);
  });

  it("the code of what it requires, which is that task's own", async () => {
    expect(await changedBy("tasks/dump.ts", '"x"', '"y"')).toEqual(["Dump"]);
  });

  it("a new name for a function that it calls", async () => {
    using project = new ProjectFolder(FILES);
    const analyzer = new ProjectAnalyzer({ ...project.options, cacheFile: undefined });
    const before = hashes(await analyzer.index());
    for (const file of ["tasks/load.ts", "lib/rows.ts"]) {
      project.write(file, (FILES[file] ?? "").replaceAll("readRows", "rowsOf"));
    }
    expect(hashes(await analyzer.index())).toEqual(before);
  });
});

describe("what changed in a task's code can be told", () => {
  it("by name and line, from what was kept before", async () => {
    using project = new ProjectFolder(FILES);
    await new ProjectAnalyzer(project.options).index();
    const before = (await readTaskCode(project.cacheFile)).get("Load") ?? [];
    expect(before.map(({ file, name, line }) => `${name} ${file}:${line}`)).toEqual([
      "Load tasks/load.ts:14",
      "Load.output tasks/load.ts:18",
      "Load.requires tasks/load.ts:15",
      "Load.run tasks/load.ts:21",
      "readRows lib/rows.ts:3",
      "LIMIT tasks/load.ts:7",
      "round lib/money.ts:1",
      "split lib/split.ts:1",
      " lib/register.ts:1",
      "SEPARATOR lib/split.ts:2",
    ]);

    project.write(
      "tasks/load.ts",
      (FILES["tasks/load.ts"] ?? "").replace("rows.length)", "-1)").replace("LIMIT = 100", "LIMIT = 7"),
    );
    project.write("lib/split.ts", 'export const split = (text: string) => text.split(";");\n');
    await new ProjectAnalyzer(project.options).index();
    const now = (await readTaskCode(project.cacheFile)).get("Load") ?? [];
    expect(
      codeChanges(before, now).map(({ kind, piece }) => `${piece.name} ${kind} (${piece.file} line ${piece.line})`),
    ).toEqual([
      "Load.run changed (tasks/load.ts line 21)",
      "LIMIT changed (tasks/load.ts line 7)",
      "split changed (lib/split.ts line 1)",
      "SEPARATOR removed (lib/split.ts line 2)",
    ]);
  });

  it("and is nothing where there is no cache", async () => {
    using project = new ProjectFolder(FILES);
    expect(await readTaskCode(project.cacheFile)).toEqual(new Map());
  });
});
