import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolders } from "../support/temporary-folder.ts";

const root = path.resolve(import.meta.dirname, "../..");
const page = readFileSync(path.join(root, "docs/testing-your-tasks.md"), "utf8");
const files = [...page.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, name = "", code = ""]) => ({
  name,
  code,
}));
const [, command = ""] = /```sh\n(.*)\n```/.exec(page) ?? [];

const temporaryFolder = temporaryFolders();
let project: string;

beforeEach(() => {
  project = temporaryFolder();
  for (const { name, code } of files) {
    mkdirSync(path.join(project, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(project, name), code);
  }
  writeFileSync(path.join(project, "package.json"), '{ "type": "module" }');
  mkdirSync(path.join(project, "node_modules"));
  symlinkSync(root, path.join(project, "node_modules/pipewright"), "junction");
});

const run = (...args: string[]) => {
  // What vitest tells its own processes would make Node's runner one of them.
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  return spawnSync(process.execPath, args, { cwd: project, env, encoding: "utf8" });
};

test("the page's tests pass as they stand there, and write nothing", () => {
  const [node, ...args] = command.split(" ");
  expect(node).toBe("node");
  const { status, stdout } = run(...args);
  expect(status, stdout).toBe(0);
  expect(stdout).toContain("pass 5");
  const { stdout: left } = run("-p", "require('node:fs').readdirSync('.').join()");
  expect(left.trim()).toBe("node_modules,package.json,tasks");
});

test("the page's code has no error of type", () => {
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: ["node"],
    typeRoots: [path.join(root, "node_modules/@types")],
  };
  writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["tasks"] }));
  const { status, stdout } = run(path.join(root, "node_modules/typescript/bin/tsc"), "-p", ".");
  expect(stdout).toBe("");
  expect(status).toBe(0);
});
