#!/usr/bin/env node
// The program's first file. It loads the rest when Node is new enough for it, and has the compiled code kept: what was
// compiled at one start is read from the disk at the next. Where a worker will be needed, it starts at once.
import module from "node:module";
import { ExitCode } from "../../protocol/exit-code.ts";

const OLDEST_NODE = [22, 13] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(`Pipewright needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  process.exit(ExitCode.wrongUsage);
}

module.enableCompileCache();
const [, , command = ""] = process.argv;
if (["run", "backfill", "plan"].includes(command)) (await import("../pool/first-worker.ts")).firstWorker.start();
await import("./main.ts");
