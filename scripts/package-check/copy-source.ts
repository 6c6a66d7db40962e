import { existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import { mustRun } from "./run.ts";

export const ROOT = path.resolve(import.meta.dirname, "../..");

/**
 * Copies what git knows, and what is new, so that a package is made of it alone: not of an old `dist`, and without
 * disturbing the one in use.
 *
 * @param to a folder below the project's, where its `node_modules` are found
 */
export async function copySource(to: string): Promise<void> {
  const list = await mustRun("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  for (const file of list.split("\0")) {
    if (file === "" || !existsSync(path.join(ROOT, file))) continue;
    await mkdir(path.dirname(path.join(to, file)), { recursive: true });
    await cp(path.join(ROOT, file), path.join(to, file));
  }
}
