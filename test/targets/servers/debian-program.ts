import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { globSync } from "tinyglobby";

/**
 * Finds a program of a Debian package, and installs the package when it is missing. No server is started by that where
 * the system forbids it, as containers do; ours never use the system's files and ports.
 *
 * @param files where it may lie, as globs, the best last
 */
export function debianProgram(name: string, files: readonly string[]): string {
  const find = () => files.flatMap((file) => (existsSync(file) ? [file] : globSync(file, { absolute: true }))).at(-1);
  const there = find();
  if (there !== undefined) return there;
  console.log(`Installing Debian's ${name} …`);
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", name],
  ]) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const { status, stderr } = spawnSync("apt-get", args, { encoding: "utf8", env });
    if (status !== 0) throw new Error(`apt-get ${args.join(" ")} ended with ${status}: ${stderr}`);
  }
  const installed = find();
  if (installed === undefined) throw new Error(`${name} was installed, and has none of ${files.join(", ")}.`);
  return installed;
}
