import { randomBytes } from "node:crypto";
import { cp, link, lstat, mkdir, rename, rm, unlink } from "node:fs/promises";
import path from "node:path";

/** Moves a file or a folder, also to another disk; it is at either place whole, or nowhere to be seen as it is copied. */
export async function moveFile(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    const temporary = `${to}.${randomBytes(4).toString("hex")}.tmp`;
    await cp(from, temporary, { recursive: true, preserveTimestamps: true });
    await rename(temporary, to);
    await rm(from, { recursive: true });
  }
}

/**
 * The same, but never in the place of another.
 *
 * @throws Error with the code `EEXIST` when there is one
 */
export async function moveToFreePlace(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  if ((await lstat(from)).isFile()) {
    try {
      await link(from, to); // unlike a renaming, it never replaces anything
      return await unlink(from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
      // Another disk, or one without links.
    }
  }
  if ((await lstat(to).catch(() => undefined)) !== undefined)
    throw Object.assign(new Error(`${to} exists.`), { code: "EEXIST" });
  await moveFile(from, to);
}
