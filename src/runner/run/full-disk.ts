const NO_ROOM: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left",
  EDQUOT: "the quota is used up",
  EFBIG: "a file would become larger than is allowed here (ulimit -f, or the file system)",
};

// SQLITE_FULL and SQLITE_IOERR: https://sqlite.org/rescode.html
const SQLITE_FULL = 13;
const SQLITE_IOERR = 10;

/**
 * What to say of an error that comes of a disk on which nothing can be written any more; `undefined` for any other.
 *
 * @param error of a file system's call, of SQLite, or of a task by its `code`
 */
export function fullDisk(error: unknown): string | undefined {
  const { code, errcode } = (error ?? {}) as { readonly code?: unknown; readonly errcode?: unknown };
  const reason = typeof code === "string" ? NO_ROOM[code] : undefined;
  if (reason !== undefined) return message(reason);
  if (typeof errcode !== "number") return undefined;
  // The lowest byte is the kind of error; what is above tells more of it.
  if ((errcode & 0xff) === SQLITE_FULL) return message("the history could not be written");
  if ((errcode & 0xff) === SQLITE_IOERR)
    return "The history could not be read or written: the disk is full or broken, or a file may not grow (ulimit -f). With that put right, run the same command again: what was made is whole, and the rest is made then.";
  return undefined;
}

function message(reason: string): string {
  return `The disk is full: ${reason}. Make room and run the same command again: what was made is whole, and the rest is made then.`;
}
