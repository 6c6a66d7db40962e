import { cpSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { listSourceFiles } from "../../src/protocol/task-index-cache.ts";
import { ProjectFolder } from "./project-folder.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const OWN = 'import { Task } from "pipewright";\nexport class Own extends Task {}\n';

// Code that was not written with us in mind, as it is published: development dependencies of ours, each with more than
// 500 files. In echarts' dist is the same again, in one piece.
it.each(["echarts", "knip", "zod"])(
  "reads every file of %s and sees no task in them",
  async (name) => {
    const folder = path.join(ROOT, "node_modules", name);
    using project = new ProjectFolder({ "own.ts": OWN });
    cpSync(folder, path.join(project.root, name), {
      recursive: true,
      filter: (file) => !path.relative(folder, file).includes("node_modules"),
    });
    const options = { ...project.options, include: ["**/*.{ts,mts,cts,tsx,js,mjs,cjs}"], exclude: ["echarts/dist/**"] };
    expect((await listSourceFiles(options)).length).toBeGreaterThan(500);

    const { tasks, bases, problems } = await new ProjectAnalyzer(options).index();
    expect(tasks.map(({ family }) => family)).toEqual(["Own"]);
    expect(bases).toEqual([]);
    expect(problems.filter(({ file }) => file !== "own.ts")).toEqual([]);
  },
  120_000,
);
