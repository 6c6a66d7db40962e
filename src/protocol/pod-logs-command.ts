import type { PodPlace } from "./pod-place.ts";
import { shellText } from "./shell-text.ts";

/** What shows a pod's log for as long as the cluster keeps it, for a shell. */
export function podLogsCommand({ pod, namespace, context }: Omit<PodPlace, "node">): string {
  return shellText([
    "kubectl",
    ...(context === undefined ? [] : ["--context", context]),
    "logs",
    "--namespace",
    namespace,
    pod,
  ]);
}
