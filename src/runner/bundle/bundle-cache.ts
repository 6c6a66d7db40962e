import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";

/** A file as it is on the disk; 0 and 0 where there is none, as a `tsconfig.json` need not be. */
interface InputState {
  readonly file: string;
  readonly mtimeMs: number;
  readonly size: number;
}

/** What a bundle was made from, and what it made. */
interface Manifest {
  readonly version: string;
  readonly inputs: readonly InputState[];
  readonly module: string;
}

const KEPT_DAYS = 7;

/**
 * Finds a bundle whose every input is on the disk as it was.
 *
 * @param manifestFile where {@link remember} left word of it
 * @param version of whatever makes bundles: another one's are not used
 * @returns the bundle's module, absolute; `undefined` when it has to be made
 */
export async function recall(manifestFile: string, version: string): Promise<string | undefined> {
  const manifest = await readFile(manifestFile, "utf8").then(
    (text): Manifest => JSON.parse(text),
    () => undefined,
  );
  if (manifest?.version !== version) return undefined;
  const same = await Promise.all(
    manifest.inputs.map(async ({ file, mtimeMs, size }) => {
      const now = await stateOf(file);
      return now.mtimeMs === mtimeMs && now.size === size;
    }),
  );
  if (same.includes(false)) return undefined;
  // Looked at, so that old ones can be told from used ones.
  return utimes(path.dirname(manifest.module), new Date(), new Date()).then(
    () => manifest.module,
    () => undefined,
  );
}

/** Leaves word of a bundle and the state of its inputs, and removes bundles that nobody used for a week. */
export async function remember(
  manifestFile: string,
  version: string,
  module: string,
  files: readonly string[],
): Promise<void> {
  const inputs = await Promise.all(files.map(stateOf));
  const manifest: Manifest = { version, inputs, module };
  const temporary = `${manifestFile}.${randomUUID()}.tmp`;
  await mkdir(path.dirname(manifestFile), { recursive: true });
  await writeFile(temporary, JSON.stringify(manifest));
  await rename(temporary, manifestFile);
  await removeUnused(path.dirname(path.dirname(module)));
}

async function stateOf(file: string): Promise<InputState> {
  const { mtimeMs, size } = await stat(file).catch(() => ({ mtimeMs: 0, size: 0 }));
  return { file, mtimeMs, size };
}

async function removeUnused(folder: string): Promise<void> {
  const oldest = Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const bundle = path.join(folder, entry.name);
    // Another process may have given it its name, or removed it, since the folder was read.
    const state = entry.isDirectory() ? await stat(bundle).catch(() => undefined) : undefined;
    if (state !== undefined && state.mtimeMs < oldest) await rm(bundle, { recursive: true, force: true });
  }
}
