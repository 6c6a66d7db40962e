import { pathToFileURL } from "node:url";
import type { ParameterMap } from "../../framework/parameters/parameter.ts";
import type { Task } from "../../framework/task.ts";
import { familyOf } from "../../framework/task-identity.ts";
import { FAMILIES } from "../bundle/family-registry.ts";
import { missingPackage } from "./missing-package.ts";

/** A task class of the user's, as far as the runner uses it. */
export interface TaskClass {
  new (given: Readonly<Record<string, unknown>>): Task;
  readonly name: string;
  readonly family?: string;
  readonly kind: "task" | "external" | "wrapper";
  readonly parameters: ParameterMap;
  /** Which of these are complete, in one question for many. The arguments have the parameters as properties. */
  bulkComplete?(parameters: readonly Task[]): Iterable<unknown> | Promise<Iterable<unknown>>;
}

/** The task classes of the user's module, by family. */
export type TaskModule = ReadonlyMap<string, TaskClass>;

/**
 * Runs the user's module and collects the task classes that it, and all that it imports, declares.
 *
 * @param module the bundle, absolute
 * @throws whatever the module throws, and Error when two classes have the same family
 */
export async function loadTaskModule(module: string): Promise<TaskModule> {
  const declared = new Set<TaskClass>();
  (globalThis as { [FAMILIES]?: Set<TaskClass> })[FAMILIES] = declared;
  await import(pathToFileURL(module).href).catch(async (error: unknown) => {
    throw await missingPackage(error, module);
  });
  const families = new Map<string, TaskClass>();
  for (const taskClass of declared) {
    const family = familyOf(taskClass);
    if (families.has(family)) {
      throw new Error(
        `Two task classes are called ${family}. Rename one, or give it a name of its own with \`static family = "…"\`.`,
      );
    }
    families.set(family, taskClass);
  }
  return families;
}
