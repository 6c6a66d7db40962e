import { createHash } from "node:crypto";
import type { ParameterMap } from "./parameters/parameter.ts";
import type { Task } from "./task.ts";

/** A task's name among all tasks, and its parameters as text. */
export interface TaskIdentity {
  readonly taskId: string;
  /** The public parameters, by name. */
  readonly params: Readonly<Record<string, string>>;
  /** The private ones: for the processes that make the task again, for nobody's eyes. */
  readonly secrets: Readonly<Record<string, string>>;
}

// As in Luigi: enough to recognise a task by, and short enough for a file's name.
const READABLE_PARAMETERS = 3;
const READABLE_LENGTH = 16;
const HASH_LENGTH = 10;

const IDENTITIES = new WeakMap<Task, TaskIdentity>();

/** A class's family: its own `static family`, else its name. A subclass is a family of its own. */
export function familyOf(taskClass: { readonly name: string; readonly family?: string }): string {
  return (Object.hasOwn(taskClass, "family") && taskClass.family) || taskClass.name;
}

/** The parameters of a task of any copy of this library. */
export function parametersOf(task: Task): ParameterMap {
  return (task.constructor as unknown as { readonly parameters: ParameterMap }).parameters;
}

/** A task's identity, worked out once: its parameters never change. */
export function identityOf(task: Task): TaskIdentity {
  const known = IDENTITIES.get(task);
  if (known !== undefined) return known;
  const identity = identify(task.family, parametersOf(task), task as unknown as Readonly<Record<string, unknown>>);
  IDENTITIES.set(task, identity);
  return identity;
}

/**
 * Two tasks are the same when their family and all their significant parameters are.
 *
 * @see https://luigi.readthedocs.io/en/stable/api/luigi.task.html#luigi.task.task_id_str
 */
function identify(family: string, parameters: ParameterMap, values: Readonly<Record<string, unknown>>): TaskIdentity {
  const params: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  const significant: [string, string][] = [];
  const readable: string[] = [];
  for (const [name, parameter] of Object.entries(parameters)) {
    const text = parameter.format(values[name]);
    (parameter.visibility === "private" ? secrets : params)[name] = text;
    if (!parameter.significant) continue;
    significant.push([name, text]);
    if (parameter.visibility === "public" && readable.length < READABLE_PARAMETERS)
      readable.push(text.slice(0, READABLE_LENGTH));
  }
  significant.sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash("sha256")
    .update(JSON.stringify([family, significant]))
    .digest("hex")
    .slice(0, HASH_LENGTH);
  const taskId = [family, ...readable, hash].map((part) => part.replaceAll(/[^\w.-]/g, "_")).join("_");
  return { taskId, params, secrets };
}
