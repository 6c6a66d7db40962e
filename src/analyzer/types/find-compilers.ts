import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** The oldest that knows how bundlers find modules. */
const OLDEST_VERSION = 5;

/**
 * The modules that a type checker can be loaded from, best first.
 *
 * @param lenders folders, absolute: in each the package `typescript` is looked for as Node would
 * @param own the module of our own, which may not have come along
 */
export function findCompilers(lenders: readonly string[], own: string): readonly string[] {
  const lent = lenders.flatMap((folder) => compilerNear(folder) ?? []);
  return existsSync(own) ? [...lent, own] : lent;
}

/** Nothing of the package is run to find it. From version 7 on it is another program, without this module. */
function compilerNear(folder: string): string | undefined {
  try {
    const manifest = createRequire(path.join(folder, "package.json")).resolve("typescript/package.json");
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    const file = path.join(path.dirname(manifest), "lib/typescript.js");
    return Number.parseInt(version, 10) >= OLDEST_VERSION && existsSync(file) ? file : undefined;
  } catch {
    // There is none, or what is there is no package.
    return undefined;
  }
}
