import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { SOURCE_ENDINGS } from "../protocol/source-endings.ts";

/** Directories that hold nobody's own source, besides those with a dot before their name. */
const NEVER: readonly string[] = ["node_modules", "dist"];
/** They come over a network, mostly. */
const MOST_FILES = 5000;

/** A copy, on the disk, of the sources of a folder that is on none: the analyzer reads disks alone. */
export class VirtualCopy {
  readonly #folder: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  #root: Promise<string> | undefined;
  #count = 0;

  constructor(folder: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Where it is, absolute: made when it is first asked for. */
  root(): Promise<string> {
    this.#root ??= this.#make();
    return this.#root;
  }

  /** @param files that have changed, come or gone, relative to the folder */
  async update(files: readonly string[]): Promise<void> {
    if (this.#root === undefined) return;
    const root = await this.#root;
    await Promise.all(files.map((file) => this.#copy(root, file)));
  }

  dispose(): void {
    void this.#root?.then((root) => rm(root, { recursive: true, force: true })).catch(() => undefined);
    this.#root = undefined;
  }

  async #make(): Promise<string> {
    const root = await mkdtemp(path.join(tmpdir(), "pipewright-virtual-"));
    this.#count = 0;
    await this.#copyDirectory(root, "");
    if (this.#count > MOST_FILES)
      this.#log.warn(`${this.#folder.toString()} has more than ${MOST_FILES} source files: the others are not read.`);
    return root;
  }

  async #copyDirectory(root: string, directory: string): Promise<void> {
    const all = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(this.#folder, directory));
    // A file system is an extension's, and its names are what it says.
    const entries = all.filter(([name]) => isName(name));
    const inside = (name: string) => (directory === "" ? name : `${directory}/${name}`);
    const files = entries.filter(([name, type]) => type === vscode.FileType.File && isWanted(name));
    const wanted = files.slice(0, Math.max(0, MOST_FILES - this.#count));
    this.#count += files.length;
    await Promise.all(wanted.map(([name]) => this.#copy(root, inside(name))));
    for (const [name, type] of entries) {
      if (type !== vscode.FileType.Directory || name.startsWith(".") || NEVER.includes(name)) continue;
      if (this.#count <= MOST_FILES) await this.#copyDirectory(root, inside(name));
    }
  }

  /** Writes nothing outside the copy. */
  async #copy(root: string, file: string): Promise<void> {
    if (!file.split("/").every(isName)) return this.#log.warn(`${file} is no name of a file, and is not read.`);
    const target = path.join(root, file);
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, file));
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, bytes);
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
      await rm(target, { force: true });
    }
  }
}

/** Of a file in its directory, and no way out of it. */
function isName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !/[/\\\0]/.test(name);
}

/** Sources, and what says how they are read. */
function isWanted(name: string): boolean {
  return (
    SOURCE_ENDINGS.some((ending) => name.endsWith(ending)) ||
    /^(package|tsconfig.*|pipewright\.config)\.json$/.test(name)
  );
}
