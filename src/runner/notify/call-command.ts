import { spawn } from "node:child_process";
import { once } from "node:events";
import type { RunSummary } from "../../protocol/run-summary.ts";
import { endTree } from "../pool/end-tree.ts";
import { NotSent } from "./not-sent.ts";

/**
 * Calls a program with the summary of a run on its standard input, as JSON, and some of it in its environment. What it
 * prints goes to our standard error.
 *
 * @throws NotSent when there is no such program, when it fails, or when the signal comes before its end
 */
export async function callCommand(
  [program = "", ...args]: readonly string[],
  summary: RunSummary,
  signal: AbortSignal,
): Promise<void> {
  const { runId, status, family, project } = summary;
  const child = spawn(program, args, {
    cwd: project,
    env: {
      ...process.env,
      PIPEWRIGHT_RUN_ID: runId,
      PIPEWRIGHT_STATUS: status,
      PIPEWRIGHT_FAMILY: family,
      PIPEWRIGHT_PROJECT: project,
    },
    stdio: ["pipe", 2, 2],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const stop = () => child.pid !== undefined && endTree(child.pid);
  signal.addEventListener("abort", stop, { once: true });
  // One that does not read its input has its reasons.
  child.stdin?.on("error", () => {});
  child.stdin?.end(JSON.stringify(summary));
  try {
    const [code, killed] = (await once(child, "exit")) as [number | null, string | null];
    if (code !== 0)
      throw new NotSent(signal.aborted ? "it took too long" : `it ended with ${killed ?? `exit code ${code}`}`);
  } catch (error) {
    throw error instanceof NotSent ? error : new NotSent((error as Error).message);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
