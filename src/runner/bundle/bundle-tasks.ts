import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BuildFailure, BuildResult } from "esbuild";
import { ExitCode } from "../../protocol/exit-code.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";
import { recall, remember } from "./bundle-cache.ts";
import { describeFailure } from "./describe-failure.ts";
import { loadEsbuild } from "./load-esbuild.ts";
import { ownLibraryPlugin } from "./own-library-plugin.ts";
import { REQUIRE_BANNER } from "./require-banner.ts";
import { PLACE_DEFINES, userFilePlugin } from "./user-file-plugin.ts";

/** Of what a bundle looks like: bundles of another version are made again. */
const VERSION = "1";

/**
 * Makes one JavaScript module of a file with tasks and all of the project that it imports, once: it is kept under
 * `.pipewright/cache` by its content, so that a run which finds nothing changed starts at once.
 *
 * @param file with tasks, relative to the project's folder
 * @param library the library to use where the project has not installed one, absolute
 * @returns the module, absolute
 * @throws UserError when the code does not compile, with each error's place
 */
export async function bundleTasks(project: Project, index: TaskIndex, file: string, library: string): Promise<string> {
  const folder = path.join(project.stateDir, "cache", "bundles");
  const version = hash([VERSION, library, process.version]);
  const manifest = path.join(folder, `${hash([file])}.json`);
  const known = await recall(manifest, version);
  if (known !== undefined) return known;

  const { outputFiles, metafile } = await compile(project, index, file, library);
  const content = hash(outputFiles.map((output) => `${path.basename(output.path)} ${output.hash}`));
  const bundle = path.join(folder, content);
  if (!existsSync(bundle)) {
    // Under another name until it is whole: a run that starts now may find it.
    // One process may bundle twice at once: two questions of the panel.
    const temporary = `${bundle}.${randomUUID()}`;
    await mkdir(temporary, { recursive: true });
    for (const output of outputFiles)
      await writeFile(path.join(temporary, path.basename(output.path)), output.contents);
    await rename(temporary, bundle).catch(() => rm(temporary, { recursive: true, force: true }));
  }
  const module = path.join(bundle, "tasks.mjs");
  const inputs = Object.keys(metafile.inputs).map((input) => path.resolve(project.root, input));
  await remember(manifest, version, module, [...inputs, ...settingsOf(project)]);
  return module;
}

type Compiled = BuildResult<{ write: false; metafile: true }>;

async function compile(project: Project, index: TaskIndex, file: string, library: string): Promise<Compiled> {
  const { build } = await loadEsbuild(project.root);
  try {
    return await build({
      absWorkingDir: project.root,
      entryPoints: { tasks: file },
      // As deep as the bundle will lie, so that its source map's relative paths lead to the sources.
      outdir: path.join(project.stateDir, "cache", "bundles", "content"),
      outExtension: { ".js": ".mjs" },
      bundle: true,
      format: "esm",
      platform: "node",
      target: `node${process.versions.node}`,
      packages: "external",
      keepNames: true,
      sourcemap: "linked",
      sourcesContent: false,
      define: PLACE_DEFINES,
      banner: { js: REQUIRE_BANNER },
      plugins: [userFilePlugin(project.root, index), ownLibraryPlugin(library)],
      logLevel: "silent",
      metafile: true,
      write: false,
    });
  } catch (error) {
    throw new UserError(describeFailure(error as BuildFailure), ExitCode.schedulingError);
  }
}

/** Files that change what the same source compiles to. */
function settingsOf(project: Project): string[] {
  return ["tsconfig.json", "package.json"].map((name) => path.join(project.root, name));
}

function hash(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}
