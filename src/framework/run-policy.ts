import { inspect } from "node:util";
import type { PodOptions } from "./pod-options.ts";

/** How a task is run. A class overrides what it wants to, with a property or a getter. */
export interface RunPolicy {
  /** Tasks with a higher one start first; it is lent to everything that the task needs. 0 when not overridden. */
  readonly priority: number;
  /**
   * How much of what the machine has to share the task uses while it runs, by name: `{ database: 1 }`. All runs of the
   * project together stay below the configuration's limits; a resource without one has 1. None when not overridden.
   */
  readonly resources: Readonly<Record<string, number>>;
  /** How many more attempts a failed task gets in the same run. 0 when not overridden. */
  readonly retries: number;
  /** Seconds until the second attempt; each further wait is twice as long, give or take. 5 when not overridden. */
  readonly retryDelay: number;
  /** Seconds after which an attempt is ended: its `signal` first, then its process. Never when not overridden. */
  readonly timeout: number | undefined;
  /**
   * After so many runs in a row in which it failed, the task is not tried again until `--retry-disabled` asks for it:
   * for work that costs money each time it fails. Always tried when not overridden.
   */
  readonly disableAfter: number | undefined;
  /** Runs each attempt in a process of its own, which ends with it. `false` when not overridden. */
  readonly isolated: boolean;
  /** MiB that an attempt's process may use; it has one of its own then, and is ended above. No limit when not overridden. */
  readonly memoryLimit: number | undefined;
  /**
   * How many tasks one `run()` may be given that differ only in parameters with a `batchMethod`. 1 when not overridden
   * and no parameter has one; any number otherwise.
   */
  readonly maxBatchSize: number | undefined;
  /**
   * With `--on kubernetes`: what this task's pod has other than the configuration says, as
   * `{ requests: { cpu: "2", memory: "4Gi" } }`. The configuration alone when not overridden.
   */
  readonly kubernetes: PodOptions | undefined;
}

export const DEFAULT_POLICY: RunPolicy = {
  priority: 0,
  resources: {},
  retries: 0,
  retryDelay: 5,
  timeout: undefined,
  disableAfter: undefined,
  isolated: false,
  memoryLimit: undefined,
  maxBatchSize: undefined,
  kubernetes: undefined,
};

type Rule = readonly [isGood: (value: unknown) => boolean, expected: string];

const isWhole = (value: unknown, from: number): boolean => Number.isInteger(value) && Number(value) >= from;
const optional = ([isGood, expected]: Rule): Rule => [
  (value) => value === undefined || isGood(value),
  `${expected}, or undefined`,
];

const RULES: Readonly<Record<keyof RunPolicy, Rule>> = {
  priority: [Number.isFinite, "a number"],
  resources: [isAmounts, "whole numbers from 1 by name, like { database: 1 }"],
  retries: [(value) => isWhole(value, 0), "a whole number from 0"],
  retryDelay: [(value) => Number.isFinite(value) && Number(value) >= 0, "seconds from 0"],
  timeout: optional([(value) => Number.isFinite(value) && Number(value) > 0, "seconds above 0"]),
  disableAfter: optional([(value) => isWhole(value, 1), "a whole number from 1"]),
  isolated: [(value) => typeof value === "boolean", "true or false"],
  memoryLimit: optional([(value) => isWhole(value, 1), "whole MiB from 1"]),
  maxBatchSize: optional([(value) => isWhole(value, 1), "a whole number from 1"]),
  kubernetes: optional([isObject, 'an object like { requests: { cpu: "2" } }']),
};

const NAMES = Object.keys(RULES) as (keyof RunPolicy)[];

/**
 * What a task says of how it is to be run.
 *
 * @returns one and the same object for every task that overrides nothing
 * @throws RangeError when a value makes no sense, with its name
 */
export function policyOf(task: RunPolicy): RunPolicy {
  if (NAMES.every((name) => task[name] === DEFAULT_POLICY[name])) return DEFAULT_POLICY;
  for (const name of NAMES) {
    const [isGood, expected] = RULES[name];
    const value: unknown = task[name];
    if (!isGood(value)) throw new RangeError(`${name} is ${inspect(value)}; expected ${expected}.`);
  }
  return Object.fromEntries(NAMES.map((name) => [name, task[name]])) as unknown as RunPolicy;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAmounts(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.values(value).every((amount) => isWhole(amount, 1));
}
