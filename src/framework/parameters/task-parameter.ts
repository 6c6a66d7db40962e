import { TASK } from "../brand.ts";
import { declaredTasks } from "../context.ts";
import type { AnyTask } from "../requirements.ts";
import { familyOf } from "../task-identity.ts";
import {
  type DefaultOption,
  defineParameter,
  noValue,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";

/** A class of tasks, whichever they are and whatever parameters they have. */
export type AnyTaskClass = new (given: any) => AnyTask;

/**
 * A class of tasks, as text its family: `DumpSales`.
 *
 * The text is looked up among the task classes of the files that Pipewright has loaded: that of the task which has this
 * parameter, and those that it imports. Elsewhere, in a test of your own say, give the class itself.
 *
 * @example
 * export class Count extends Task.with({ of: TaskParameter(), date: DateParameter() }) {
 *   requires() {
 *     return new this.of({ date: this.date });
 *   }
 * }
 */
export function TaskParameter(
  options: ParameterOptions & DefaultOption<AnyTaskClass>,
): ParameterWithDefault<AnyTaskClass>;
export function TaskParameter(options?: ParameterOptions): Parameter<AnyTaskClass>;
export function TaskParameter(options?: ParameterOptions): Parameter<AnyTaskClass> {
  const type = "task";
  const parse = (text: string) => {
    const declared = [...declaredTasks()].filter(isTaskClass);
    const found = declared.find((taskClass) => familyOf(taskClass) === text);
    if (found === undefined) {
      const known = declared.map(familyOf).sort().join(", ") || "none";
      throw new Error(`"${text}" is not the family of a task class that is loaded here (${known})`);
    }
    return found;
  };
  const take = (given: unknown) => {
    if (!isTaskClass(given)) throw noValue({ type }, given);
    return given;
  };
  return defineParameter({ type, expected: "the family of a task", parse, format: familyOf, take }, options);
}

/** Is this a task class of any copy of this library? */
function isTaskClass(value: unknown): value is AnyTaskClass {
  return typeof value === "function" && (value.prototype as { [TASK]?: unknown } | undefined)?.[TASK] === true;
}
