import { inspect } from "node:util";
import type { ValueRange } from "./range.ts";

/**
 * One input of a task: how its value is read from text, written as text and checked. The text form is what the
 * command line, the configuration and the history hold; `parse(format(value))` gives the value back.
 */
export interface Parameter<T> {
  /** `string`, `int`, `date`, … */
  readonly type: string;
  readonly description?: string;
  /** Part of the task's identity? Two tasks that differ only in parameters that are not are the same task. */
  readonly significant: boolean;
  /** `private` values appear in no log, id, history or page. */
  readonly visibility: "public" | "private";
  readonly default?: T;
  /** The values that a `choice` allows. */
  readonly choices?: readonly string[];
  /** Present where values can be counted from one to another: what a backfill runs over. */
  readonly range?: ValueRange<T>;
  /** Is `undefined` a value too, where it is given by name? */
  readonly optional?: boolean;
  /** Is the text JSON? A list of such values holds them as they are, and others as their texts. */
  readonly json?: boolean;
  /** See {@link BatchOption}. Absent: tasks that differ in this parameter are never run together. */
  batchMethod?(values: readonly T[]): T;
  /** What the text should look like, for error messages: `a date like 2026-11-24`. */
  readonly expected: string;
  /** @throws Error with what is wrong, without the parameter's name */
  parse(text: string): T;
  format(value: T): string;
  /**
   * Checks what a constructor was given: a value, or the text of one.
   *
   * @throws Error with what is wrong, without the parameter's name
   */
  accept(given: unknown): T;
}

/** A parameter that need not be given. */
export interface ParameterWithDefault<T> extends Parameter<T> {
  readonly default: T;
}

/** What every parameter takes. */
export interface ParameterOptions {
  /** Shown in help texts and when a value is asked for. */
  readonly description?: string;
  /** Part of the task's identity; `true` when not given. */
  readonly significant?: boolean;
  /** `private` keeps the value out of every log, id, history and page; `public` when not given. */
  readonly visibility?: "public" | "private";
}

export interface DefaultOption<T> {
  /** The value when none is given: on the command line, in the environment, in the configuration. */
  readonly default: T;
}

export interface BatchOption<T> {
  /**
   * Lets several tasks that wait to run, and differ only in parameters that have one, be made by one `run()`. It chooses
   * the value that the parameter has in that run; `this.batchedTasks` are all of them.
   *
   * @param values of the tasks, in the order in which they would run, all different tasks
   * @returns the run's value, say the latest
   * @see https://luigi.readthedocs.io/en/stable/configuration.html for Luigi's `batch_method`
   */
  batchMethod?(values: readonly T[]): T;
}

/** Smallest and biggest allowed value, both included. */
export interface BoundOptions<T> {
  readonly min?: T;
  readonly max?: T;
}

export type ParameterMap = { readonly [name: string]: Parameter<any> };

/** The part of a parameter that differs between types. */
export interface ParameterType<T> {
  readonly type: string;
  readonly expected: string;
  readonly choices?: readonly string[];
  readonly range?: ValueRange<T>;
  readonly optional?: boolean;
  readonly json?: boolean;
  parse(text: string): T;
  format(value: T): string;
  /** Takes what is no text; without it, values are read back from their text. */
  take?(given: unknown): T;
}

/** Puts a parameter together from its type and the options that were given. */
export function defineParameter<T>(
  { take, ...type }: ParameterType<T>,
  options: ParameterOptions & BatchOption<T> & Partial<DefaultOption<T>> = {},
): Parameter<T> {
  return {
    ...type,
    accept: (given) => {
      if (typeof given === "string") return type.parse(given);
      return take ? take(given) : type.parse(textOf(type, given));
    },
    description: options.description,
    significant: options.significant ?? true,
    visibility: options.visibility ?? "public",
    ...("default" in options && { default: options.default }),
    ...(options.batchMethod && { batchMethod: options.batchMethod }),
  };
}

/** Reading a value back from its text checks it, and makes dates of another polyfill ours. */
function textOf(type: ParameterType<unknown>, value: unknown): string {
  let text: unknown;
  try {
    text = type.format(value);
  } catch {
    // Not a value of this parameter; said below.
  }
  if (typeof text !== "string") throw noValue(type, value);
  return text;
}

/** Says that a value is of another type. */
export function noValue({ type }: { readonly type: string }, value: unknown): Error {
  return new Error(`${inspect(value)} is not a value of type ${type}`);
}
