import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProgram } from "../../../src/runner/cli/program.ts";
import { pathInProject } from "../../../src/runner/project/path-in-project.ts";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { LocalTarget, StringParameter, Task } from "pipewright";

export class Load extends Task.with({ version: StringParameter({ default: "1" }) }) {
  output() {
    return new LocalTarget(\`load/\${this.version}.txt\`);
  }
  async run() {
    if (this.version === "bad") throw new Error("There is no such version.");
    await this.output().write("loaded");
  }
}
`;

const folder = temporaryFolders();
const commands = createProgram().commands.filter((command) => !command.name().startsWith("__"));
const MANIFEST = path.resolve(import.meta.dirname, "../../../package.json");
const { version } = JSON.parse(readFileSync(MANIFEST, "utf8")) as { version: string };

describe.each(commands.map((command) => [command.name(), command] as const))("%s", (name, command) => {
  test("says in its help what it does, with examples that its own flags understand", () => {
    let help = "";
    command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp();
    const examples = [...help.matchAll(/^ {2}\$ pipewright (.+)$/gm)].map(([, line]) => line as string);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const [first, ...words] = example.replace(/ [|>].*/, "").split(" ");
      expect(first).toBe(name);
      // What a task's own parameters are called is not known here.
      const flags = words.filter((word) => word.startsWith("--") && word !== "--date" && word !== "--help");
      for (const flag of flags) expect(command.options.map(({ long }) => long)).toContain(flag);
    }
    expect(help).toContain("--cwd <folder>");
  });

  test("tells the version", async () => {
    expect(await pipewright(folder(), [name, "--version"])).toEqual({
      exitCode: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
  });
});

test("a task's parameter may be called version nevertheless", async () => {
  const root = folder();
  writeProject(root, TASKS);
  expect((await pipewright(root, ["run", "Load", "--version", "3"])).stdout).toContain("1 ran: Load(version=3)");
  expect((await pipewright(root, ["logs", "Load", "--version", "3"])).exitCode).toBe(0);
});

describe("names that are nearly right", () => {
  test.each([
    ["a command", ["stauts"], "(Did you mean status?)"],
    ["a flag of a command", ["graph", "--fromat", "dot"], "(Did you mean --format?)"],
    ["a flag of a task", ["run", "Load", "--verzion", "1"], "(Did you mean --version?)"],
    ["a flag of the command behind a task", ["run", "Load", "--wrokers", "1"], "(Did you mean --workers?)"],
    ["a task", ["run", "laod"], "There is no task laod. Did you mean Load?"],
    ["a task that has a log", ["logs", "Laod"], "it is neither a run nor a task that ran here. Did you mean Load?"],
    ["a parameter of a task that has a log", ["logs", "Load", "--verzion", "1"], "Did you mean --version?"],
    ["a choice", ["graph", "--format", "svgg"], "Allowed choices are json, mermaid, dot, svg."],
  ])("are met with the right one: %s", async (_what, args, message) => {
    const root = folder();
    writeProject(root, TASKS);
    if (args[0] === "logs") await pipewright(root, ["run", "Load"]);
    const { exitCode, stdout, stderr } = await pipewright(root, args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("colours", () => {
  const ESCAPE = "\u001b[3";
  const typed = (env: NodeJS.ProcessEnv) => {
    const root = folder();
    writeProject(root, TASKS);
    const cli = path.resolve(import.meta.dirname, "../../../dist/cli.js");
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...rest } = process.env;
    return spawnSync("script", ["-qec", `'${process.execPath}' '${cli}' run Load --version bad`, "/dev/null"], {
      cwd: root,
      env: { ...rest, TERM: "xterm", ...env },
      encoding: "utf8",
    }).stdout;
  };

  test("are there on a terminal, and not with NO_COLOR or a terminal that has none", () => {
    expect(typed({})).toContain(ESCAPE);
    expect(typed({ NO_COLOR: "1" })).not.toContain(ESCAPE);
    const dumb = typed({ TERM: "dumb" });
    expect(dumb).toContain("There is no such version.");
    expect(dumb).not.toContain("\u001b[");
  });

  test("are not there where nobody looks", async () => {
    const root = folder();
    writeProject(root, TASKS);
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    const { stdout } = await pipewright(root, ["run", "Load", "--version", "bad"], { ...env, NO_COLOR: "" });
    expect(stdout).toContain("There is no such version.");
    expect(stdout).not.toContain("\u001b[");
  });
});

test("files are shown with slashes on Windows too", () => {
  expect(pathInProject("C:\\shop", "C:\\shop\\tasks\\load.ts", path.win32)).toBe("tasks/load.ts");
  expect(pathInProject("/shop", "/shop/tasks/load.ts", path.posix)).toBe("tasks/load.ts");
});
