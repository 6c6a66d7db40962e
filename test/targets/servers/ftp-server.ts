import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { debianProgram } from "./debian-program.ts";
import { runServer } from "./run-server.ts";
import type { Server } from "./server.ts";

/** @returns a server that lets everybody in as `anonymous`, to read and to write, and nobody else */
export function ftpServer(): Promise<Server> {
  const vsftpd = debianProgram("vsftpd", ["/usr/sbin/vsftpd"]);
  return runServer(undefined, ({ folder, port }) => {
    const root = path.join(folder, "root");
    mkdirSync(root);
    mkdirSync(path.join(folder, "empty"));
    const settings = {
      listen: "YES",
      listen_ipv6: "NO",
      listen_address: "127.0.0.1",
      listen_port: String(port),
      background: "NO",
      run_as_launching_user: "YES",
      secure_chroot_dir: path.join(folder, "empty"),
      local_enable: "NO",
      anonymous_enable: "YES",
      anon_root: root,
      anon_world_readable_only: "NO",
      write_enable: "YES",
      anon_upload_enable: "YES",
      anon_mkdir_write_enable: "YES",
      anon_other_write_enable: "YES",
      seccomp_sandbox: "NO",
      use_localtime: "NO",
      utf8_filesystem: "YES",
    };
    const file = path.join(folder, "vsftpd.conf");
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    writeFileSync(file, `${lines.join("\n")}\n`);
    const version = execFileSync("sh", ["-c", `${vsftpd} -v 0>&1`], { encoding: "utf8" });
    return { version: `vsftpd ${/version ([\d.]+)/.exec(version)?.[1]}`, command: vsftpd, args: [file] };
  });
}
