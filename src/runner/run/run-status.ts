import type { RunStatus, TaskResult } from "../../protocol/run-event.ts";

/** The worst that happened to a task decides how the run ended. */
export function runStatus(results: readonly Pick<TaskResult, "status" | "blockedBy">[], cancelled: boolean): RunStatus {
  const some = (status: TaskResult["status"]) => results.some((result) => result.status === status);
  if (cancelled) return "cancelled";
  if (some("failed") || some("disabled")) return "failed";
  if (some("schedulingError")) return "schedulingError";
  // Nothing was in its way, and it was not reached: the run was paused.
  if (results.some(({ status, blockedBy }) => status === "pending" && blockedBy?.length === 0)) return "cancelled";
  if (some("missingExternal")) return "missingExternal";
  return "success";
}
