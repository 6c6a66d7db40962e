import type { MadeFact, MadeFacts } from "../history/lineage.ts";

/** Why a task is stale: see `StaleReasonKind`. */
export type StaleCause =
  | { readonly kind: "code" }
  | { readonly kind: "output"; readonly name: string }
  | { readonly kind: "input"; readonly taskId: string; readonly what: InputNews }
  | { readonly kind: "upstream"; readonly taskId: string };

type InputNews = "madeAgain" | "changed" | "takenBack";

/** What the outputs of a task are like now, next to what they were when it had made them. */
export interface OutputState {
  /** Some are not there: the task is not complete, and will be made when it is asked for. */
  readonly isMissing?: boolean;
  /** The name of one that is not as the task left it. */
  readonly changed?: string;
}

export interface StaleQuestion {
  readonly facts: MadeFacts;
  /** By family, of the code as it is now. A family that is not in it is not judged. */
  readonly code: ReadonlyMap<string, string>;
  /** The families that make nothing themselves: what they require counts as required by who requires them. */
  readonly wrappers: ReadonlySet<string>;
  stateOf(task: MadeFact): OutputState;
  /** Where the facts are not all that there are: the tasks that are stale by what is not among them. */
  readonly known?: Iterable<string>;
}

/**
 * Which complete tasks are stale, and why. Pure: the history's facts and the code's hashes tell, no output is read.
 *
 * @returns by taskId, in the order in which they were made
 */
export function findStale(question: StaleQuestion): Map<string, StaleCause[]> {
  const { code, wrappers, stateOf } = question;
  const { tasks, inputs } = question.facts;
  const factOf = new Map(tasks.map((task) => [task.taskId, task]));
  const causes = new Map<string, StaleCause[]>();
  const missing = new Set<string>();
  /** By what they were made of. */
  const users = new Map<string, string[]>();

  for (const task of tasks) {
    const current = code.get(task.family);
    if (task.isSetAside || current === undefined || wrappers.has(task.family)) continue;
    const found: StaleCause[] = task.codeHash === undefined || task.codeHash === current ? [] : [{ kind: "code" }];
    const { isMissing, changed } = stateOf(task);
    if (isMissing) missing.add(task.taskId);
    else if (changed !== undefined) found.push({ kind: "output", name: changed });
    for (const { source, inputRun } of sourcesOf(task)) {
      const what = newsOf(task, source, inputRun);
      if (what !== undefined) found.push({ kind: "input", taskId: source.taskId, what });
      const others = users.get(source.taskId);
      if (others === undefined) users.set(source.taskId, [task.taskId]);
      else others.push(task.taskId);
    }
    if (found.length > 0) causes.set(task.taskId, found);
  }

  // It grows while it is walked: what is stale makes all stale that was made of it.
  const stale = new Set([...(question.known ?? []), ...causes.keys()]);
  for (const taskId of stale) {
    for (const user of users.get(taskId) ?? []) {
      const found = causes.get(user);
      stale.add(user);
      if (found === undefined) causes.set(user, [{ kind: "upstream", taskId }]);
      else if (!found.some((cause) => "taskId" in cause && cause.taskId === taskId))
        found.push({ kind: "upstream", taskId });
    }
  }
  return new Map(
    tasks.flatMap(({ taskId }) => {
      const found = causes.get(taskId);
      return found === undefined || missing.has(taskId) ? [] : [[taskId, found] as const];
    }),
  );

  /** What a task was made of; in the place of a wrapper, what that was made of. */
  function sourcesOf(task: MadeFact): { source: MadeFact; inputRun: number }[] {
    const sources: { source: MadeFact; inputRun: number }[] = [];
    const asked = (inputs.get(task.taskRun) ?? []).slice();
    // Which making was read through a wrapper is not kept: what was made before the task began.
    const seen = new Set<string>();
    for (const { taskId, taskRun = task.taskRun } of asked) {
      const source = factOf.get(taskId);
      if (source === undefined || seen.has(taskId)) continue;
      seen.add(taskId);
      if (!wrappers.has(source.family)) sources.push({ source, inputRun: taskRun });
      else asked.push(...(inputs.get(source.taskRun) ?? []).map((inner) => ({ taskId: inner.taskId })));
    }
    return sources;
  }
}

function newsOf(task: MadeFact, source: MadeFact, inputRun: number): InputNews | undefined {
  if (source.taskRun > Math.max(inputRun, task.acceptedRun)) return "madeAgain";
  if (source.isChanged && source.acceptedRun > Math.max(task.taskRun, task.acceptedRun)) return "changed";
  return source.isSetAside && source.taskRun > task.acceptedRun ? "takenBack" : undefined;
}
