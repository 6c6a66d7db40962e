import path from "node:path";
import { removeLeftovers } from "../../framework/targets/atomic-file.ts";
import { isAlive } from "./is-alive.ts";

/**
 * Removes the temporary files of attempts whose runner died before it could.
 *
 * @param attempts the outputs of each, as the plan named them
 * @param root the project's folder: what relative paths count from
 */
export async function removeLeftoversOf(
  attempts: readonly { readonly outputs: readonly string[] }[],
  root: string,
): Promise<void> {
  for (const output of attempts.flatMap(({ outputs }) => outputs))
    await removeLeftovers(path.resolve(root, output), isAlive);
}
