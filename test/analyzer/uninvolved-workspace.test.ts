import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { ProjectFolder } from "./project-folder.ts";

const CLASS = "export class Dog extends Animal {}\n";
const TASK = 'import { Task } from "pipewright";\nexport class Raw extends Task {}\n';

it("does nothing in a workspace without tasks: no parser, no cache", () => {
  using project = new ProjectFolder({ "dog.ts": CLASS, "package.json": '{ "name": "dogs" }' });
  const analyzer = path.resolve(import.meta.dirname, "../../src/analyzer/project-analyzer.ts");
  const script = `
    import { createRequire } from "node:module";
    const { ProjectAnalyzer } = await import(${JSON.stringify(analyzer)});
    const analyzer = new ProjectAnalyzer(${JSON.stringify(project.options)});
    await analyzer.refresh();
    await analyzer.edit("dog.ts", "export class Cat extends Animal {}");
    await analyzer.refresh(["dog.ts"]);
    console.log(JSON.stringify(await analyzer.index()));
    console.log(Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes("ts-morph")));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout.trim().split("\n")).toEqual(['{"tasks":[],"bases":[],"edges":[],"problems":[]}', "false"]);
  expect(existsSync(project.cacheFile)).toBe(false);
});

it("wakes up when a task is typed, and reads what was typed before", async () => {
  using project = new ProjectFolder({ "raw.ts": "export {};\n", "sales.ts": CLASS });
  const analyzer = new ProjectAnalyzer(project.options);
  await analyzer.refresh();
  const typed = 'import { Raw } from "./raw.ts";\nexport class Sales extends Raw {}\n';
  expect((await analyzer.setOverlay("sales.ts", typed)).tasks).toEqual([]);
  const { tasks } = await analyzer.setOverlay("raw.ts", TASK);
  expect(tasks.map(({ family }) => family)).toEqual(["Raw", "Sales"]);
});

it("wakes up when a task is saved", async () => {
  using project = new ProjectFolder({ "dog.ts": CLASS });
  const analyzer = new ProjectAnalyzer(project.options);
  await analyzer.refresh();
  project.write("raw.ts", TASK);
  await analyzer.refresh(["raw.ts"]);
  expect((await analyzer.index()).tasks.map(({ family }) => family)).toEqual(["Raw"]);
});
