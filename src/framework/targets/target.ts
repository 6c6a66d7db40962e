/**
 * Something that a task makes and that can be asked whether it is there. The output's existence is the truth about a
 * task: what exists is not made again.
 */
export interface Target {
  /** May look at a disk or a server; it is asked often, so it should be cheap. */
  exists(): boolean | Promise<boolean>;
}

/**
 * What a target is called in messages, and what tells two targets apart: its path, or what its `toString` says.
 *
 * @returns `undefined` where the target says nothing of itself
 */
export function targetName(target: Target): string | undefined {
  if ("path" in target && typeof target.path === "string") return target.path;
  const text = String(target);
  return text === "[object Object]" ? undefined : text;
}
