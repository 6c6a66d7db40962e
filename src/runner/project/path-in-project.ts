import path from "node:path";

/**
 * A file as it is shown and kept: from the project's folder on, with `/` on every system.
 *
 * @param flavour the paths of this system when absent
 */
export function pathInProject(
  root: string,
  file: string,
  flavour: Pick<path.PlatformPath, "relative" | "sep"> = path,
): string {
  return flavour.relative(root, file).replaceAll(flavour.sep, "/");
}
