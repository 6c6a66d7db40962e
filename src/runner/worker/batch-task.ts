import type { Task } from "../../framework/task.ts";
import { parametersOf } from "../../framework/task-identity.ts";

/**
 * The task whose `run()` makes several: like the first, with the values that each `batchMethod` chooses of theirs.
 *
 * @param tasks of one class, the same but for parameters with a `batchMethod`
 * @throws what a `batchMethod` throws, and ParameterError when it gives a wrong value
 */
export function batchTask(tasks: readonly [Task, ...Task[]]): Task {
  const [first, ...others] = tasks;
  if (others.length === 0) return first;
  const valuesOf = (name: string) => tasks.map((task) => (task as unknown as Readonly<Record<string, unknown>>)[name]);
  const chosen = Object.entries(parametersOf(first)).flatMap(([name, parameter]) =>
    parameter.batchMethod ? [[name, parameter.batchMethod(valuesOf(name))] as const] : [],
  );
  return first.clone(Object.fromEntries(chosen));
}
