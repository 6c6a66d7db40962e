import * as vscode from "vscode";
import { readText } from "./read-text.ts";

const CONFIG = "pipewright.config.json";
const NEVER = "**/{node_modules,dist,.pipewright}/**";
const MOST = 50;

/**
 * The projects of this window: each folder with a `pipewright.config.json`, and each workspace folder without one that
 * says in its package.json that it uses Pipewright. A window with a single folder has that one, which needs no
 * configuration. A virtual folder can not be searched, and is looked at on top alone.
 */
export async function findProjectFolders(): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri);
  if (folders === undefined || folders.length === 0) return [];
  const onDisk = folders.filter(({ scheme }) => scheme === "file");
  const patterns = onDisk.map((folder) => new vscode.RelativePattern(folder, `**/${CONFIG}`));
  const found = await Promise.all(patterns.map((pattern) => vscode.workspace.findFiles(pattern, NEVER, MOST)));
  const configured = found.flat().map((uri) => vscode.Uri.joinPath(uri, ".."));
  const others = folders.filter((folder) => !configured.some((inner) => isIn(inner, folder)));
  const using = await Promise.all(others.map(usesPipewright));
  const all = [...configured, ...others.filter((_, at) => using[at])].sort(byPath);
  return all.length === 0 ? folders.slice(0, 1) : all;
}

function byPath(a: vscode.Uri, b: vscode.Uri): number {
  return a.path.split("/").length - b.path.split("/").length || a.path.localeCompare(b.path);
}

function isIn(inner: vscode.Uri, outer: vscode.Uri): boolean {
  if (inner.scheme !== outer.scheme || inner.authority !== outer.authority) return false;
  return inner.path === outer.path || inner.path.startsWith(`${outer.path}/`);
}

async function usesPipewright(folder: vscode.Uri): Promise<boolean> {
  if (folder.scheme !== "file" && (await readText(vscode.Uri.joinPath(folder, CONFIG))) !== undefined) return true;
  const text = (await readText(vscode.Uri.joinPath(folder, "package.json"))) ?? "";
  return text.includes('"pipewright"');
}
