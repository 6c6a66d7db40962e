import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";

/** A Node that can run Pipewright. */
export interface NodeRuntime {
  readonly command: string;
  readonly version: string;
  /** What it needs on top of the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The first with `node:sqlite` unflagged. */
const OLDEST = [22, 13] as const;

/**
 * The Node that runs the user's tasks: the one of the setting `pipewright.nodePath`, else the `node` of the PATH, which
 * is what runs them in a terminal too, else the editor's own.
 *
 * @throws Error when the setting names one that does not start or is too old
 */
export async function findNode(folder: vscode.Uri): Promise<NodeRuntime> {
  const wanted = vscode.workspace.getConfiguration("pipewright", folder).get<string>("nodePath")?.trim();
  if (wanted) {
    const version = await versionOf(wanted);
    if (version !== undefined && isNewEnough(version)) return { command: wanted, version, env: {} };
    throw new Error(
      version === undefined
        ? vscode.l10n.t("The Node of the setting pipewright.nodePath does not start: {0}", wanted)
        : vscode.l10n.t("The Node of the setting pipewright.nodePath is {0}; Pipewright needs {1}.", version, "22.13"),
    );
  }
  const version = await versionOf("node");
  if (version !== undefined && isNewEnough(version)) return { command: "node", version, env: {} };
  return { command: process.execPath, version: process.versions.node, env: { ELECTRON_RUN_AS_NODE: "1" } };
}

async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, ["--version"], { timeout: 5000 });
    return /^v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
