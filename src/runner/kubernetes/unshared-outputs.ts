import path from "node:path";
import type { PlannedTask } from "../worker/worker-api.ts";
import type { KubernetesConfig, MountedVolume } from "./kubernetes-config.ts";

/** Volumes that each pod has for itself, or can not write to. */
const OWN = ["emptyDir", "ephemeral", "secret", "configMap", "downwardAPI", "projected"];

export interface UnsharedOutput {
  readonly taskId: string;
  /** Relative to the project's folder. */
  readonly output: string;
}

/** The local files of a plan that pods make or read and that lie on no volume which all of them share. */
export function unsharedOutputs(
  tasks: readonly Pick<PlannedTask, "taskId" | "action" | "requires" | "localFiles">[],
  { workingDir, volumes }: Pick<KubernetesConfig, "workingDir" | "volumes">,
): UnsharedOutput[] {
  const shared = volumes.filter(isShared).map(({ mountPath }) => path.posix.resolve(workingDir, mountPath));
  const isSeen = (output: string) => {
    const file = path.posix.resolve(workingDir, output.replaceAll("\\", "/"));
    return shared.some((folder) => file.startsWith(folder === "/" ? folder : `${folder}/`));
  };
  const running = tasks.filter(({ action }) => action === "run");
  const touched = new Set(running.flatMap(({ taskId, requires }) => [taskId, ...requires]));
  return tasks
    .filter(({ taskId }) => touched.has(taskId))
    .flatMap(({ taskId, localFiles = [] }) =>
      localFiles.filter((output) => !isSeen(output)).map((output) => ({ taskId, output })),
    );
}

function isShared(volume: MountedVolume): boolean {
  return OWN.every((source) => volume[source] === undefined);
}
