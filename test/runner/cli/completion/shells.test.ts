import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { pipewright, writeProject } from "../../../support/command.ts";
import { temporaryFolders } from "../../../support/temporary-folder.ts";

const TASKS = `
import { writeFileSync } from "node:fs";
import { ChoiceParameter, DateParameter, LocalTarget, Task } from "pipewright";

writeFileSync("loaded", "The module was loaded.");

export class SalesReport extends Task.with({
  date: DateParameter(),
  region: ChoiceParameter({ choices: ["north", "south"] }),
}) {
  output() {
    return new LocalTarget(\`report/\${this.date}.txt\`);
  }
}
export class Odd extends Task.with({}) {
  static readonly family = "Load 50% of $HOME";
  output() {
    return new LocalTarget("odd.txt");
  }
}
`;

const CLI = path.resolve(import.meta.dirname, "../../../../dist/cli.js");

const folder = temporaryFolders();
let root: string;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  root = folder();
  writeProject(root, TASKS);
  mkdirSync(path.join(root, "reports"));
  // Nobody waits for long at the Tab key; what is in the cache is there at once.
  expect(await pipewright(root, ["graph"])).toMatchObject({ exitCode: 0, stderr: "" });
  const bin = folder();
  writeFileSync(path.join(bin, "pipewright"), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(path.join(bin, "pipewright"), 0o755);
  env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, HOME: bin, TERM: "dumb", INPUTRC: "/dev/null" };
});

const has = (program: string) => spawnSync(program, ["--version"]).status === 0;

/** What a line becomes when Tab is pressed at its end in a shell. */
interface Shell {
  readonly name: string;
  complete(line: string): string;
}

/**
 * Types into an interactive shell, on a terminal of its own, a line and a Tab, then puts a command before it that prints
 * what there is.
 */
function typedInto(shell: string, setUp: string, line: string): string {
  const toStart = "\u0001";
  const { stdout } = spawnSync("script", ["-qec", shell, "/dev/null"], {
    cwd: root,
    env,
    encoding: "utf8",
    input: `${setUp}\n${line}\t${toStart}printf '<%s>' \nexit\n`,
  });
  const printed = [...stdout.matchAll(/(?:^|[\r\n])((?:<[^>\r\n]*>)+)/g)].at(-1)?.[1] ?? "";
  return [...printed.matchAll(/<([^>]*)>/g)].map(([, word]) => word).join(" ");
}

const BASH: Shell = {
  name: "bash",
  complete: (line) => typedInto("bash --norc --noprofile -i", 'eval "$(pipewright completion bash)"', line),
};
const ZSH: Shell = {
  name: "zsh",
  complete: (line) =>
    typedInto("zsh -f -i", 'autoload -Uz compinit; compinit -u; eval "$(pipewright completion zsh)"; bindkey -e', line),
};
const FISH: Shell = {
  name: "fish",
  complete: (line) => {
    const asked = spawnSync("fish", ["-c", 'pipewright completion fish | source; complete -C "$argv[1]"', line], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    const found = asked.stdout.split("\n").filter(Boolean);
    // One candidate is put in; several are offered.
    if (found.length !== 1) return line;
    const word = found[0]?.split("\t")[0] ?? "";
    return `${line.slice(0, line.lastIndexOf(" ") + 1)}${word}`;
  },
};

const SHELLS = [BASH, ...[ZSH, FISH].filter(({ name }) => has(name))];

describe.each(SHELLS)("the Tab key in $name", ({ complete }) => {
  test("completes commands, flags, tasks, their parameters and choices, and folders", () => {
    // Whether a folder gets a slash is the shell's own.
    const lines = [
      ["pipewright sch", "pipewright schedule"],
      ["pipewright run SalesR", "pipewright run SalesReport"],
      ["pipewright run SalesReport --reg", "pipewright run SalesReport --region"],
      ["pipewright run SalesReport --region so", "pipewright run SalesReport --region south"],
      ["pipewright run SalesReport --region=so", "pipewright run SalesReport --region=south"],
      ["pipewright graph --format me", "pipewright graph --format mermaid"],
      ["pipewright status --cwd rep", "pipewright status --cwd reports"],
    ] as const;
    for (const [typed, becomes] of lines) expect(complete(typed).replace(/\/$/, "")).toBe(becomes);
    // By the analyzer, from source: none of it was run.
    expect(existsSync(path.join(root, "loaded"))).toBe(false);
  });
});

test("bash hands what is typed on without running any of it, and quotes what it puts in", () => {
  expect(BASH.complete("pipewright run Load")).toBe("pipewright run Load 50% of $HOME");
  const script = [
    'eval "$(pipewright completion bash)"',
    "COMP_WORDS=(pipewright run '$(touch hit)' '`touch hit`' --work) COMP_CWORD=4",
    "_pipewright pipewright --work",
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join("\n");
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { cwd: root, env, encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: "--workers\n", stderr: "" });
  expect(existsSync(path.join(root, "hit"))).toBe(false);
});

test("completing says nothing else and leaves no trace where nothing is: no project, a broken one", async () => {
  const nowhere = folder();
  expect(await pipewright(nowhere, ["__complete", "--", "run", ""])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  expect(readdirSync(nowhere)).toEqual([]);
  writeFileSync(path.join(nowhere, "pipewright.config.json"), "{");
  expect(await pipewright(nowhere, ["__complete", "--", "run", ""])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});

test("a shell that is not known is refused with those that are", async () => {
  expect(await pipewright(root, ["completion", "tcsh"])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("Allowed choices are bash, zsh, fish."),
  });
});
