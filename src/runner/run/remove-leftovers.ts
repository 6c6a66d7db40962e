import path from "node:path";
import { removeLeftovers } from "../../framework/targets/atomic-file.ts";
import { isAlive } from "./is-alive.ts";

/**
 * Removes the temporary files that workers which died left behind.
 *
 * @param tasks what may have left some, with its outputs as the plan names them
 * @param root the project's folder: what relative paths count from
 */
export async function removeLeftoversOf(
  tasks: readonly { readonly outputs: readonly string[] }[],
  root: string,
): Promise<void> {
  const files = tasks.flatMap(({ outputs }) => outputs).map((output) => path.resolve(root, output));
  await removeLeftovers(files, isAlive);
}
