import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { debianProgram } from "./debian-program.ts";
import { runServer } from "./run-server.ts";
import type { Server } from "./server.ts";

export const MARIADB_PASSWORD = "Sesame-0pen!";

/** @returns a server with the user `pipewright`, who has to give the password, and the database `contract` */
export function mariadbServer(): Promise<Server> {
  const mariadbd = debianProgram("mariadb-server", ["/usr/sbin/mariadbd"]);
  const install = debianProgram("mariadb-server", ["/usr/bin/mariadb-install-db"]);
  return runServer("mysql", ({ folder, port, account }) => {
    const data = path.join(folder, "data");
    execFileSync(
      install,
      ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"],
      { ...account, cwd: folder, stdio: "ignore" },
    );
    const init = path.join(folder, "init.sql");
    const sql = [
      "CREATE DATABASE IF NOT EXISTS contract CHARACTER SET utf8mb4;",
      `CREATE USER IF NOT EXISTS pipewright@'%' IDENTIFIED BY '${MARIADB_PASSWORD}';`,
      "GRANT ALL ON *.* TO pipewright@'%';",
    ];
    writeFileSync(init, `${sql.join("\n")}\n`, { mode: 0o644 });
    const version = execFileSync(mariadbd, ["--version"], { encoding: "utf8" });
    return {
      version: `MariaDB ${/Ver ([\d.]+)/.exec(version)?.[1]}`,
      command: mariadbd,
      args: [
        "--no-defaults",
        `--datadir=${data}`,
        `--socket=${path.join(folder, "socket")}`,
        `--pid-file=${path.join(folder, "pid")}`,
        `--port=${port}`,
        "--bind-address=127.0.0.1",
        `--init-file=${init}`,
        "--skip-name-resolve",
      ],
    };
  });
}
