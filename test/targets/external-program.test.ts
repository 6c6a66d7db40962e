import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { interrupt, pipewright, writeProject } from "../support/command.ts";
import { isRunning } from "../support/example.ts";
import { runIn } from "../support/run-in.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const makeFolder = temporaryFolders();

const TASKS = `
import { LocalTarget, StringParameter } from "pipewright";
import { ContainerTask, ExternalProgramTask, HadoopJarTask, SparkSubmitTask } from "pipewright/targets/program";

export class Shell extends ExternalProgramTask.with({ script: StringParameter() }) {
  output() { return new LocalTarget("data/made.txt"); }
  environment = { GREETING: "hello $HOME", PATH: process.env.PATH };
  workingFolder = "data";
  command() { return ["sh", "-c", this.script, "sh", "an argument; with 'signs'"]; }
}
export class Sevens extends Shell { successCodes = [7]; }
export class Missing extends Shell { command() { return ["no-such-program"]; } }
export class Contained extends ContainerTask {
  image = "img:1";
  volumes = { "/data": "data" };
  environment = { TOKEN: "hidden" };
  containerCommand() { return ["convert", 4]; }
  output() { return new LocalTarget("data/made.txt"); }
}
export class Submitted extends SparkSubmitTask {
  application = "job.py"; master = "yarn"; settings = { "spark.executor.memory": "2g" };
  applicationArguments() { return ["--day", "2026-11-18"]; }
  output() { return new LocalTarget("data/made.txt"); }
}
export class Job extends HadoopJarTask {
  jar = "job.jar"; mainClass = "org.example.Job"; settings = { "mapreduce.job.reduces": 2 };
  jobArguments() { return ["in", "out"]; }
  output() { return new LocalTarget("data/made.txt"); }
}
`;

function project(): string {
  const folder = makeFolder();
  writeProject(folder, TASKS);
  mkdirSync(path.join(folder, "data"));
  return folder;
}

test("a program gets its arguments as they are, its environment and its folder, and is heard in the log", async () => {
  const folder = project();
  const script = 'echo "$1"; echo "$GREETING" >&2; pwd; touch made.txt';
  expect((await runIn(folder, "run", "Shell", "--script", script)).exitCode).toBe(0);
  const { stdout } = await pipewright(folder, ["logs", "Shell"]);
  expect(stdout).toContain("an argument; with 'signs'");
  expect(stdout).toContain("hello $HOME");
  expect(stdout).toContain(path.join(folder, "data"));
});

test("a program that fails fails its task, by the exit codes that mean so", async () => {
  const folder = project();
  const failed = await runIn(folder, "run", "Shell", "--script", "exit 7");
  expect(failed.exitCode).toBe(20);
  expect(failed.result("Shell").error?.message).toContain("sh ended with exit code 7");
  expect((await runIn(folder, "run", "Sevens", "--script", "touch made.txt; exit 7")).exitCode).toBe(0);
});

test("a program that is killed, or not there, is told as such", async () => {
  const folder = project();
  const killed = await runIn(folder, "run", "Shell", "--script", "kill -9 $$");
  expect(killed.result("Shell").error?.message).toContain("sh was ended by SIGKILL");
  const missing = await runIn(folder, "run", "Missing", "--script", "");
  expect(missing.result("Missing").error?.message).toContain("no-such-program could not be started");
});

test("cancelled, a program ends with everything that it has started", async () => {
  const folder = project();
  const pids = path.join(folder, "data/pids");
  const script = "sleep 1000 & echo $$ $! > pids.part; mv pids.part pids; wait";
  const { exitCode } = await interrupt(folder, ["run", "Shell", "--script", script], async (command) => {
    await expect.poll(() => existsSync(pids), { timeout: 60_000 }).toBe(true);
    command.kill("SIGINT");
  });
  expect(exitCode).toBe(130);
  const started = readFileSync(pids, "utf8").trim().split(" ").map(Number);
  expect(started).toHaveLength(2);
  await expect.poll(() => started.filter(isRunning), { timeout: 30_000 }).toEqual([]);
});

test.each([
  ["Contained", "docker", "run --rm --init --volume {}/data:/data --env TOKEN img:1 convert 4", "hidden"],
  ["Job", "hadoop", "jar job.jar org.example.Job -Dmapreduce.job.reduces=2 in out", ""],
])("%s calls %s", async (family, program, args, token) => {
  const { folder, said } = await callOf(family, program);
  expect(said).toEqual([args.replace("{}", folder), token]);
});

test("Submitted calls spark-submit, under the task's name", async () => {
  const { said } = await callOf("Submitted", "spark-submit");
  expect(said[0]).toMatch(
    /^--master yarn --name Submitted\S* --conf spark\.executor\.memory=2g job\.py --day 2026-11-18$/,
  );
});

/** Runs a task with a program of that name that keeps what it is called with. */
async function callOf(family: string, program: string): Promise<{ folder: string; said: string[] }> {
  const folder = project();
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(path.join(bin, program), `#!/bin/sh\nprintf '%s\\n%s' "$*" "$TOKEN" > data/made.txt\n`);
  chmodSync(path.join(bin, program), 0o755);
  const { exitCode, stderr } = await pipewright(folder, ["run", family], {
    PATH: `${bin}:${process.env["PATH"]}`,
    TOKEN: "",
  });
  expect(exitCode, stderr).toBe(0);
  return { folder, said: readFileSync(path.join(folder, "data/made.txt"), "utf8").split("\n") };
}
