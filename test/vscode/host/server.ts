import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { atExit } from "./at-exit.ts";
import { type Host, installHost } from "./install.ts";
import { QUIET_SETTINGS } from "./settings.ts";

export interface ServerOptions {
  /** An extension to install, as its folder or as a packed `.vsix`: what a user has. Left out with `driver`. */
  readonly extension?: string;
  /** Another one to install beside it, as its folder. */
  readonly companion?: string;
  /** Lets the workbench's address name an extension under development and its tests. */
  readonly driver?: boolean;
  /** Asks whether a workspace is trusted, as for what came from elsewhere; without it all are. */
  readonly asksForTrust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the server and of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running VS Code server, with data of its own in a temporary folder. */
export interface Server {
  readonly url: string;
  /** `127.0.0.1:PORT` */
  readonly authority: string;
  /** The temporary folder; extension hosts find it in `$VSCODE_HOST_ROOT`. */
  readonly root: string;
  /** Of its process, which all others come from. */
  readonly pid: number;
  /** Settles when the server's process has ended. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

const READY = /Extension host agent listening on (\d+)/;
const START_MS = 60_000;
const GRACE_MS = 3000;

/** Starts a server on loopback that asks for no sign-in and uses no network. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const { extension, companion, driver = false, asksForTrust = false, settings, env } = options;
  const { node, serverMain } = await installHost();
  const root = await mkdtemp(path.join(tmpdir(), "pipewright-vscode-"));
  await mkdir(path.join(root, "user-data/User"), { recursive: true });
  await writeFile(
    path.join(root, "user-data/User/settings.json"),
    JSON.stringify({
      ...QUIET_SETTINGS,
      "security.workspace.trust.enabled": asksForTrust,
      ...settings,
    }),
  );
  await mkdir(path.join(root, "extensions"));
  if (extension?.endsWith(".vsix")) await installExtension({ node, serverMain }, extension, root);
  else if (extension !== undefined) await linkExtension(extension, path.join(root, "extensions"));

  if (companion !== undefined) await linkExtension(companion, path.join(root, "extensions"));

  const flags = {
    host: "127.0.0.1",
    port: portRange(),
    "user-data-dir": path.join(root, "user-data"),
    "extensions-dir": path.join(root, "extensions"),
    "server-data-dir": path.join(root, "server-data"),
    logsPath: path.join(root, "logs"),
    "telemetry-level": "off",
    // An extension host outlives its closed page by this many seconds.
    "reconnection-grace-time": "5",
  };
  const switches = [
    "without-connection-token",
    "accept-server-license-terms",
    "disable-telemetry",
    "disable-update-check",
    "disable-getting-started-override",
    ...(asksForTrust ? [] : ["disable-workspace-trust"]),
    ...(driver ? ["enable-smoke-test-driver"] : []),
  ];
  const child = spawn(
    node,
    [
      serverMain,
      ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
      ...switches.map((name) => `--${name}`),
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        EXTENSIONS_GALLERY: "{}",
        VSCODE_HOST_ROOT: root,
        TMPDIR: root,
        XDG_RUNTIME_DIR: root,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own: extension hosts and watchers end with it.
      detached: true,
    },
  );
  const ended = once(child, "exit");
  const forget = atExit(() => {
    endGroup(child, "SIGKILL");
    rmSync(root, { recursive: true, force: true });
  });
  const stop = async () => {
    endGroup(child, "SIGTERM");
    await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
    endGroup(child, "SIGKILL");
    await ended;
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    forget();
  };
  try {
    const authority = `127.0.0.1:${await listeningPort(child, path.join(root, "server.log"))}`;
    return { url: `http://${authority}`, authority, root, pid: child.pid ?? 0, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** By VS Code's own installer. */
async function installExtension({ node, serverMain }: Host, vsix: string, root: string): Promise<void> {
  const flags = { "extensions-dir": "extensions", "user-data-dir": "user-data", "server-data-dir": "server-data" };
  const folders = Object.entries(flags).flatMap(([name, folder]) => [`--${name}`, path.join(root, folder)]);
  await promisify(execFile)(
    node,
    [serverMain, "--install-extension", path.resolve(vsix), "--accept-server-license-terms", ...folders],
    { cwd: root, env: { ...process.env, EXTENSIONS_GALLERY: "{}" } },
  );
}

/** As if installed; a rebuild needs no new installation. */
async function linkExtension(extension: string, into: string): Promise<void> {
  const { publisher, name, version } = JSON.parse(await readFile(path.join(extension, "package.json"), "utf8"));
  await symlink(path.resolve(extension), path.join(into, `${publisher}.${name}-${version}`));
}

/** Chromium refuses some ports, all of them below 20,000. */
function portRange(): string {
  const first = 20_000 + Math.floor(Math.random() * 40_000);
  return `${first}-${first + 50}`;
}

async function listeningPort(child: ChildProcess, logFile: string): Promise<string> {
  const log = createWriteStream(logFile);
  let output = "";
  const port = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const [, found] = READY.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", read);
      stream?.pipe(log, { end: false });
    }
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`it ended with exit code ${code}`)));
    setTimeout(() => reject(new Error("it did not get ready in time")), START_MS).unref();
  });
  return port.catch((error: Error) => {
    throw new Error(`The VS Code server did not start: ${error.message}.\n${output}`);
  });
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
