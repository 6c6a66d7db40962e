import path from "node:path";
import { removeLeftovers } from "../../framework/targets/atomic-file.ts";
import type { Project } from "../project/project.ts";
import type { AttemptEnd, AttemptOutcome } from "../worker/worker-api.ts";
import type { Claims } from "./claims.ts";
import { isAlive } from "./is-alive.ts";
import { memoryLimit } from "./memory-limit.ts";
import type { Start, TaskRun } from "./task-run.ts";
import { timeLimit } from "./time-limit.ts";
import type { UntimedEvent } from "./untimed-event.ts";

export interface MakeAttemptOptions {
  readonly project: Project;
  /** They hold the tasks when the attempt begins. */
  readonly claims: Claims;
  /** Which of some complete tasks are to be made again, should the attempt ask for them; none when absent. */
  readonly staleAmong?: ((taskIds: readonly string[]) => readonly string[]) | undefined;
  /** Takes what the tasks tell of themselves meanwhile. */
  emit(event: UntimedEvent): void;
}

/**
 * Makes an attempt in its seat, within the limits of the first of its tasks. When its process has died, what it left
 * half written is removed.
 */
export async function makeAttempt(
  { runs, seat, resumes }: Start,
  { project, claims, staleAmong = () => [], emit }: MakeAttemptOptions,
): Promise<AttemptOutcome> {
  const [first, ...rest] = runs;
  const { taskId, family, policy, secrets } = first.task;
  const limits = seat.holdsToLimits ? [] : [timeLimit(policy.timeout, seat), memoryLimit(policy.memoryLimit, seat)];
  const request = {
    heldUntil: claims.heldUntil,
    taskId,
    family,
    attempt: first.attempt,
    privateNames: Object.keys(secrets),
    params: allParameters(first),
    together: rest.map(allParameters),
    again: first.task.again ?? false,
    asked: first.before,
    mayAsk: first.task.mayAsk,
    log: path.join(project.root, first.log),
  };
  const tellAll = (event: (taskId: string) => UntimedEvent) => {
    for (const { task } of runs) emit(event(task.taskId));
  };
  const outcome = await seat[resumes ? "resume" : "execute"](request, {
    progressed: (fraction) => tellAll((each) => ({ event: "taskProgressed", taskId: each, fraction })),
    messaged: (text) => tellAll((each) => ({ event: "taskMessaged", taskId: each, text })),
    tracked: (url) => tellAll((each) => ({ event: "taskTracked", taskId: each, url })),
    placed: (pod) => {
      for (const { task, attempt } of runs) emit({ event: "podStarted", taskId: task.taskId, attempt, ...pod });
    },
    warned: (message) => emit({ event: "warned", taskId, message }),
    asked: (taskIds) => void (first.asked = [...(first.asked ?? []), ...taskIds]),
    staleAmong,
    extendClaims: () => claims.extend(runs.map(({ task }) => task.taskId)),
  });
  if (seat.hasEnded) {
    const outputs = runs.flatMap(({ task }) => task.outputs.map((output) => path.resolve(project.root, output)));
    await removeLeftovers(outputs, isAlive);
  }
  const [exceeded] = limits.flatMap((limit) => limit.end() ?? []);
  if (exceeded === undefined || outcome.status === "suspended") return outcome;
  return { status: "ended", ends: outcome.ends.map((end) => blame(end, exceeded)) };
}

/** The limit's word for it, where that is why the attempt failed. */
function blame(end: AttemptEnd, message: string): AttemptEnd {
  return end.status === "failed" ? { ...end, error: { ...end.error, message } } : end;
}

function allParameters({ task }: TaskRun): Readonly<Record<string, string>> {
  return { ...task.params, ...task.secrets };
}
