import path from "node:path";
import { ExitCode } from "../../../protocol/exit-code.ts";
import { buildImage } from "../../image/build-image.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { loadProject, makeStateFolder } from "../../project/load-project.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";

export interface ImageOptions extends GlobalOptions {
  readonly out?: string;
}

/** `pipewright image` */
export const image: CommandAction = async (_args, options: ImageOptions) => {
  const project = await loadProject(options.cwd);
  await makeStateFolder(project);
  const folder = path.resolve(options.out ?? path.join(project.stateDir, "image"));
  await buildImage(project, await loadTaskIndex(project), folder);
  const name = project.config.kubernetes.image ?? `${path.basename(project.root).toLowerCase()}:1`;
  console.log(`The image's content is in ${folder}. To make it and hand it to the cluster:`);
  console.log(`  docker build --tag ${name} ${folder}`);
  console.log(`  docker push ${name}`);
  if (project.config.kubernetes.image === undefined)
    console.log(`Then name it in the configuration: "kubernetes": { "image": "${name}" }.`);
  return ExitCode.done;
};
