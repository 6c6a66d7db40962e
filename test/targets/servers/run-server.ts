import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Server } from "./server.ts";

const LONGEST_START_MS = 60_000;

export interface ServerProgram {
  readonly version: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** How it is ended in good order; SIGTERM when not given. */
  readonly stopSignal?: NodeJS.Signals;
  /** Resolves once it answers; when it takes connections, if not given. */
  ready?(): Promise<void>;
}

/** Who runs it. Some servers refuse to be run by root. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Runs a server on a free port of loopback, in a folder of its own that is gone after it.
 *
 * @param user of the system, for a server that root may not run
 * @param prepare makes its files, and says how it is run
 */
export async function runServer(
  user: string | undefined,
  prepare: (place: { folder: string; port: number; account: Account }) => ServerProgram | Promise<ServerProgram>,
): Promise<Server> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-server-"));
  const account = user === undefined || process.getuid?.() !== 0 ? {} : accountOf(user);
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid as number);
  const port = await freePort();
  const program = await prepare({ folder, port, account });
  let child: ChildProcess | undefined;
  const killAll = () => child?.pid !== undefined && child.exitCode === null && tryKill(child.pid, "SIGKILL");

  const end = async (signal: NodeJS.Signals) => {
    const running = child;
    child = undefined;
    if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, "exit");
    // PostgreSQL's processes lead groups of their own, and one that is at work does not see at once that its parent is gone.
    const children = signal === "SIGKILL" ? childrenOf(running.pid) : [];
    tryKill(running.pid, signal);
    for (const one of children) tryKill(one, signal);
    await exited;
    tryKill(running.pid, "SIGKILL"); // those of its group that it left
  };
  const start = async () => {
    const options: SpawnOptions = {
      cwd: folder,
      env: { ...process.env, ...program.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // a group of its own, which is killed together
      ...account,
    };
    child = spawn(program.command, program.args, options);
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk) => (said = `${said}${String(chunk)}`.slice(-4000)));
    const starting = child;
    const ended = once(starting, "exit").then(([code]) => {
      throw new Error(`${program.command} ended with ${code}: ${said}`);
    });
    ended.catch(() => {});
    await Promise.race([ended, untilAnswers(port), tooLong(() => said)]);
    await program.ready?.();
  };
  process.once("exit", killAll);
  await start();
  return {
    version: program.version,
    port,
    kill: () => end("SIGKILL"),
    start,
    stop: async () => {
      await end(program.stopSignal ?? "SIGTERM");
      process.removeListener("exit", killAll);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function accountOf(user: string): Account {
  const id = (flag: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean).map(Number);
}

function tryKill(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // nobody is left
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function untilAnswers(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const answers = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (answers) return;
    await setTimeout(50);
  }
}

async function tooLong(said: () => string): Promise<never> {
  await setTimeout(LONGEST_START_MS, undefined, { ref: false });
  throw new Error(`It did not answer within ${LONGEST_START_MS / 1000} s: ${said()}`);
}
