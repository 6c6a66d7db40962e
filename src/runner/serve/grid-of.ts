import type { TaskRunRecord } from "../../protocol/history-record.ts";
import type { CellStatus, GridCell, GridRow } from "../../protocol/panel-api.ts";
import type { PlanTask } from "../../protocol/plan.ts";

/** A task that belongs in the grid, planned or remembered. */
export interface GridTask {
  readonly taskId: string;
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  readonly status: CellStatus;
  readonly reason?: string;
  /** Why it is stale. */
  readonly stale?: readonly string[] | undefined;
}

/**
 * Puts tasks under the values of a range: each at the values that its parameters name, a month's task under all of its
 * days and an hour's under its day.
 *
 * @param families the rows, in order
 */
export function gridOf(values: readonly string[], families: readonly string[], tasks: readonly GridTask[]): GridRow[] {
  const columns = new Map(values.map((value, at) => [value, at]));
  const cells = new Map(families.map((family) => [family, values.map((): GridTask[] => [])]));
  for (const task of tasks) for (const at of columnsOf(task, values, columns)) cells.get(task.family)?.[at]?.push(task);
  return families.map((family) => ({ family, cells: (cells.get(family) ?? []).map(cellOf) }));
}

function columnsOf({ params }: GridTask, values: readonly string[], columns: ReadonlyMap<string, number>): number[] {
  for (const text of Object.values(params)) {
    const at = columns.get(text);
    if (at !== undefined) return [at];
    if (!/^\d{4}(?:-|$)/.test(text)) continue;
    const part = values.flatMap((value, column) => (isWithin(value, text) || isWithin(text, value) ? [column] : []));
    if (part.length > 0) return part;
  }
  return [];
}

/** `2026-11-24T10` is within `2026-11-24`, `2026-11` and `2026`. */
function isWithin(fine: string, coarse: string): boolean {
  return fine.length > coarse.length && fine.startsWith(coarse) && /^[-T\d]/.test(fine.slice(coarse.length));
}

/** Of several, the one that most wants to be seen. */
const WORST_FIRST: readonly CellStatus[] = [
  "running",
  "failed",
  "crashed",
  "schedulingError",
  "pending",
  "missingExternal",
  "disabled",
  "runElsewhere",
  "cancelled",
  "missing",
  "unknown",
  "ran",
  "alreadyComplete",
  "complete",
];

function cellOf(tasks: readonly GridTask[]): GridCell | null {
  const [shown] = tasks.toSorted((a, b) => WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status));
  if (shown === undefined) return null;
  const { status, params, reason } = shown;
  const stale = new Set(tasks.flatMap((task) => task.stale ?? []));
  return {
    status,
    taskIds: [...new Set([shown, ...tasks].map(({ taskId }) => taskId))],
    params,
    reason,
    ...(stale.size > 0 && { stale: [...stale] }),
  };
}

/**
 * How a task stands: its outputs are the truth, the history tells why they are missing.
 *
 * @param last its last run
 */
export function plannedStatus({ action }: Pick<PlanTask, "action">, last: TaskRunRecord | undefined): CellStatus {
  if (last?.status === "running") return "running";
  switch (action) {
    case "skip":
      return last?.status === "ran" ? "ran" : "complete";
    case "waitForExternal":
      return "missingExternal";
    case "schedulingError":
    case "disabled":
      return action;
    case "run":
      // It is missing although it ran: somebody has taken its output away.
      return last === undefined || last.status === "ran" || last.status === "alreadyComplete" ? "missing" : last.status;
  }
}
