import { UserError } from "../run/user-error.ts";
import type { SetAside } from "./trash.ts";

/**
 * Finds what was set aside at a time.
 *
 * @param when its name, or `last`
 * @param kept the latest first
 * @throws UserError when there is none
 */
export function findAside(when: string, kept: readonly SetAside[]): SetAside {
  const found = when === "last" ? kept[0] : kept.find((each) => each.when === when);
  if (found !== undefined) return found;
  if (kept.length === 0) throw new UserError("Nothing is in the trash: `pipewright invalidate` puts outputs there.");
  throw new UserError(`Nothing was set aside at ${when}. \`pipewright restore\` lists what was.`);
}
