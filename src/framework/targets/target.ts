import { LOCAL_FILE } from "../brand.ts";

/**
 * Something that a task makes and that can be asked whether it is there. The output's existence is the truth about a
 * task: what exists is not made again.
 */
export interface Target {
  /** It lies on the disk of the machine that asks: another machine sees it only where they share that folder. */
  readonly isLocal?: boolean;
  /** May look at a disk or a server; it is asked often, so it should be cheap. */
  exists(): boolean | Promise<boolean>;
  /**
   * Takes the output back, so that it does not exist: all of it, or nothing where that fails. `pipewright invalidate`
   * calls it; a target without it can not be invalidated. Nothing happens when there is nothing.
   */
  remove?(): Promise<void>;
  /**
   * Says which of many targets of this class exist, with as few questions to a server as it takes; `completeTasks` calls
   * it on the first of them.
   */
  existsTogether?(targets: readonly Target[]): Promise<Iterable<Target>>;
  /** Tells its size and when it was last changed, without reading it; `undefined` when it does not exist. */
  stat?(): TargetStat | undefined | Promise<TargetStat | undefined>;
}

export interface TargetStat {
  /** Bytes. */
  readonly size?: number;
  /** Milliseconds since 1970. */
  readonly modifiedMs?: number;
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

/** Is it a file on this machine's disk, of whichever copy of this library? Its name is its path then. */
export function isLocalFile(target: Target): boolean {
  return (target as { [LOCAL_FILE]?: unknown })[LOCAL_FILE] === true;
}
