import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { debianProgram } from "./debian-program.ts";
import { runServer } from "./run-server.ts";
import type { Server } from "./server.ts";

export interface SftpServer extends Server {
  /** Who may log in, with the key. */
  readonly user: string;
  readonly privateKey: string;
  /** The server's own, as `SHA256:…`. */
  readonly hostKey: string;
  /** Where files may be put, absolute. */
  readonly root: string;
}

/** @returns Debian's OpenSSH, which lets in who runs the tests, by a key that was made for it */
export async function sftpServer(): Promise<SftpServer> {
  const sshd = debianProgram("openssh-server", ["/usr/sbin/sshd"]);
  const keygen = debianProgram("openssh-client", ["/usr/bin/ssh-keygen"]);
  const { username: user } = os.userInfo();
  let own: Omit<SftpServer, keyof Server> | undefined;
  const server = await runServer(undefined, ({ folder, port }) => {
    const root = path.join(folder, "root");
    mkdirSync(root);
    if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 }); // asked for, and left empty
    const [hostKey, userKey] = ["host", "user"].map((name) => path.join(folder, name)) as [string, string];
    for (const file of [hostKey, userKey]) execFileSync(keygen, ["-q", "-t", "ed25519", "-N", "", "-f", file]);
    const settings = [
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${hostKey}`,
      `AuthorizedKeysFile ${userKey}.pub`,
      `PidFile ${path.join(folder, "pid")}`,
      "PermitRootLogin prohibit-password",
      "PasswordAuthentication no",
      "KbdInteractiveAuthentication no",
      "UsePAM no",
      "StrictModes no",
      "MaxStartups 100",
      `Subsystem sftp internal-sftp -d ${root}`,
    ];
    const file = path.join(folder, "sshd_config");
    writeFileSync(file, `${settings.join("\n")}\n`);
    const print = execFileSync(keygen, ["-lf", hostKey], { encoding: "utf8" });
    own = { user, root, privateKey: readFileSync(userKey, "utf8"), hostKey: /SHA256:\S+/.exec(print)?.[0] ?? "" };
    const { stderr } = spawnSync(sshd, ["-V"], { encoding: "utf8" });
    const version = /OpenSSH_[\w.]+/.exec(stderr)?.[0].replace("_", " ") ?? "OpenSSH";
    return { version, command: sshd, args: ["-D", "-e", "-f", file] };
  });
  return { ...server, ...(own as Omit<SftpServer, keyof Server>) };
}
