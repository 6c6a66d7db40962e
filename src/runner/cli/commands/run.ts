import type { CommandAction } from "../command-action.ts";
import { runTasks, type TaskOptions } from "../run-tasks.ts";

/** `pipewright run <Task>` */
export const run: CommandAction = (args, options: TaskOptions, command) => runTasks("run", args, options, command);
