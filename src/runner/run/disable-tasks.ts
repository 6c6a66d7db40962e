import type { PlannedTask } from "../worker/worker-api.ts";
import type { RunRecorder } from "./run-recorder.ts";

/**
 * Takes out of a plan what failed so often that it is not tried again by itself.
 *
 * @param history tells how often each failed
 */
export function disableTasks(
  tasks: readonly PlannedTask[],
  history: Pick<RunRecorder, "failuresInARow">,
): readonly PlannedTask[] {
  return tasks.map((task) => {
    const { disableAfter } = task.policy;
    if (task.action !== "run" || disableAfter === undefined) return task;
    const failures = history.failuresInARow(task.taskId);
    if (failures < disableAfter) return task;
    const reason = `It failed in ${failures} runs in a row, and is disabled after ${disableAfter}. With the cause gone, run it with --retry-disabled.`;
    return { ...task, action: "disabled", reason, error: { message: reason } };
  });
}
