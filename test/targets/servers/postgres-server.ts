import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { debianProgram } from "./debian-program.ts";
import { runServer } from "./run-server.ts";
import type { Server } from "./server.ts";

export const POSTGRES_PASSWORD = "Sesame-0pen!";

/** @returns a server with the user `postgres`, who has to give the password */
export function postgresServer(): Promise<Server> {
  const postgres = debianProgram("postgresql", ["/usr/lib/postgresql/*/bin/postgres"]);
  return runServer("postgres", ({ folder, port, account }) => {
    const data = path.join(folder, "data");
    const secret = path.join(folder, "secret");
    writeFileSync(secret, POSTGRES_PASSWORD, { mode: 0o644 });
    execFileSync(
      path.join(path.dirname(postgres), "initdb"),
      ["-D", data, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${secret}`, "-E", "UTF8", "--no-sync"],
      { ...account, cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
    );
    const version = execFileSync(postgres, ["--version"], { encoding: "utf8" }).trim();
    return {
      version: version.replace(/^postgres \(PostgreSQL\) ([\d.]+).*/, "PostgreSQL $1"),
      command: postgres,
      args: ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-c", "unix_socket_directories="],
      stopSignal: "SIGINT", // does not wait for those who are connected
      ready: async () => {
        const { default: pg } = await import("pg");
        for (;;) {
          const client = new pg.Client({
            host: "127.0.0.1",
            port,
            user: "postgres",
            password: POSTGRES_PASSWORD,
            database: "postgres",
          });
          client.on("error", () => {});
          try {
            await client.connect();
            return await client.end();
          } catch (error) {
            if ((error as { code?: string }).code !== "57P03") throw error; // it is starting up, or recovering
          }
        }
      },
    };
  });
}
