#!/usr/bin/env node
import { ExitCode } from "../../protocol/exit-code.ts";
import { fullDisk } from "../run/full-disk.ts";
import { UserError } from "../run/user-error.ts";
import { createProgram } from "./program.ts";

const OLDEST_NODE = [22, 13] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(`Pipewright needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  process.exit(ExitCode.wrongUsage);
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? ExitCode.done);
  throw error;
});

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

function tell(error: unknown): ExitCode {
  // Commander has said what is wrong by itself; asking for help is no mistake.
  if (isCommanderError(error)) return error.exitCode === 0 ? ExitCode.done : ExitCode.wrongUsage;
  if (error instanceof UserError) {
    console.error(error.message);
    return error.exitCode;
  }
  const full = fullDisk(error);
  if (full !== undefined) {
    console.error(full);
    return ExitCode.unexpectedError;
  }
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  console.error("This is a bug in Pipewright. Outputs are whole or absent; running the same command again is safe.");
  return ExitCode.unexpectedError;
}

function isCommanderError(error: unknown): error is Error & { readonly exitCode: number } {
  return error instanceof Error && "code" in error && String(error.code).startsWith("commander.");
}
