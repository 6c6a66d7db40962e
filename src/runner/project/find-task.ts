import type { TaskClass, TaskIndex } from "../../protocol/task-index.ts";
import { UserError } from "../run/user-error.ts";
import { didYouMean } from "./did-you-mean.ts";

/**
 * The class that somebody named.
 *
 * @throws UserError when there is none, with the nearest name or all names
 */
export function findTask({ tasks }: TaskIndex, family: string): TaskClass {
  const found = tasks.find((task) => task.family === family);
  if (found !== undefined) return found;
  const families = tasks.map((task) => task.family);
  if (families.length === 0) {
    throw new UserError(
      `There is no task ${family}: no task classes were found here. Look at "tasks" in pipewright.config.json, or give the project's folder with --cwd.`,
    );
  }
  const hint = didYouMean(family, families) ?? `There are: ${families.join(", ")}.`;
  throw new UserError(`There is no task ${family}. ${hint}`);
}
