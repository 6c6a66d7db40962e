import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { DuckDBInstance } from "@duckdb/node-api";
import type { RunEvent, RunFinished, TaskResult } from "../../src/protocol/run-event.ts";
import { copyExample } from "./copy-example.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

export interface Outcome {
  readonly exitCode: number | null;
  readonly finished: RunFinished;
  /** What was printed for people. */
  readonly told: string;
}

/** A copy of the example, with a small production database, a history of its own and nothing made yet. */
export class Example {
  readonly folder: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(folder: string, env: NodeJS.ProcessEnv = {}) {
    this.folder = folder;
    this.#env = env;
  }

  /** @param env where its systems are, when not beside it */
  static create(env?: NodeJS.ProcessEnv): Example {
    return new Example(copyExample(env), env);
  }

  /** A copy that is there already. */
  static at(folder: string): Example {
    return new Example(folder);
  }

  /** Starts the real command. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [path.join(ROOT, "dist/cli.js"), ...args, "--cwd", this.folder, "--json"], {
      env: { ...process.env, ...this.#env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Runs the real command to its end. */
  async run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const command = this.start(args, env);
    const [events, told, [exitCode]] = await Promise.all([
      text(command.stdout as NodeJS.ReadableStream),
      text(command.stderr as NodeJS.ReadableStream),
      once(command, "exit"),
    ]);
    const last = events.trimEnd().split("\n").at(-1) ?? "";
    if (!last.includes('"runFinished"')) throw new Error(`It ended with exit code ${exitCode}: ${told}`);
    return { exitCode, finished: JSON.parse(last) as RunFinished, told };
  }

  /** Kills the command, and nothing else, as soon as it has told so many events. */
  async killAfter(events: number, args: readonly string[]): Promise<{ workers: number[]; told: RunEvent[] }> {
    let workers: number[] = [];
    const { told } = await this.runAndAfter(events, args, (command) => {
      workers = childrenOf(command.pid as number);
      command.kill("SIGKILL");
    });
    return { workers, told };
  }

  /** Runs the real command to its end, and does something as soon as it has told so many events. */
  async runAndAfter(
    events: number,
    args: readonly string[],
    act: (command: ChildProcess) => unknown,
  ): Promise<{ exitCode: number | null; told: RunEvent[] }> {
    const command = this.start(args);
    const told: RunEvent[] = [];
    for await (const line of createInterface({ input: command.stdout as NodeJS.ReadableStream })) {
      told.push(JSON.parse(line) as RunEvent);
      if (told.length === events) await act(command);
    }
    if (command.exitCode === null && command.signalCode === null) await once(command, "exit");
    return { exitCode: command.exitCode, told };
  }

  /** Every file that the tasks made, by its path, with its content. */
  files(): Record<string, string> {
    const data = path.join(this.folder, "data");
    const files = readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath !== data)
      .map((entry) => path.join(entry.parentPath, entry.name));
    return Object.fromEntries(files.toSorted().map((file) => [path.relative(data, file), readFileSync(file, "utf8")]));
  }

  /** Every file that the tasks made; the embedded database, with its tables. */
  async made(): Promise<Record<string, unknown>> {
    return {
      ...this.files(),
      sales: await this.query("SELECT * FROM sales ORDER BY ALL"),
      loaded: await this.query("SELECT table_name, partition_key, row_count FROM pipewright_markers ORDER BY ALL"),
    };
  }

  /** Asks the analytics database. */
  async query(sql: string): Promise<Record<string, unknown>[]> {
    const instance = await DuckDBInstance.fromCache(path.join(this.folder, "data/analytics.duckdb"));
    const connection = await instance.connect();
    try {
      return (await connection.runAndReadAll(sql)).getRowObjectsJson();
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }

  remove(): void {
    rmSync(path.dirname(this.folder), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The tasks that ended so, as `Family date`, sorted. */
export function tasksWith(status: TaskResult["status"], { tasks }: RunFinished): string[] {
  return tasks
    .filter((task) => task.status === status)
    .map(({ family, params }) => `${family} ${params.date}`)
    .toSorted();
}

function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statOf(name)?.parent === pid)
    .map(Number);
}

/** Does a process run? One that has ended and is waited for by nobody does not. */
export function isRunning(pid: number): boolean {
  const stat = statOf(String(pid));
  return stat !== undefined && stat.state !== "Z";
}

// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: pid (command) state parent …; a command may hold anything.
function statOf(pid: string): { state: string; parent: number } | undefined {
  try {
    const [state = "", parent] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return undefined; // ended while we looked
  }
}
