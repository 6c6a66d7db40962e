/** Every finding by its code, with what it is in a few words. Each has a page, `docs/findings/<code>.md`. */
export const FINDINGS = {
  cycle: "Tasks that require each other",
  "date-as-string": "A date that is a string",
  "duplicate-family": "Two task classes of one name",
  "floating-promise": "A promise that run() does not wait for",
  "invalid-schedule": "A schedule that can not be read",
  "invalid-silencer": "A comment that silences without a reason",
  "missing-output": "A task that is never done",
  "missing-parameter": "A required task without one of its parameters",
  nondeterministic: "An output() or requires() that changes by itself",
  "output-ignores-parameter": "An output that is the same for different tasks",
  "parameter-not-passed": "A parameter that is not passed on",
  "parameter-type": "A parameter of another type",
  "shared-output": "Two tasks that write the same file",
  "syntax-error": "Source that can not be read",
  "unknown-parameter": "A parameter that does not exist",
  "unknown-task": "A required task that does not exist",
  "unreachable-task": "A task that nothing can reach",
  "unsafe-write": "An output that is written without its target",
} as const;

export type FindingCode = keyof typeof FINDINGS;
