import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runServer } from "./run-server.ts";
import type { Server } from "./server.ts";

const PACKAGE = path.resolve(import.meta.dirname, "../../../node_modules/s3rver");

/** @returns a server with the bucket `contract`, and the secret that s3rver is published with */
export function s3Server(): Promise<Server> {
  return runServer(undefined, ({ folder, port }) => {
    mkdirSync(path.join(folder, "data"));
    const { version } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8")) as { version: string };
    const args = [path.join(PACKAGE, "bin/s3rver.js"), "-d", path.join(folder, "data"), "-a", "127.0.0.1"];
    return {
      version: `s3rver ${version} (npm)`,
      command: process.execPath,
      args: [...args, "-p", String(port), "--configure-bucket", "contract"],
    };
  });
}
