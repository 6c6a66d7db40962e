import { existsSync } from "node:fs";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { glob } from "tinyglobby";
import type { TaskIndex } from "../../protocol/task-index.ts";
import type { Project } from "../project/project.ts";
import { bundleImage } from "./bundle-image.ts";
import { copyRunner } from "./copy-runner.ts";
import { dockerfile } from "./dockerfile.ts";

const PACKAGE_FILES = ["package.json", "package-lock.json"];
const SETTINGS = ["pipewright.config.json", "tsconfig.json"];

/**
 * Puts together what an image holds so that pods can make the project's tasks and a coordinator can plan them: the
 * tasks' code made loadable, its sources, this package and a Dockerfile.
 *
 * @param folder is made anew
 */
export async function buildImage(project: Project, index: TaskIndex, folder: string): Promise<void> {
  const { root, config } = project;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const sources = await bundleImage(project, index, folder);
  const { files } = config.kubernetes;
  const asked = files.length === 0 ? [] : await glob([...files], { cwd: root, dot: true });
  const known = [...PACKAGE_FILES, ...SETTINGS].filter((file) => existsSync(path.join(root, file)));
  const inside = [...sources, ...asked, ...known].filter(
    (file) => !file.startsWith("..") && !/(?:^|\/)node_modules\//.test(file),
  );
  for (const file of new Set(inside)) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(path.join(root, file), target);
  }
  await copyRunner(path.join(folder, "pipewright"));
  const packages = PACKAGE_FILES.filter((file) => known.includes(file));
  await writeFile(path.join(folder, "Dockerfile"), dockerfile(config.kubernetes, path.basename(root), packages));
  await writeFile(path.join(folder, ".dockerignore"), "Dockerfile\n.dockerignore\nnode_modules\n");
}
