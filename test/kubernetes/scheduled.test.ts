// The coordinator of a schedule, in a pod of its own with the documented rights: it makes its tasks in pods, and where it
// goes with its node the next one takes over what is at work.
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  BatchV1Api,
  CoreV1Api,
  KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  type V1CronJob,
} from "@kubernetes/client-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { pipewright } from "../support/command.ts";
import { BreakableWay } from "./breakable-way.ts";
import { CoordinatorJob } from "./coordinator-job.ts";
import { DocumentedRights } from "./documented-rights.ts";
import { PodsProject } from "./pods-project.ts";

const namespace = "default";
const admin = new KubeConfig();
admin.loadFromDefault();
const rights = new DocumentedRights(admin, namespace);
// The kit's API server listens on loopback alone, and services have no address there: pods come to it at the one that it
// tells the cluster, by this way.
const way = new BreakableWay(process.env.KUBECONFIG as string);
const core = admin.makeApiClient(CoreV1Api);
const { subsets } = await core.readNamespacedEndpoints({ name: "kubernetes", namespace });
const host = subsets?.[0]?.addresses?.[0]?.ip as string;
await way.open(host);
const project = new PodsProject({
  source: path.join(import.meta.dirname, "pipeline"),
  packages: ["@kubernetes/client-node", "esbuild"],
  kubernetes: {
    env: [
      { name: "KUBERNETES_SERVICE_HOST", value: host },
      { name: "KUBERNETES_SERVICE_PORT", value: String(way.port) },
    ],
  },
});
/** As `pipewright schedule` prints it. */
let cronJob: KubernetesObject & Pick<V1CronJob, "spec">;

beforeAll(async () => {
  project.makeImage();
  const { stdout, stderr } = await pipewright(project.folder, ["schedule", "--kubernetes"]);
  expect(stderr).toBe("");
  cronJob = parse(stdout) as typeof cronJob;
  await rights.give();
});

afterAll(async () => {
  await rights.takeBack();
  way.close();
  project.remove();
});

test("makes its tasks when their time comes", async () => {
  const objects = KubernetesObjectApi.makeApiClient(admin);
  // As this version of Kubernetes calls it.
  const scheduled = { ...cronJob, apiVersion: "batch/v1beta1" };
  await objects.create(scheduled);
  try {
    const coordinator = new CoordinatorJob(admin, namespace, await jobOf(cronJob));
    const { isDone, told } = await coordinator.end();
    expect(isDone, told).toBe(true);
    expect(began(100)).toEqual(once(100));
  } finally {
    await objects.delete(scheduled);
  }
});

const moments = [
  { wall: 101, brick: "0-0" },
  { wall: 102, brick: "1-2" },
  { wall: 103, brick: "2-3" },
];

test.for(moments)("lost when brick $brick has begun, leaves nothing to be made twice", async ({ wall, brick }) => {
  const coordinator = await start("Wall", "--wall", String(wall));
  const pod = await coordinator.pod();
  await project.hasBegun(`brick-${wall}-${brick}`);
  await coordinator.lose(pod);
  const { isDone, told } = await coordinator.end();
  expect(isDone, told).toBe(true);
  expect(began(wall)).toEqual(once(wall));
});

test("lost, leaves its pods at work, and the next takes them over", async () => {
  const coordinator = await start("Slow", "--name", "104");
  const pod = await coordinator.pod();
  await project.hasBegun("slow-104");
  await coordinator.lose(pod);
  await coordinator.pod([pod]);
  const [worker] = project.began("slow-104");
  await coordinator.has(`"podStarted","taskId":"Slow_104`);
  project.letGo(104);
  const { isDone, told } = await coordinator.end();
  expect(isDone, told).toBe(true);
  expect(told).toContain(worker);
  expect([project.began("slow-104"), project.read("slow-104.txt")]).toEqual([[worker], "done"]);
});

test("evicted, stops what is at work, and the next makes it anew", async () => {
  const coordinator = await start("Slow", "--name", "105");
  const pod = await coordinator.pod();
  await project.hasBegun("slow-105");
  await coordinator.evict(pod);
  await project.hasBegun("slow-105", 2);
  project.letGo(105);
  const { isDone, told } = await coordinator.end();
  expect(isDone, told).toBe(true);
  expect([project.began("slow-105").length, project.read("slow-105.txt")]).toEqual([2, "done"]);
});

/** A coordinator as the CronJob has them, with something else to make. */
async function start(...words: string[]): Promise<CoordinatorJob> {
  const spec = structuredClone(cronJob.spec?.jobTemplate.spec);
  const [container] = spec?.template.spec?.containers ?? [];
  const program = container?.command?.slice(0, 2) ?? [];
  Object.assign(container ?? {}, { command: [...program, "run", ...words, "--on", "kubernetes", "--json"] });
  const job = new CoordinatorJob(admin, namespace, `coordinator-${words.at(-1)}`);
  await job.create(spec);
  return job;
}

/** Waits until a CronJob has made its first Job. */
async function jobOf({ metadata }: KubernetesObject): Promise<string> {
  const batch = admin.makeApiClient(BatchV1Api);
  for (;;) {
    const { items } = await batch.listNamespacedJob({ namespace });
    const made = items.find((job) => job.metadata?.ownerReferences?.some(({ name }) => name === metadata?.name));
    if (made !== undefined) return made.metadata?.name as string;
    await pause(500);
  }
}

function namesOf(wall: number): string[] {
  const bricks = [0, 1, 2].flatMap((layer) => [0, 1, 2, 3].map((n) => `brick-${wall}-${layer}-${n}`));
  return [...bricks, `wall-${wall}`];
}

/** In how many pods each task of a wall has begun. */
function began(wall: number): (string | number)[][] {
  return namesOf(wall).map((name) => [name, project.began(name).length]);
}

function once(wall: number): (string | number)[][] {
  return namesOf(wall).map((name) => [name, 1]);
}
