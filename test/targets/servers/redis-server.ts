import { execFileSync } from "node:child_process";
import { debianProgram } from "./debian-program.ts";
import { runServer } from "./run-server.ts";
import type { Server } from "./server.ts";

export const REDIS_PASSWORD = "Sesame-0pen!";

/** @returns a server that keeps every change before it answers, for who gives the password */
export function redisServer(): Promise<Server> {
  const redis = debianProgram("redis-server", ["/usr/bin/redis-server"]);
  return runServer(undefined, ({ folder, port }) => {
    const version = /v=([\d.]+)/.exec(execFileSync(redis, ["--version"], { encoding: "utf8" }))?.[1];
    const settings = { port, bind: "127.0.0.1", dir: folder, requirepass: REDIS_PASSWORD, save: "" };
    const kept = { appendonly: "yes", appendfsync: "always" };
    const args = Object.entries({ ...settings, ...kept }).flatMap(([name, value]) => [`--${name}`, String(value)]);
    return { version: `Redis ${version}`, command: redis, args };
  });
}
