import { globSync, mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { pipewright, writeProject } from "../support/command.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const temporaryFolder = temporaryFolders();

const SECRET = "correct-horse-battery-staple";
const TASKS = `
import { LocalTarget, StringParameter, Task } from "pipewright";

export class Login extends Task.with({ user: StringParameter(), password: StringParameter({ visibility: "private" }) }) {
  output() {
    return new LocalTarget("data/login.txt");
  }
  async run() {
    this.log("logging in as " + this.user);
    if (this.user === "mallory") throw new Error("refused");
    await this.output().write(String(this.password.length));
  }
}

export class Named extends Task.with({ name: StringParameter() }) {
  output() {
    return new LocalTarget("data/named-" + this.name.length + ".txt");
  }
  async run() {
    this.log("here");
    await this.output().write("");
  }
}
`;

/** Every file below a folder, with what it holds. */
function filesIn(folder: string): { file: string; bytes: Buffer }[] {
  return globSync("**/*", { cwd: folder })
    .concat(globSync(".pipewright/**/*", { cwd: folder }))
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .map((file) => ({ file, bytes: readFileSync(path.join(folder, file)) }));
}

test("24. a private value is in nothing that is said and in nothing that is kept", { timeout: 300_000 }, async () => {
  const folder = temporaryFolder();
  writeProject(folder, TASKS);
  const env = { PIPEWRIGHT_LOGIN__PASSWORD: SECRET };
  const said = [];
  for (const args of [
    ["plan", "Login", "--user", "alice"],
    ["plan", "Login", "--user", "alice", "--json"],
    ["run", "Login", "--user", "mallory"],
    ["run", "Login", "--user", "mallory", "--json"],
    ["run", "Login", "--user", "alice"],
    ["run", "Login", "--user", "alice", "--json"],
    ["status", "--json"],
    ["history", "--json"],
    ["failures", "--json"],
    ["logs", "Login"],
  ]) {
    const { stdout, stderr } = await pipewright(folder, args, env);
    said.push(stdout, stderr);
  }
  expect(said.join("")).toContain("alice");
  expect(said.join("")).not.toContain(SECRET);
  expect(readFileSync(path.join(folder, "data/login.txt"), "utf8")).toBe(String(SECRET.length));
  const kept = filesIn(folder);
  expect(kept.some(({ bytes }) => bytes.includes("logging in as mallory"))).toBe(true);
  expect(kept.filter(({ bytes }) => bytes.includes(SECRET)).map(({ file }) => file)).toEqual([]);
});

test.each(["../../../../escaped", "/tmp/escaped", "a\\..\\..\\escaped", "con\0trol", "é".repeat(300)])(
  "no parameter leads a file of Pipewright's own out of its folder: %j",
  async (name) => {
    const around = temporaryFolder();
    const folder = path.join(around, "deep/er/project");
    mkdirSync(folder, { recursive: true });
    writeProject(folder, TASKS);
    const env = { PIPEWRIGHT_NAMED__NAME: name.replaceAll("\0", "\u0001") };
    const { exitCode, stderr } = await pipewright(folder, ["run", "Named"], env);
    expect(exitCode, stderr).toBe(0);
    const logs = globSync(".pipewright/logs/*/*", { cwd: folder });
    expect(logs).toHaveLength(1);
    const outside = globSync("**/*", { cwd: around }).filter(
      (file) =>
        !path.relative("deep/er/project", file).startsWith("data") && statSync(path.join(around, file)).isFile(),
    );
    expect(outside.sort()).toEqual(
      ["pipewright.config.json", "tasks/tasks.ts"].map((file) => path.join("deep/er/project", file)),
    );
  },
);
