import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import type { StaleByHistory } from "../history/stale-by-history.ts";
import type { Project } from "../project/project.ts";
import { currentCode } from "./current-code.ts";
import { lookAtOutputs } from "./look-at-outputs.ts";
import { missingOutputs } from "./missing-outputs.ts";

export interface StaleNow {
  /** In the order in which they were made. */
  readonly tasks: readonly StaleByHistory[];
  /** By taskId, the name of an output that somebody else has changed. */
  readonly changed: ReadonlyMap<string, string>;
}

/** So many outputs are looked at in no time. */
const FEW = 20_000;

/**
 * The complete tasks that are stale: from the history, the code and a look at the files, which are not read.
 *
 * @param isQuick of very many outputs, only what is stale anyway is looked at, for whether it is there: what somebody else
 *   has changed is not seen then
 */
export function staleNow(
  { lineage }: Pick<History, "lineage">,
  index: Pick<TaskIndex, "tasks">,
  { root }: Pick<Project, "root">,
  { isQuick = false }: { readonly isQuick?: boolean } = {},
): StaleNow {
  const { code, wrappers } = currentCode(index);
  const judged = new Map([...code].filter(([family]) => !wrappers.has(family)));
  const looked = isQuick && lineage.madeCount() > FEW ? undefined : lookAtOutputs(root, lineage.madeOutputs());
  const changed = looked?.changed ?? new Map<string, string>();
  const found = lineage.staleByHistory({ code: judged, wrappers, changed: changed.keys() });
  // What is missing is not complete, and so not stale.
  const missing = looked?.missing ?? missingOutputs(root, found);
  return { tasks: found.filter(({ taskId }) => !missing.has(taskId)), changed };
}
