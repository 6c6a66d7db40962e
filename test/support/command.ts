import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { RunEvent, RunFinished } from "../../src/protocol/run-event.ts";

/** The built command. */
export const CLI = path.resolve(import.meta.dirname, "../../dist/cli.js");

export interface Said {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Writes a project with one file of tasks into an empty folder.
 *
 * @param config settings besides `tasks` and two workers
 */
export function writeProject(folder: string, tasks: string, config: object = {}): void {
  mkdirSync(path.join(folder, "tasks"));
  writeFileSync(path.join(folder, "tasks", "tasks.ts"), tasks);
  const settings = { tasks: ["tasks/*.ts"], workers: 2, ...config };
  writeFileSync(path.join(folder, "pipewright.config.json"), JSON.stringify(settings));
}

/** Starts the real command in a folder. */
export function start(
  folder: string,
  args: readonly string[],
  stdio: StdioOptions = ["ignore", "pipe", "pipe"],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  return spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio,
  });
}

/** Runs the real command in a folder to its end. */
export async function pipewright(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
  const command = start(folder, args, undefined, env);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(command.stdout as NodeJS.ReadableStream),
    text(command.stderr as NodeJS.ReadableStream),
    once(command, "exit"),
  ]);
  return { exitCode, stdout, stderr };
}

/** The JSON of each line. */
export function lines<T = RunEvent>(stdout: string): T[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

/** Starts a run with `--json`, does something to it when its first task has started, and waits for its end. */
export async function interrupt(
  folder: string,
  args: readonly string[],
  act: (command: ChildProcess) => void | Promise<void>,
  env: NodeJS.ProcessEnv = {},
): Promise<{ exitCode: number | null; finished: RunFinished }> {
  const command = start(folder, [...args, "--json"], ["ignore", "pipe", "ignore", "ipc"], env);
  const exited = once(command, "exit");
  const events: RunEvent[] = [];
  for await (const line of createInterface({ input: command.stdout as NodeJS.ReadableStream })) {
    events.push(JSON.parse(line) as RunEvent);
    if (events.filter(({ event }) => event === "taskStarted").length === 1 && events.at(-1)?.event === "taskStarted")
      await act(command);
  }
  const [exitCode] = (await exited) as [number | null];
  return { exitCode, finished: events.at(-1) as RunFinished };
}
