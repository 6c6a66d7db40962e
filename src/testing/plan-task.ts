import type { AnyTask } from "../framework/requirements.ts";
import type { Task } from "../framework/task.ts";
import { identityOf } from "../framework/task-identity.ts";
import type { PlanSummary, PlanTask } from "../protocol/plan.ts";
import { planTasks } from "../runner/planning/plan-tasks.ts";
import { publicTask } from "../runner/planning/public-task.ts";
import { summarise } from "../runner/planning/summarise.ts";
import type { PlannedTask } from "../runner/worker/worker-api.ts";
import { atTime } from "./test-clock.ts";
import { RunFiles, type TestOptions } from "./test-files.ts";

/** What a run would do. */
export interface TestPlan {
  /** In the order in which they would run. */
  readonly tasks: readonly PlanTask[];
  readonly summary: PlanSummary;
  readonly warnings: readonly string[];
  /**
   * What would be done with a task, by its class and parameters: any instance will do.
   *
   * @throws Error when it is no part of the plan
   */
  of(task: AnyTask): PlanTask;
}

/**
 * Works out what a run would do, and why, without doing it.
 *
 * @param task what is asked for
 * @example
 * const plan = await planTask(new Report({ date: "2026-11-24" }), { files: { "data/2026-11-24.csv": "" } });
 * expect(plan.of(new Dump({ date: "2026-11-24" })).action).toBe("skip");
 */
export async function planTask(task: AnyTask, options: TestOptions = {}): Promise<TestPlan> {
  const tasks: PlanTask[] = [];
  const tell = (portion: readonly PlannedTask[]) => void tasks.push(...portion.map(publicTask));
  const { warnings } = await atTime(options.now, () =>
    new RunFiles(options).use(() => planTasks([task as Task], { tell })),
  );
  const byId = new Map(tasks.map((planned) => [planned.taskId, planned]));
  return {
    tasks,
    summary: summarise(tasks),
    warnings,
    of: (wanted) => {
      const found = byId.get(identityOf(wanted as Task).taskId);
      if (found === undefined) throw new Error(`${wanted} is no part of the plan: nothing that has to run needs it.`);
      return found;
    },
  };
}
