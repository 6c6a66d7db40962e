import type { TaskRunRecord } from "./history-record.ts";
import type { TaskIndex } from "./task-index.ts";

/** How a node of the class graph is drawn: its last status, or what the run in progress does with it. */
export interface NodeStatus {
  readonly family: string;
  readonly status: TaskRunRecord["status"] | "waiting" | "retrying" | "neverRan";
  /** How the last run of each of the class's tasks ended, or, while a run goes on, of its tasks in that run. */
  readonly counts: Readonly<Record<string, number>>;
  /** In words, for the node's second line: `3 ran · 2 h ago · 1.2 s`. */
  readonly note: string;
}

/** What the host tells the panel. The host holds the truth: a hidden panel loses messages and asks `ready` again. */
export type ToPanel =
  | { readonly type: "graph"; readonly index: TaskIndex; readonly statuses: readonly NodeStatus[] }
  | { readonly type: "statuses"; readonly statuses: readonly NodeStatus[] }
  | { readonly type: "unavailable"; readonly reason: string };

/** What the panel tells the host, which trusts none of it. */
export type FromPanel =
  | { readonly type: "ready" }
  | { readonly type: "reveal"; readonly family: string }
  | { readonly type: "run"; readonly family: string }
  | { readonly type: "backfill"; readonly family: string }
  | { readonly type: "scriptFailed"; readonly message: string };
