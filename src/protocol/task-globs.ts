/** Where tasks are looked for when the configuration does not say. */
export const DEFAULT_TASK_GLOBS: readonly string[] = ["**/*.ts"];

/** Where they never are: in packages, in what was built, and in our own cache. */
export const NEVER_TASK_GLOBS: readonly string[] = [
  "**/node_modules/**",
  "**/dist/**",
  "**/.pipewright/**",
  "**/*.d.ts",
];
