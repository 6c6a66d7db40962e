import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

export interface Step {
  /** The line as the page has it. */
  readonly command: string;
  readonly exitCode: number | null;
  readonly expectedExitCode: number;
  readonly output: string;
}

/** What a page says its commands print, and what those right before it have printed. */
export interface Shown {
  readonly text: string;
  readonly output: string;
}

export interface Followed {
  readonly steps: readonly Step[];
  readonly shown: readonly Shown[];
}

/**
 * Does what a page says, from its top to its end, in an empty folder: blocks of TypeScript that begin with a file's
 * name, and blocks of JSON after a line that ends with one, are written there; blocks of shell are run, line by line.
 * A comment `# exit code 20` says how a line ends, where it is not 0. A block of text after one of shell shows what that prints.
 * `npx pipewright` is this repository's; what npm is asked for is left out.
 *
 * @param page relative to the repository's folder
 */
export function followPage(page: string, folder: string): Followed {
  const programs = prepare(folder);
  const text = readFileSync(path.join(ROOT, page), "utf8");
  const steps: Step[] = [];
  const shown: Shown[] = [];
  let printed = "";
  for (const [, before = "", language, code = ""] of text.matchAll(/([^\n]*)\n\n```(\w+)\n([\s\S]*?)\n?```/g)) {
    const name = language === "ts" ? /^\/\/ (\S+)\n/.exec(code)?.[1] : /`([\w./-]+\.json)`:$/.exec(before)?.[1];
    if (language === "sh") {
      const done = code
        .split("\n")
        .filter((line) => !/^(?:npm |mkdir -p \S+ && cd |$)/.test(line))
        .map((line) => runLine(line, folder, programs));
      printed = done.map(({ output }) => output).join("");
      steps.push(...done);
    } else if (language === "text" && printed !== "") shown.push({ text: code, output: printed });
    else if (name !== undefined && (language === "ts" || language === "json"))
      write(path.join(folder, name), `${code}\n`);
  }
  return { steps, shown };
}

/** Takes out what is different each time: times, the ids of runs, how far a line is moved in. */
export function steady(text: string): string {
  return text
    .replaceAll(/\d+(?:\.\d+)? (?:ms|s|min)\b/g, "TIME")
    .replaceAll(/b?\d{8}T\d{6}-[0-9a-f]+/g, "ID")
    .replaceAll(/^ +/gm, "");
}

/** @returns a folder with an `npx` of ours */
function prepare(folder: string): string {
  write(path.join(folder, "package.json"), '{ "type": "module" }\n');
  mkdirSync(path.join(folder, "node_modules/.programs"), { recursive: true });
  symlinkSync(ROOT, path.join(folder, "node_modules/pipewright"), "junction");
  const programs = path.join(folder, "node_modules/.programs");
  const npx = path.join(programs, "npx");
  writeFileSync(npx, `#!/bin/sh\nshift\nexec "${process.execPath}" "${path.join(ROOT, "dist/cli.js")}" "$@"\n`);
  chmodSync(npx, 0o755);
  return programs;
}

function runLine(command: string, cwd: string, programs: string): Step {
  // What vitest tells its own processes would make Node's test runner one of them.
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const PATH = [programs, path.dirname(process.execPath), env.PATH].join(path.delimiter);
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd,
    env: { ...env, PATH, NO_COLOR: "1" },
    encoding: "utf8",
  });
  return {
    command,
    exitCode: status,
    expectedExitCode: Number(/# exit code (\d+)/.exec(command)?.[1] ?? 0),
    output: stdout + stderr,
  };
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
