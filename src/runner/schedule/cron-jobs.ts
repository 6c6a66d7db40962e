import { createHash } from "node:crypto";
import path from "node:path";
import { CronPattern } from "croner";
import { stringify } from "yaml";
import type { KubernetesConfig } from "../kubernetes/kubernetes-config.ts";
import { mergeManifest } from "../kubernetes/merge-manifest.ts";
import type { ScheduledTask } from "./scheduled-task.ts";

const MAX_NAME = 52; // of a CronJob: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/

/** A pod that is evicted or goes with its node has not failed: another one goes on. */
const LOST_IS_NO_FAILURE = {
  rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
};

export interface CronJobOptions {
  /** The project's folder; its name tells the projects of a cluster apart. */
  readonly root: string;
  /** With the project and its packages in its working folder. */
  readonly image: string;
  /** Each attempt gets a pod of its own: what pods see, the coordinator sees too. The coordinator does it all when absent. */
  readonly pods?: KubernetesConfig;
  /** The pod template that the configuration names, read: the coordinator's pods are laid over it as the tasks' are. */
  readonly template?: object;
  /** An IANA name; the cluster's own when absent. */
  readonly timeZone?: string;
}

/** A CronJob for each task, as YAML. One that still runs is not started a second time, and none is repeated by Kubernetes. */
export function cronJobs(tasks: readonly ScheduledTask[], options: CronJobOptions): string {
  return tasks.map((task) => `---\n${stringify(cronJob(task, options))}`).join("");
}

function cronJob(
  { family, file, line, schedule, words }: ScheduledTask,
  { root, image, timeZone, pods, template = {} }: CronJobOptions,
) {
  const env = [...(pods?.env ?? []), ...(timeZone === undefined ? [] : [{ name: "TZ", value: timeZone }])];
  const container = {
    name: "pipewright",
    image,
    ...(pods?.imagePullPolicy && { imagePullPolicy: pods.imagePullPolicy }),
    // The image of `pipewright image` has its program at a place that is known, and signals reach it without npx between.
    command: pods
      ? ["node", "node_modules/pipewright/dist/cli.js", ...words, "--on", "kubernetes"]
      : ["npx", "--no-install", "pipewright", ...words],
    ...(pods && {
      workingDir: pods.workingDir,
      ...(pods.envFrom.length > 0 && { envFrom: pods.envFrom }),
      volumeMounts: pods.volumes.map(({ name, mountPath }) => ({
        name,
        mountPath: path.posix.resolve(pods.workingDir, mountPath),
      })),
    }),
    ...(env.length > 0 && { env }),
  };
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: {
      ...(pods?.namespace !== undefined && { namespace: pods.namespace }),
      name: jobName(path.basename(root), family),
      labels: { "app.kubernetes.io/managed-by": "pipewright" },
      annotations: { "pipewright/task": `${family} (${file}:${line})` },
    },
    spec: {
      schedule: withSundayAsZero(schedule),
      ...(timeZone !== undefined && { timeZone }),
      concurrencyPolicy: "Forbid",
      jobTemplate: {
        spec: {
          backoffLimit: 0,
          podFailurePolicy: LOST_IS_NO_FAILURE,
          template: mergeManifest(template, {
            spec: { restartPolicy: "Never", containers: [container], ...ofCoordinator(pods) },
          }),
        },
      },
    },
  };
}

/** It makes Jobs, which not every account may. */
function ofCoordinator(pods: KubernetesConfig | undefined): object | undefined {
  return (
    pods && {
      serviceAccountName: "pipewright-coordinator",
      volumes: pods.volumes.map(({ mountPath: _, ...volume }) => volume),
    }
  );
}

/** In the letters that a name may have there; one that is changed by more than its case is told apart by a hash. */
function jobName(project: string, family: string): string {
  const kebab = family.replaceAll(/(?<!^)(\p{Lu})/gu, "-$1").toLowerCase();
  const name = `${slug(project)}-${slug(kebab)}`;
  const isFaithful = /^[A-Z][A-Za-z0-9]*$/.test(family) && slug(project) === project && name.length <= MAX_NAME;
  if (isFaithful) return name;
  const hash = createHash("sha256").update(`${project}/${family}`).digest("hex").slice(0, 6);
  return `${name.slice(0, MAX_NAME - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "") || "pipewright"
  );
}

/** Kubernetes, other than cron, does not take 7 for Sunday. */
function withSundayAsZero(schedule: string): string {
  const fields = schedule.split(" ");
  if (!fields[4]?.includes("7")) return schedule;
  const { dayOfWeek } = new CronPattern(schedule, undefined, { mode: "5-part" });
  const days = dayOfWeek.flatMap((fits, index) => (fits ? [index] : []));
  return [...fields.slice(0, 4), days.join(",")].join(" ");
}
