import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BuildFailure } from "esbuild";
import { ExitCode } from "../../protocol/exit-code.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import { describeFailure } from "../bundle/describe-failure.ts";
import { loadEsbuild } from "../bundle/load-esbuild.ts";
import { REQUIRE_BANNER } from "../bundle/require-banner.ts";
import { PLACE_DEFINES, userFilePlugin } from "../bundle/user-file-plugin.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";

/** Where an image holds its modules, in the project's folder. */
const MODULES = "pipewright-modules";

/**
 * Makes the modules that pods load: one for each file with tasks, and what these share once.
 *
 * @param folder of the image's content
 * @returns the source files that they are made of, relative to the project's folder
 * @throws UserError when the code does not compile
 */
export async function bundleImage(project: Project, index: TaskIndex, folder: string): Promise<string[]> {
  const { root, config } = project;
  const { build } = await loadEsbuild(root);
  const files = [...new Set(index.tasks.map(({ file }) => file))].sort();
  const moduleOf = new Map(files.map((file, at) => [file, `tasks-${at}`]));
  const made = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries([...moduleOf].map(([file, module]) => [module, file])),
    outdir: path.join(root, MODULES),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    chunkNames: "shared-[hash]",
    format: "esm",
    platform: "node",
    target: "node22.13",
    packages: "external",
    external: ["pipewright"],
    keepNames: true,
    sourcemap: "linked",
    sourcesContent: false,
    define: PLACE_DEFINES,
    banner: { js: REQUIRE_BANNER },
    plugins: [userFilePlugin(root, index, config.kubernetes.workingDir)],
    logLevel: "silent",
    metafile: true,
    write: false,
  }).catch((error: BuildFailure) => {
    throw new UserError(describeFailure(error), ExitCode.schedulingError);
  });
  await mkdir(path.join(folder, MODULES), { recursive: true });
  for (const output of made.outputFiles)
    await writeFile(path.join(folder, MODULES, path.basename(output.path)), output.contents);
  const families = Object.fromEntries(
    index.tasks.map(({ family, file }) => [family, `${MODULES}/${moduleOf.get(file)}.mjs`]),
  );
  await writeFile(path.join(folder, MODULES, "families.json"), JSON.stringify(families));
  return Object.keys(made.metafile.inputs);
}
