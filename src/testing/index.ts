export { planTask, type TestPlan } from "./plan-task.ts";
export { runTask } from "./run-task.ts";
export type { TestFiles, TestOptions } from "./test-files.ts";
export type { EndedTask, TestRun } from "./test-run.ts";
