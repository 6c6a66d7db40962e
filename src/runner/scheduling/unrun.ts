import type { PlanTask } from "../../protocol/plan.ts";
import type { TaskResult } from "../../protocol/run-event.ts";
import type { Blocked } from "./schedule.ts";

/**
 * How a task of a plan ended that was never started.
 *
 * @param blocked what {@link Schedule.unstarted} said once the run was over
 * @param signal aborted when the run was cancelled
 */
export function unrun(
  task: PlanTask,
  blocked: ReadonlyMap<string, Blocked>,
  signal: AbortSignal,
): Pick<TaskResult, "status" | "blockedBy" | "blockedByTasks" | "error"> {
  switch (task.action) {
    case "skip":
      return { status: "alreadyComplete" };
    case "waitForExternal":
      return { status: "missingExternal" };
    case "schedulingError":
    case "disabled":
      return { status: task.action, error: task.error };
    case "run": {
      const above = blocked.get(task.taskId);
      if (signal.aborted && above?.kinds.every((kind) => kind === "cancelled")) return { status: "cancelled" };
      return { status: "pending", blockedBy: above?.kinds ?? [], blockedByTasks: above?.tasks ?? [] };
    }
  }
}
