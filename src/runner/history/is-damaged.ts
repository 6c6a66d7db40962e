// SQLITE_CORRUPT and SQLITE_NOTADB: https://sqlite.org/rescode.html
const DAMAGED = new Set([11, 26]);

/** Does an error of SQLite say that the file is damaged, or no database at all? */
export function isDamaged(error: unknown): boolean {
  const { errcode } = (error ?? {}) as { readonly errcode?: unknown };
  // The lowest byte is the kind of error; what is above tells more of it.
  return typeof errcode === "number" && DAMAGED.has(errcode & 0xff);
}
