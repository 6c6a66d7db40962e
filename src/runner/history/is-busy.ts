// https://sqlite.org/rescode.html#busy
const BUSY = 5;

/** Was it thrown because another process has the history's file locked? */
export function isBusy(error: unknown): boolean {
  const { errcode } = (error ?? {}) as { readonly errcode?: unknown };
  // The lowest byte is the kind of error; what is above tells more of it.
  return typeof errcode === "number" && (errcode & 0xff) === BUSY;
}
