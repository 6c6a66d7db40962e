import { readFileSync } from "node:fs";
import path from "node:path";

const LIBRARY = "pipewright";
/** A project that says so may have its tasks from other packages, and not name the library in any source. */
const SETTINGS = ["pipewright.config.json", "package.json"];

/** Whether a text could have to do with tasks at all. */
export function isAboutTasks(text: string): boolean {
  return text.includes(LIBRARY);
}

/**
 * Whether any of the files names the library: as long as none does, there can be no task, and nothing has to be parsed.
 *
 * @param sources relative to `root`
 */
export function mentionsLibrary(root: string, sources: readonly string[]): boolean {
  return [...SETTINGS, ...sources].some((file) => {
    try {
      return isAboutTasks(readFileSync(path.join(root, file), "utf8"));
    } catch {
      return false;
    }
  });
}
