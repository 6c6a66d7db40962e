import path from "node:path";
import type { V1Container, V1Job, V1PodTemplateSpec, V1Volume } from "@kubernetes/client-node";
import type { PodOptions } from "../../framework/pod-options.ts";
import { jobName, taskHash } from "./job-name.ts";
import type { KubernetesConfig } from "./kubernetes-config.ts";
import { labelValue } from "./label-value.ts";
import { mergeManifest } from "./merge-manifest.ts";
import type { PodRequest } from "./pod-request.ts";

/** The container that the task runs in, among those that the pod template may add. */
export const CONTAINER = "pipewright";
export const TASK_ID = "pipewright/task-id";
export const PROJECT = "pipewright/project";
/** Holds what the pod is to do. */
export const REQUEST_VARIABLE = "PIPEWRIGHT_POD_REQUEST";
/** Seconds that a pod has, beyond the grace time, to end itself at its task's timeout and to tell of it. */
const SLACK = 30;
const PROGRAM = "node_modules/pipewright/dist/pod.js";

export interface JobOptions {
  readonly config: KubernetesConfig;
  readonly project: string;
  readonly runId: string;
  /** The template that the configuration names, read. */
  readonly template?: object;
}

export interface JobAttempt {
  readonly request: PodRequest;
  readonly attempt: number;
  /** What the task says of its pod. */
  readonly pod?: PodOptions;
  /** MiB. */
  readonly memoryLimit?: number;
  /** What the task's `resources` name; those that Kubernetes knows become requests and limits. */
  readonly resources?: Readonly<Record<string, number>>;
}

/** The Job of one attempt: one pod, once. */
export function jobManifest(
  { request, attempt, pod = {}, memoryLimit, resources = {} }: JobAttempt,
  { config, project, runId, template }: JobOptions,
): V1Job {
  const { taskId, family, timeout } = request;
  const labels = {
    "app.kubernetes.io/managed-by": "pipewright",
    [PROJECT]: labelValue(project),
    "pipewright/run": labelValue(runId),
    "pipewright/family": labelValue(family),
    "pipewright/task": taskHash(project, taskId),
    "pipewright/attempt": String(attempt),
  };
  const annotations = { [TASK_ID]: taskId };
  const wanted = { ...config, ...pod };
  const own = ownResources(resources, memoryLimit);
  const container: V1Container = {
    name: CONTAINER,
    image: wanted.image,
    ...(wanted.imagePullPolicy && { imagePullPolicy: wanted.imagePullPolicy }),
    command: ["node", "--enable-source-maps", PROGRAM],
    workingDir: config.workingDir,
    env: [...config.env, { name: REQUEST_VARIABLE, value: JSON.stringify(request) }] as V1Container["env"],
    ...(config.envFrom.length > 0 && { envFrom: config.envFrom as V1Container["envFrom"] }),
    resources: {
      requests: { ...config.requests, ...own, ...pod.requests },
      limits: { ...config.limits, ...own, ...pod.limits },
    },
    volumeMounts: config.volumes.map(({ name, mountPath }) => ({
      name,
      mountPath: path.posix.resolve(config.workingDir, mountPath),
    })),
  };
  const made: V1PodTemplateSpec = {
    metadata: { labels, annotations },
    spec: {
      restartPolicy: "Never",
      ...(wanted.serviceAccount && { serviceAccountName: wanted.serviceAccount }),
      ...(wanted.nodeSelector && { nodeSelector: { ...wanted.nodeSelector } }),
      ...(wanted.tolerations && { tolerations: wanted.tolerations as object[] }),
      terminationGracePeriodSeconds: config.gracePeriod,
      // The pod ends itself in time; this is for one that can not. Counted from when a node has it, not from the queue.
      ...(timeout !== undefined && { activeDeadlineSeconds: Math.ceil(timeout) + config.gracePeriod + SLACK }),
      containers: [container],
      volumes: config.volumes.map(({ mountPath: _, ...volume }) => volume as unknown as V1Volume),
    },
  };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: jobName(project, family, taskId, attempt), labels, annotations },
    spec: {
      backoffLimit: 0,
      ttlSecondsAfterFinished: config.keepJobs,
      template: mergeManifest(template ?? {}, made) as V1PodTemplateSpec,
    },
  };
}

/** `cpu` counts cores, `memory` MiB; what has a slash in its name is a device, `nvidia.com/gpu`. */
function ownResources(
  resources: Readonly<Record<string, number>>,
  memoryLimit: number | undefined,
): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, amount] of Object.entries(resources)) {
    if (name === "memory") own.memory = `${amount}Mi`;
    else if (name === "cpu" || name.includes("/")) own[name] = String(amount);
  }
  if (memoryLimit !== undefined) own.memory = `${memoryLimit}Mi`;
  return own;
}
