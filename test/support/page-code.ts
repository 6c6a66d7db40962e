import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What a page of the documentation shows: the files that its blocks of code name in their first line, and commands. */
export interface PageCode {
  readonly files: readonly { readonly name: string; readonly code: string }[];
  /** Each line of its blocks of shell. */
  readonly commands: readonly string[];
}

/** @param page relative to the repository's folder */
export function pageCode(page: string): PageCode {
  const text = readFileSync(path.join(ROOT, page), "utf8");
  const files = [...text.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)];
  const shells = [...text.matchAll(/```sh\n([\s\S]*?)\n```/g)];
  return {
    files: files.map(([, name = "", code = ""]) => ({ name, code })),
    commands: shells.flatMap(([, lines = ""]) => lines.split("\n")),
  };
}

/** Makes a project of a page's files in an empty folder, in which `pipewright` resolves to this repository. */
export function writePage(folder: string, { files }: PageCode): void {
  for (const { name, code } of files) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), code);
  }
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  mkdirSync(path.join(folder, "node_modules"));
  symlinkSync(ROOT, path.join(folder, "node_modules/pipewright"), "junction");
}

/** Runs Node in a page's project. */
export function runNode(folder: string, args: readonly string[]): { status: number | null; stdout: string } {
  // What vitest tells its own processes would make Node's test runner one of them.
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  return spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" });
}

/** @returns what the compiler says of a page's project: nothing where all is well */
export function compilePage(folder: string): string {
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: ["node"],
    typeRoots: [path.join(ROOT, "node_modules/@types")],
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["tasks"] }));
  return runNode(folder, [path.join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "."]).stdout;
}
