import { ExitCode } from "../../protocol/exit-code.ts";
import { lockedHistory } from "../history/locked-history.ts";
import { firstWorker } from "../pool/first-worker.ts";
import { fullDisk } from "../run/full-disk.ts";
import { UserError } from "../run/user-error.ts";
import { createProgram } from "./program.ts";

// A reader that has seen enough (`| head`), or a terminal that is closed, is no reason to leave a run in the middle.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && !(error.code === "EIO" && stream.isTTY)) throw error;
  });

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = tell(error);
} finally {
  await firstWorker.end();
}

function tell(error: unknown): ExitCode {
  // Commander has said what is wrong by itself; asking for help is no mistake.
  if (isCommanderError(error)) return error.exitCode === 0 ? ExitCode.done : ExitCode.wrongUsage;
  if (error instanceof UserError) {
    console.error(error.message);
    return error.exitCode;
  }
  const outside = fullDisk(error) ?? lockedHistory(error);
  if (outside !== undefined) {
    console.error(outside);
    return ExitCode.unexpectedError;
  }
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  console.error("This is a bug in Pipewright. Outputs are whole or absent; running the same command again is safe.");
  return ExitCode.unexpectedError;
}

function isCommanderError(error: unknown): error is Error & { readonly exitCode: number } {
  return error instanceof Error && "code" in error && String(error.code).startsWith("commander.");
}
