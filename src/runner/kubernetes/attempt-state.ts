import type { V1ContainerStatus, V1Job, V1Pod } from "@kubernetes/client-node";
import { CONTAINER } from "./job-manifest.ts";

/** Something that the cluster tells of an attempt's Job or its pod. */
export type ClusterChange =
  | { readonly kind: "Job"; readonly gone: boolean; readonly object: V1Job }
  | { readonly kind: "Pod"; readonly gone: boolean; readonly object: V1Pod };

/**
 * How an attempt stands, by what the cluster tells.
 *
 * ```
 *  waiting --(its container runs)--> running --> ended
 *     |                                            ^
 *     +--(the pod or the Job is gone, fails, or can never start)
 * ```
 */
export type AttemptState =
  | {
      readonly phase: "waiting";
      readonly pod?: string;
      /** What it waits for, in the cluster's words; absent where that is nothing unusual. */
      readonly why?: string;
    }
  | { readonly phase: "running"; readonly pod: string; readonly node: string }
  | {
      readonly phase: "ended";
      readonly pod?: string;
      /** Absent where it was given to none, or that is not known any more. */
      readonly node?: string;
      /** In the cluster's words. */
      readonly why: string;
      /** What it ran on was taken away: no fault of the task's. */
      readonly lost: boolean;
      /** Its deadline came: what its process said of being interrupted is the timeout's doing. */
      readonly overdue?: true;
      /** It is still there, and will never start. */
      readonly lingers?: true;
    };

export const NOT_STARTED: AttemptState = { phase: "waiting" };

/** Reasons why a container will never start, whatever one waits for. */
const HOPELESS = new Set(["ErrImageNeverPull", "InvalidImageName"]);
const USUAL = new Set(["ContainerCreating", "PodInitializing"]);

/** The one reducer: what is seen of a Job and its pod becomes the state of the attempt. An end is an end. */
export function attemptState(before: AttemptState, change: ClusterChange): AttemptState {
  if (before.phase === "ended") return before;
  const pod = "pod" in before ? before.pod : undefined;
  if (change.kind === "Job") return ofJob(before, change.object, change.gone, pod);
  const name = change.object.metadata?.name as string;
  // A second pod of a Job whose first is gone: what became of the first is the end.
  if (pod !== undefined && pod !== name) return before;
  const now = ofPod(change.object, name);
  if (!change.gone || now.phase === "ended") return now;
  return { phase: "ended", pod: name, lost: true, why: `The pod ${name} was deleted.` };
}

function ofJob(before: AttemptState, job: V1Job, gone: boolean, pod: string | undefined): AttemptState {
  if (gone) return { phase: "ended", pod, lost: true, why: `The Job ${job.metadata?.name} was deleted.` };
  // Where there is a pod, that one tells why.
  const failed = job.status?.conditions?.find(({ type, status }) => type === "Failed" && status === "True");
  if (failed === undefined || pod !== undefined) return before;
  return { phase: "ended", lost: false, why: `The Job failed: ${words(failed.reason, failed.message)}` };
}

function ofPod({ metadata, spec, status }: V1Pod, pod: string): AttemptState {
  const node = spec?.nodeName;
  const container = status?.containerStatuses?.find(({ name }) => name === CONTAINER);
  if (status?.reason === "NodeLost")
    return { phase: "ended", pod, node, lost: true, why: `The node ${node} was lost: ${status.message ?? "NodeLost"}` };
  if (status?.phase === "Succeeded" || status?.phase === "Failed") {
    // The container's own end says most, except where the pod as a whole was ended.
    if (status.reason !== undefined) {
      const why = `The pod failed: ${words(status.reason, status.message)}`;
      if (status.reason === "DeadlineExceeded") return { phase: "ended", pod, node, lost: false, overdue: true, why };
      return { phase: "ended", pod, node, lost: true, why };
    }
    const { why, lost } = ofExit(container, metadata?.deletionTimestamp !== undefined);
    return { phase: "ended", pod, node, lost, why };
  }
  if (container?.state?.terminated !== undefined) {
    const { why, lost } = ofExit(container, metadata?.deletionTimestamp !== undefined);
    return { phase: "ended", pod, node, lost, why };
  }
  if (container?.state?.running !== undefined) return { phase: "running", pod, node: node ?? "" };
  const waits = [...(status?.initContainerStatuses ?? []), ...(container ? [container] : [])].find(
    ({ state }) => state?.waiting?.reason !== undefined && !USUAL.has(state.waiting.reason),
  )?.state?.waiting;
  if (waits !== undefined) {
    const why = words(waits.reason, waits.message);
    if (HOPELESS.has(waits.reason as string))
      return { phase: "ended", pod, lost: false, lingers: true, why: `The pod can not start: ${why}` };
    return { phase: "waiting", pod, why };
  }
  const scheduled = status?.conditions?.find(({ type }) => type === "PodScheduled");
  if (scheduled?.status === "False") return { phase: "waiting", pod, why: words(scheduled.reason, scheduled.message) };
  return { phase: "waiting", pod };
}

function ofExit(container: V1ContainerStatus | undefined, isDeleted: boolean): { why: string; lost: boolean } {
  const end = container?.state?.terminated;
  if (end?.reason === "OOMKilled")
    return { why: `The pod needed more memory than its limit (OOMKilled, exit code ${end.exitCode}).`, lost: false };
  if (isDeleted) return { why: "The pod was deleted.", lost: true };
  if (end === undefined) return { why: "The pod has ended, and does not tell how.", lost: true };
  const told = words(end.reason, end.message);
  return { why: `The pod's process ended with exit code ${end.exitCode} (${told.replace(/\.$/, "")}).`, lost: false };
}

/** `Unschedulable: 0/1 nodes are available: 1 Insufficient cpu.` */
function words(reason: string | undefined, message: string | undefined): string {
  return [reason, message].filter((part) => part !== undefined && part !== "").join(": ") || "it does not tell why";
}
