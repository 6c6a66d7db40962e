import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { OutputFact } from "../../protocol/output-fact.ts";
import type { MadeFact } from "../history/lineage.ts";

/**
 * The tasks of which some files are not there. Of very many files it is quicker to list their folders than to ask for each.
 *
 * @param root the project's folder: what relative paths count from
 * @param tasks what is no file of this machine's can not be looked at, and counts as there
 */
export function missingOutputs(
  root: string,
  tasks: readonly Pick<MadeFact, "taskId" | "outputs">[],
): ReadonlySet<string> {
  const folders = new Map<string, ReadonlySet<string>>();
  const isThere = (file: string) => {
    const folder = path.dirname(file);
    let names = folders.get(folder);
    if (names === undefined) {
      names = namesIn(path.resolve(root, folder));
      folders.set(folder, names);
    }
    // A file system may call it by another spelling of the same name.
    return names.has(path.basename(file)) || existsSync(path.resolve(root, file));
  };
  const isMissing = ({ outputs }: Pick<MadeFact, "outputs">) =>
    outputs.includes('"local":true') &&
    (JSON.parse(outputs) as OutputFact[]).some(({ name, local }) => local && !isThere(name));
  return new Set(tasks.filter(isMissing).map(({ taskId }) => taskId));
}

function namesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    return new Set();
  }
}
