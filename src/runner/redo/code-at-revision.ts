import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";
import { type FamilyCode, familyCode } from "./family-code.ts";

const run = promisify(execFile);

/**
 * The code of the task classes as it was at a revision of git, by family. The files are written to a temporary folder
 * and read there; neither the working tree nor git's index is touched, and nothing of them is run.
 *
 * @param revision whatever git understands: `HEAD`, a tag, `main~3`
 * @throws UserError when the project is not in git, or there is no such revision
 */
export async function codeAtRevision(project: Project, revision: string): Promise<Map<string, FamilyCode>> {
  const [top = "", prefix = ""] = (
    await git(project.root, ["rev-parse", "--show-toplevel", "--show-prefix"], () => "is not in a git repository")
  ).split("\n");
  const tree = await git(
    project.root,
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{tree}`],
    () => `has no revision ${revision} in git`,
  );
  const folder = await mkdtemp(path.join(os.tmpdir(), "pipewright-diff-"));
  try {
    const files = path.join(folder, "files");
    const env = { GIT_INDEX_FILE: path.join(folder, "index") };
    const failed = (said: string) => `could not be read at ${revision}: ${said}`;
    await git(top, ["read-tree", tree.trim()], failed, env);
    await git(top, ["checkout-index", "--all", `--prefix=${files}/`], failed, env);
    const root = path.join(files, prefix);
    await mkdir(root, { recursive: true });
    // Packages are looked for where they are installed now.
    for (const [from, to] of new Map([
      [top, files],
      [project.root, root],
    ]))
      if (existsSync(path.join(from, "node_modules")) && !existsSync(path.join(to, "node_modules")))
        await symlink(path.join(from, "node_modules"), path.join(to, "node_modules"), "junction");
    const then: Project = { ...project, root, stateDir: path.join(folder, "state") };
    return await familyCode(then);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function git(
  cwd: string,
  args: readonly string[],
  trouble: (said: string) => string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const { stdout } = await run("git", args, { cwd, env: { ...process.env, ...env } });
    return stdout;
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") throw new UserError("git is not installed, or not on the PATH: a revision can not be read.");
    throw new UserError(`The project ${cwd} ${trouble(stderr.trim())}.`);
  }
}
