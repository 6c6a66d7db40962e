import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TaskClass } from "../../../src/protocol/task-index.ts";
import { bundleTasks } from "../../../src/runner/bundle/bundle-tasks.ts";
import { FAMILIES } from "../../../src/runner/bundle/family-registry.ts";
import type { Project } from "../../../src/runner/project/project.ts";
import { DEFAULT_KUBERNETES } from "../../../src/runner/project/read-kubernetes-config.ts";

let root: string;
let project: Project;
const LIBRARY = path.resolve(import.meta.dirname, "../../../src/framework/index.ts");

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "pipewright-bundle-"));
  project = {
    root,
    stateDir: path.join(root, ".pipewright"),
    config: {
      tasks: [],
      exclude: [],
      workers: 1,
      resources: {},
      checksums: false,
      parameters: {},
      history: { keepDays: 90 },
      kubernetes: DEFAULT_KUBERNETES,
      notify: [],
    },
  };
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(path.join(root, name), text);
const classAt = (family: string, file: string, line: number, column: number): TaskClass => ({
  family,
  file,
  line,
  column,
  endLine: line,
  kind: "task",
  parameters: [],
});
const bundle = (tasks: TaskClass[] = [], file = "tasks.ts") =>
  bundleTasks(project, { tasks, edges: [], problems: [] }, file, LIBRARY);
const manifestsAfter = async (work: () => Promise<unknown>) => {
  await work();
  const folder = path.join(project.stateDir, "cache", "bundles");
  return (await readdir(folder)).filter((name) => name.endsWith(".json")).map((name) => path.join(folder, name));
};
const load = (module: string) => import(/* @vite-ignore */ `${pathToFileURL(module).href}?${Math.random()}`);

describe("a bundle of the user's tasks", () => {
  test("keeps for each file its own place", async () => {
    await write(
      "tasks.ts",
      "export const here = [import.meta.url, import.meta.dirname, __filename];\nexport { there } from './lib.ts';\n",
    );
    await write("lib.ts", "export const there = import.meta.filename;\n");
    const { here, there } = await load(await bundle());
    expect(here).toEqual([pathToFileURL(path.join(root, "tasks.ts")).href, root, path.join(root, "tasks.ts")]);
    expect(there).toBe(path.join(root, "lib.ts"));
  });

  test("takes enums, decorators' syntax, and imports without an extension or with .js for .ts", async () => {
    await write(
      "tasks.ts",
      "import { a } from './lib'; import { b } from './lib.js'; enum E { X = 7 } export const all = [a, b, E.X];\n",
    );
    await write("lib.ts", "export const a = 1; export const b = 2;\n");
    expect((await load(await bundle())).all).toEqual([1, 2, 7]);
  });

  test("lets the worker find classes that are not exported, in every file", async () => {
    await write("tasks.ts", "import './lib.ts';\nclass Hidden {}\n");
    await write("lib.ts", "export const Expression = class {};\n");
    const families = new Set<{ name: string }>();
    (globalThis as { [FAMILIES]?: unknown })[FAMILIES] = families;
    await load(
      await bundle([
        classAt("Hidden", "tasks.ts", 2, 7),
        classAt("Expression", "lib.ts", 1, 14),
        classAt("Gone", "tasks.ts", 9, 1),
      ]),
    );
    expect([...families].map(({ name }) => name).sort()).toEqual(["Expression", "Hidden"]);
  });

  test("is not made again while no input changed, and is when one did", async () => {
    await write("tasks.ts", "export { x } from './lib.ts';\n");
    await write("lib.ts", "export const x = 1;\n");
    const first = await bundle();
    const made = (await stat(first)).mtimeMs;
    expect(await bundle()).toBe(first);
    expect((await stat(first)).mtimeMs).toBe(made);
    await write("lib.ts", "export const x = 2;\n");
    const second = await bundle();
    expect(second).not.toBe(first);
    expect((await load(second)).x).toBe(2);
    // A run that has loaded the first one may still come back to it, for its source map say.
    expect((await load(first)).x).toBe(1);
  });

  test("is made again when a tsconfig.json comes into being, and not before", async () => {
    await write("tasks.ts", "export const x = 1;\n");
    const [manifest] = await manifestsAfter(bundle);
    const { mtimeMs } = await stat(manifest as string);
    await bundle();
    expect((await stat(manifest as string)).mtimeMs).toBe(mtimeMs);
    await write("tsconfig.json", "{}");
    await bundle();
    expect((await stat(manifest as string)).mtimeMs).not.toBe(mtimeMs);
  });

  test("is thrown away a week after it was last used", async () => {
    await write("tasks.ts", "export const x = 1;\n");
    const first = await bundle();
    const longAgo = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000);
    await utimes(path.dirname(first), longAgo, longAgo);
    await write("tasks.ts", "export const x = 2;\n");
    await bundle();
    await expect(stat(first)).rejects.toThrow("ENOENT");
  });

  test("has a source map whose paths lead to the sources", async () => {
    await write("tasks.ts", "export const x = 1;\n");
    const module = await bundle();
    const { sources } = JSON.parse(await readFile(`${module}.map`, "utf8")) as { sources: string[] };
    expect(sources.map((source) => path.resolve(path.dirname(module), source))).toContain(path.join(root, "tasks.ts"));
  });

  test("uses our own library where the project has none", async () => {
    await write("tasks.ts", "import { Task } from 'pipewright'; export { Task };\n");
    expect(await readFile(await bundle(), "utf8")).toContain(pathToFileURL(LIBRARY).href);
  });

  test("that does not compile is refused with each error's place", async () => {
    await write("tasks.ts", "export const x = ;\n");
    await expect(bundle()).rejects.toThrow(/^The tasks could not be compiled:\n {2}tasks\.ts:1:18 /);
  });
});
