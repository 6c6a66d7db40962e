import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Installs packages where a test's project is, without what they compile. For drivers that would make everybody who
 * installs this repository wait for a compiler.
 *
 * @param specifiers `name@version`
 */
export function installPackages(folder: string, specifiers: readonly string[]): void {
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }');
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--loglevel=error"];
  execFileSync("npm", ["install", ...options, ...specifiers], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}
