import type { BackfillStart } from "../history/backfills.ts";
import { publicParams } from "../run/public-params.ts";
import type { RunRequest } from "../run/run-request.ts";
import type { PlannedRange, PlannedTask } from "../worker/worker-api.ts";

/** What is kept of a backfill before its run begins: what was asked, and what the plan says of each of its dates. */
export function backfillStart(
  request: RunRequest,
  { over, from, to, values, taskIds }: PlannedRange,
  tasks: readonly PlannedTask[],
): BackfillStart {
  const actions = new Map(tasks.map(({ taskId, action }) => [taskId, action]));
  return {
    backfillId: request.backfillId,
    family: request.family,
    params: publicParams(request, tasks),
    range: { over, from, to },
    order: request.range?.reverse ? "newestFirst" : "oldestFirst",
    limit: request.range?.limit,
    onFailure: request.stopOnFailure ? "stop" : "continue",
    ...(request.stale && { stale: true }),
    dates: values.map((value, index) => {
      const taskId = taskIds[index] ?? "";
      return { value, taskId, action: actions.get(taskId) };
    }),
  };
}
