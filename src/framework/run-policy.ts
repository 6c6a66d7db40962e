/** How a task is run. A class overrides what it wants to, with a property or a getter. */
export interface RunPolicy {
  /** Tasks with a higher one start first; it is lent to everything that the task needs. 0 when not overridden. */
  readonly priority: number;
  /** How many more attempts a failed task gets in the same run. 0 when not overridden. */
  readonly retries: number;
  /** Seconds until the second attempt; each further wait is twice as long, give or take. 5 when not overridden. */
  readonly retryDelay: number;
  /** Seconds after which an attempt is ended: its `signal` first, then its process. Never when not overridden. */
  readonly timeout: number | undefined;
}

export const DEFAULT_POLICY: RunPolicy = { priority: 0, retries: 0, retryDelay: 5, timeout: undefined };

/**
 * What a task says of how it is to be run.
 *
 * @throws RangeError when a value makes no sense, with its name
 */
export function policyOf({ priority, retries, retryDelay, timeout }: RunPolicy): RunPolicy {
  const check = (name: keyof RunPolicy, value: unknown, isGood: boolean, expected: string) => {
    if (!isGood) throw new RangeError(`${name} is ${String(value)}; expected ${expected}.`);
  };
  check("priority", priority, Number.isFinite(priority), "a number");
  check("retries", retries, Number.isInteger(retries) && retries >= 0, "a whole number from 0");
  check("retryDelay", retryDelay, Number.isFinite(retryDelay) && retryDelay >= 0, "seconds from 0");
  check(
    "timeout",
    timeout,
    timeout === undefined || (Number.isFinite(timeout) && timeout > 0),
    "seconds above 0, or undefined",
  );
  return { priority, retries, retryDelay, timeout };
}
