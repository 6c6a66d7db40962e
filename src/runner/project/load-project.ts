import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../run/user-error.ts";
import type { Project } from "./project.ts";
import { readConfig } from "./read-config.ts";

export const CONFIG_FILE = "pipewright.config.json";
const MANIFEST = "package.json";

interface Found {
  readonly root: string;
  /** The settings and where they stand; absent where the project has none. */
  readonly settings?: { readonly value: unknown; readonly source: string };
}

/**
 * Finds the project around a folder: the nearest `pipewright.config.json` or package.json with a `pipewright` key
 * upwards; where there is none, the nearest package.json; where there is none either, the folder itself.
 *
 * @throws UserError when the folder does not exist or its settings are wrong
 */
export async function loadProject(cwd: string): Promise<Project> {
  // An unset variable, more likely than not: where we stand would be a guess.
  if (cwd === "") throw new UserError("The folder that was given has an empty name.");
  const start = path.resolve(cwd);
  const stats = await stat(start).catch(() => undefined);
  if (!stats?.isDirectory()) throw new UserError(`There is no folder ${start}.`);
  const { root, settings } = await find(start);
  return {
    root,
    config: readConfig(settings?.value, settings?.source ?? CONFIG_FILE),
    stateDir: path.join(root, ".pipewright"),
  };
}

/** Makes the folder for the project's state where there is none yet, kept out of version control by itself. */
export async function makeStateFolder({ stateDir }: Project): Promise<void> {
  await mkdir(stateDir, { recursive: true });
  await writeFile(path.join(stateDir, ".gitignore"), "*\n", { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

async function find(start: string): Promise<Found> {
  let nearestManifest: string | undefined;
  for (const folder of upwards(start)) {
    const file = path.join(folder, CONFIG_FILE);
    const config = await readJson(file);
    if (config !== undefined) return { root: folder, settings: { value: config, source: file } };
    const manifestFile = path.join(folder, MANIFEST);
    const manifest = (await readJson(manifestFile)) as { readonly pipewright?: unknown } | null | undefined;
    if (manifest === undefined) continue;
    nearestManifest ??= folder;
    const value = manifest?.pipewright;
    if (value !== undefined) return { root: folder, settings: { value, source: `${manifestFile}, key "pipewright"` } };
  }
  return { root: nearestManifest ?? start };
}

function* upwards(start: string): Generator<string> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    yield folder;
    if (folder === path.dirname(folder)) return;
  }
}

/** @returns `undefined` where there is no such file */
async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new UserError(`${file} could not be read: ${error.message}`);
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not JSON: ${(error as Error).message}`);
  }
}
