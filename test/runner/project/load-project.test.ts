import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ExitCode } from "../../../src/protocol/exit-code.ts";
import { loadProject, makeStateFolder } from "../../../src/runner/project/load-project.ts";
import { DEFAULT_KUBERNETES } from "../../../src/runner/project/read-kubernetes-config.ts";
import { UserError } from "../../../src/runner/run/user-error.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folder = temporaryFolders();

function write(file: string, content: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

/** What is said of a project whose settings are these. */
async function refusal(settings: unknown): Promise<string> {
  const root = folder();
  write(path.join(root, "pipewright.config.json"), settings);
  const error = await loadProject(root).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).exitCode).toBe(ExitCode.wrongUsage);
  return (error as UserError).message.replace(`${root}${path.sep}`, "");
}

describe("the project around a folder", () => {
  test("is where the nearest pipewright.config.json lies upwards", async () => {
    const root = folder();
    write(path.join(root, "package.json"), { pipewright: { tasks: ["outer/*.ts"] } });
    write(path.join(root, "inner", "pipewright.config.json"), { tasks: ["inner/*.ts"] });
    mkdirSync(path.join(root, "inner", "deep", "down"), { recursive: true });
    const project = await loadProject(path.join(root, "inner", "deep", "down"));
    expect(project.root).toBe(path.join(root, "inner"));
    expect(project.stateDir).toBe(path.join(root, "inner", ".pipewright"));
    expect(project.config.tasks).toEqual(["inner/*.ts"]);
  });

  test("is where the nearest package.json with a pipewright key lies, past those without", async () => {
    const root = folder();
    write(path.join(root, "package.json"), { pipewright: { tasks: "tasks/*.ts", workers: 3 } });
    write(path.join(root, "packages", "one", "package.json"), { name: "one" });
    const project = await loadProject(path.join(root, "packages", "one"));
    expect(project.root).toBe(root);
    expect(project.config).toMatchObject({ tasks: ["tasks/*.ts"], workers: 3 });
  });

  test("takes the configuration file before package.json in the same folder", async () => {
    const root = folder();
    write(path.join(root, "package.json"), { pipewright: { workers: 1 } });
    write(path.join(root, "pipewright.config.json"), { workers: 2 });
    expect((await loadProject(root)).config.workers).toBe(2);
  });

  test("is the nearest package.json's folder where nothing is configured, with the defaults", async () => {
    const root = folder();
    write(path.join(root, "package.json"), { name: "plain" });
    mkdirSync(path.join(root, "src"));
    const { root: found, config } = await loadProject(path.join(root, "src"));
    expect(found).toBe(root);
    expect(config).toEqual({
      tasks: ["**/*.ts"],
      exclude: expect.arrayContaining(["**/node_modules/**", "**/dist/**", "**/*.d.ts"]),
      workers: os.availableParallelism(),
      resources: {},
      checksums: false,
      parameters: {},
      history: { keepDays: 90 },
      kubernetes: DEFAULT_KUBERNETES,
      notify: [],
    });
  });

  test("is the folder itself where there is no package.json either", async () => {
    const root = folder();
    expect((await loadProject(root)).root).toBe(root);
  });

  test("has to be looked for in a folder that exists", async () => {
    const missing = path.join(folder(), "nowhere");
    await expect(loadProject(missing)).rejects.toThrow(`There is no folder ${missing}.`);
  });
});

describe("a project's settings", () => {
  test("keep the always excluded globs beside the given ones, and values of parameters as text", async () => {
    const root = folder();
    write(path.join(root, "pipewright.config.json"), {
      $schema: "./schema.json",
      exclude: "old/**",
      parameters: { LoadSales: { batchSize: 500, note: "", dry: true } },
    });
    const { exclude, parameters } = (await loadProject(root)).config;
    expect(exclude).toEqual(expect.arrayContaining(["**/node_modules/**", "**/dist/**", "**/*.d.ts", "old/**"]));
    expect(parameters).toEqual({ LoadSales: { batchSize: "500", note: "", dry: "true" } });
  });

  test.each([
    ["not JSON at all", "{tasks", /^pipewright\.config\.json is not JSON: /],
    ["a list", [], /^pipewright\.config\.json must be an object like \{"tasks": \["tasks\/\*\.ts"\]\}\.$/],
    ["an unknown key", { task: [] }, /^pipewright\.config\.json has no setting "task"\. Did you mean "tasks"\? /],
    ["tasks that are no globs", { tasks: [1] }, /: "tasks" must be a glob or a list of globs, like /],
    ["no workers", { workers: 0 }, /: "workers" must be a whole number from 1 to 1024\.$/],
    ["workers as text", { workers: "4" }, /: "workers" must be a whole number from 1 to 1024\.$/],
    ["parameters as a list", { parameters: [] }, /: "parameters" must be an object like /],
    ["a family's parameters as text", { parameters: { A: "x" } }, /: "parameters\.A" must be an object like /],
    [
      "a parameter's value as a list",
      { parameters: { A: { b: [] } } },
      /: "parameters\.A\.b" must be a text, a number or a boolean\.$/,
    ],
  ])("are refused with file, key and what is expected: %s", async (_what, settings, message) => {
    expect(await refusal(settings)).toMatch(message);
  });

  test("are said to stand in package.json when they do", async () => {
    const root = folder();
    write(path.join(root, "package.json"), { pipewright: { workers: -1 } });
    await expect(loadProject(root)).rejects.toThrow(
      `${path.join(root, "package.json")}, key "pipewright": "workers" must`,
    );
  });
});

test("the state folder keeps itself out of version control, and what somebody wrote there stays", async () => {
  const root = folder();
  const project = await loadProject(root);
  await makeStateFolder(project);
  const ignore = path.join(project.stateDir, ".gitignore");
  expect(readFileSync(ignore, "utf8")).toBe("*\n");
  write(ignore, "*\n!kept\n");
  await makeStateFolder(project);
  expect(readFileSync(ignore, "utf8")).toBe("*\n!kept\n");
});
