import type { History } from "../history/history.ts";
import { notify } from "../notify/notify.ts";
import { summariseRun } from "../notify/summarise-run.ts";
import type { Project } from "../project/project.ts";
import type { RunEnds } from "./run-ends.ts";

/** Task runs that are looked at when a run ends: some more than it added, so that what is old becomes less. */
const PRUNED_AT_LEAST = 2000;

/**
 * What follows when a run has ended, well or not: whoever wants to know is told, and what is old is forgotten. Nothing
 * of it changes how the run ended.
 *
 * @param warn takes word of what could not be done
 */
export async function afterRun(
  ends: RunEnds,
  history: History,
  project: Project,
  warn: (message: string) => void,
): Promise<void> {
  if (ends.both === undefined) return;
  const { started, finished } = ends.both;
  const { notify: rules, history: policy } = project.config;
  try {
    if (rules.length > 0) {
      const logOf = (taskId: string) => history.taskRuns({ runId: started.runId, taskId }, 1)[0]?.log;
      const summary = summariseRun(started, finished, project.root, logOf);
      await notify(summary, { rules, environment: process.env, warn });
    }
    history.prune({ project, policy, now: new Date(), limit: PRUNED_AT_LEAST + 2 * finished.tasks.length });
  } catch (error) {
    warn(`The history could not be read or written: ${(error as Error).message}.`);
  }
}
