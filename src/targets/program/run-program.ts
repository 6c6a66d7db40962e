import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const GRACE_MS = 10_000;

export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Asks the program to end, and after ten seconds kills it with all that it has started. */
  readonly signal: AbortSignal;
  /** Is given each line that it says, of either stream. */
  readonly told: (line: string) => void;
}

/** How a program ended: by itself or by a signal. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs a program to its end.
 *
 * @throws Error when it can not be started; the signal's reason when that ended it
 */
export async function runProgram({ program, args, cwd, env, signal, told }: ProgramCall): Promise<ProgramEnd> {
  signal.throwIfAborted();
  // A group of its own, so that what it starts in turn can be ended with it.
  const grouped = process.platform !== "win32";
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: grouped });
  const end = (name: NodeJS.Signals) => endTree(child, name, grouped);
  let killing: NodeJS.Timeout | undefined;
  const stop = () => {
    end("SIGTERM");
    killing = setTimeout(() => end("SIGKILL"), GRACE_MS);
  };
  const kill = () => end("SIGKILL");
  signal.addEventListener("abort", stop, { once: true });
  process.once("exit", kill);
  try {
    const streams = [child.stdout, child.stderr].map(async (input) => {
      for await (const line of createInterface({ input })) told(line);
    });
    const [[code, by]] = await Promise.all([once(child, "exit"), ...streams]);
    signal.throwIfAborted();
    return { code: code as number | null, signal: by as NodeJS.Signals | null };
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
    const missing = cwd === undefined ? "no such program" : `no such program, or no folder ${cwd}`;
    throw new Error(`${program} could not be started: there is ${missing}.`, { cause: error });
  } finally {
    clearTimeout(killing);
    signal.removeEventListener("abort", stop);
    process.removeListener("exit", kill);
    end("SIGKILL"); // those that it left behind
  }
}

function endTree(child: ChildProcess, name: NodeJS.Signals, grouped: boolean): void {
  if (child.pid === undefined) return;
  try {
    if (grouped) process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // nobody is left
  }
}
