/** The log of one attempt at a task. */
export interface AttemptLog {
  /** From 1. */
  readonly attempt: number;
  readonly text: string;
}

/** A part of a text that can be folded: lines from 0, both included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

const NAME = /^(.+)\.(\d+)\.log$/;

/** What the logs of the attempts at one task are called in a run. */
export interface AttemptLogNames {
  /** Of the attempt whose log was meant, from 1. */
  readonly attempt: number;
  of(attempt: number): string;
}

/** @returns `undefined` where that is not what the log of an attempt is called */
export function attemptLogNames(name: string): AttemptLogNames | undefined {
  const [, task, attempt] = NAME.exec(name) ?? [];
  return task === undefined ? undefined : { attempt: Number(attempt), of: (each) => `${task}.${each}.log` };
}

/**
 * One text of the logs of several attempts, with where each of them stands; a single log stays as it is.
 *
 * @param titleOf says which attempt begins
 */
export function joinLogs(
  logs: readonly AttemptLog[],
  titleOf: (attempt: number) => string,
): { readonly text: string; readonly attempts: readonly LineRange[] } {
  if (logs.length <= 1) return { text: logs[0]?.text ?? "", attempts: [] };
  const lines: string[] = [];
  const attempts = logs.map(({ attempt, text }) => {
    const start = lines.length;
    lines.push(titleOf(attempt), ...text.trimEnd().split("\n"));
    const end = lines.length - 1;
    lines.push("");
    return { start, end };
  });
  return { text: lines.join("\n"), attempts };
}
