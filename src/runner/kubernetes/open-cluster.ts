import { UserError } from "../run/user-error.ts";
import type { PlannedTask } from "../worker/worker-api.ts";
import { KubernetesExecutor, type KubernetesOptions } from "./kubernetes-executor.ts";
import { unsharedOutputs } from "./unshared-outputs.ts";

const SHOWN = 5;

/**
 * Makes ready to make a plan's tasks in a cluster.
 *
 * @throws UserError when pods would not see what they need or make, or when there is no way to the cluster
 */
export async function openCluster(
  options: KubernetesOptions,
  tasks: readonly PlannedTask[],
): Promise<KubernetesExecutor> {
  const unshared = unsharedOutputs(tasks, options.project.config.kubernetes);
  if (unshared.length > 0) {
    const shown = unshared.slice(0, SHOWN).map(({ taskId, output }) => `  ${output} (${taskId})`);
    const more = unshared.length > SHOWN ? [`  and ${unshared.length - SHOWN} more`] : [];
    throw new UserError(
      `These files lie on this machine alone, where no pod could see them:\n${[...shown, ...more].join("\n")}\nKeep them in a store that all can reach, or declare the volume that they lie on in "kubernetes": {"volumes": […]}.`,
    );
  }
  return KubernetesExecutor.open(options);
}
