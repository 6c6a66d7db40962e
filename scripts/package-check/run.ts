import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  /** Both, for a message. */
  readonly output: string;
}

interface RunOptions {
  readonly cwd: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end, on the same Node as this one. */
export async function run(program: string, args: readonly string[], { cwd, env }: RunOptions): Promise<Finished> {
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`;
  // On Windows npm and npx are scripts of the shell's.
  const shell = process.platform === "win32" && program !== process.execPath;
  const child = spawn(program, args, {
    cwd,
    shell,
    env: { ...process.env, PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return { code, stdout, output: `${stdout}${stderr}`.trim() };
}

/** @throws Error with all that it said, when it did not end with exit code 0 */
export async function mustRun(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, stdout, output } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")}: exit code ${code}\n${output}`);
  return stdout;
}
