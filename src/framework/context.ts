/**
 * What surrounds a task while Pipewright runs it. It hangs on global symbols, not on module state, so that it reaches
 * every copy of this library that the process has loaded.
 */
const VALUES = Symbol.for("pipewright.outerValues");
const ATTEMPT = Symbol.for("pipewright.attempt");
const FAMILIES = Symbol.for("pipewright.families");

/** Finds a parameter's value outside the code: in the environment, then in the configuration. */
export type OuterValues = (family: string, parameter: string) => string | undefined;

/** What `this.log`, `this.progress` and the like reach inside `run()`. */
export interface Attempt {
  log(text: string): void;
  progress(fraction: number): void;
  message(text: string): void;
  trackingUrl(url: string): void;
  readonly signal: AbortSignal;
  /** The tasks that are made together; absent for a task that is made alone. */
  readonly batch?: readonly object[];
}

export function setOuterValues(values: OuterValues): void {
  (globalThis as { [VALUES]?: OuterValues })[VALUES] = values;
}

export function outerValue(family: string, parameter: string): string | undefined {
  return (globalThis as { [VALUES]?: OuterValues })[VALUES]?.(family, parameter);
}

export function setAttempt(task: object, attempt: Attempt): void {
  Object.defineProperty(task, ATTEMPT, { value: attempt, configurable: true });
}

/** A task run by hand, say in a debugger or a test of your own: text goes to the console, nothing cancels it. */
const BY_HAND: Attempt = {
  log: (text) => console.log(text),
  progress: () => {},
  message: (text) => console.log(text),
  trackingUrl: (url) => console.log(url),
  signal: new AbortController().signal,
};

export function attemptOf(task: object): Attempt {
  return (task as { [ATTEMPT]?: Attempt })[ATTEMPT] ?? BY_HAND;
}

/** The task classes of the files that Pipewright has loaded into this process; none where it has not started it. */
export function declaredTasks(): Iterable<unknown> {
  return (globalThis as { [FAMILIES]?: Iterable<unknown> })[FAMILIES] ?? [];
}
