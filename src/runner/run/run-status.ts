import type { RunStatus, TaskResult } from "../../protocol/run-event.ts";

/** The worst that happened to a task decides how the run ended. */
export function runStatus(results: readonly Pick<TaskResult, "status">[], cancelled: boolean): RunStatus {
  const some = (status: TaskResult["status"]) => results.some((result) => result.status === status);
  if (cancelled) return "cancelled";
  if (some("failed") || some("disabled")) return "failed";
  if (some("schedulingError")) return "schedulingError";
  if (some("missingExternal")) return "missingExternal";
  return "success";
}
