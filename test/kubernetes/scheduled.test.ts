// What `pipewright schedule --kubernetes` prints, at work: a coordinator in a pod, with the rights of the documentation,
// gives each task a pod of its own.
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BatchV1Api, CoreV1Api, KubeConfig, type V1CronJob } from "@kubernetes/client-node";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { pipewright } from "../support/command.ts";
import { BreakableWay } from "./breakable-way.ts";
import { DocumentedRights } from "./documented-rights.ts";
import { PodsProject } from "./pods-project.ts";

const NAME = { name: "nightly", namespace: "default" };

const admin = new KubeConfig();
admin.loadFromDefault();
const [batch, core] = [admin.makeApiClient(BatchV1Api), admin.makeApiClient(CoreV1Api)];
const rights = new DocumentedRights(admin, NAME.namespace);

// A cluster's pods reach its API server at a Service; the kit's have none, and reach their node.
const { items: nodes } = await core.listNode();
const host = nodes[0]?.status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "";
const way = new BreakableWay(process.env.KUBECONFIG as string, host);
await way.open();

const project = new PodsProject({
  source: path.join(import.meta.dirname, "pipeline"),
  packages: ["esbuild", "@kubernetes/client-node"],
  settings: {
    env: [
      { name: "KUBERNETES_SERVICE_HOST", value: host },
      { name: "KUBERNETES_SERVICE_PORT", value: String(way.port) },
    ],
  },
});

afterAll(async () => {
  await batch.deleteNamespacedJob({ ...NAME, propagationPolicy: "Foreground" });
  await rights.takeBack();
  way.close();
  project.remove();
});

test("a scheduled task is made by a coordinator in a pod, with each task in a pod of its own", async () => {
  project.makeImage();
  await rights.give();
  const { stdout, stderr } = await pipewright(project.folder, ["schedule", "--kubernetes"]);
  expect(stdout, stderr).toContain("kind: CronJob");
  const cronJob = parse(stdout) as V1CronJob;
  // As `kubectl create job --from=cronjob/…` does it.
  await batch.createNamespacedJob({
    namespace: NAME.namespace,
    body: { metadata: { name: NAME.name }, spec: cronJob.spec?.jobTemplate.spec },
  });
  let ended = await batch.readNamespacedJobStatus(NAME);
  for (; !ended.status?.conditions?.length; ended = await batch.readNamespacedJobStatus(NAME)) await pause(200);
  const { items } = await core.listNamespacedPod({ namespace: NAME.namespace, labelSelector: `job-name=${NAME.name}` });
  const name = items[0]?.metadata?.name ?? "";
  const log = await core.readNamespacedPodLog({ namespace: NAME.namespace, name });
  expect(
    ended.status?.conditions?.map(({ type }) => type),
    log,
  ).toContain("Complete");
  expect(project.read("nightly.txt")).toBe("made");
  expect(project.began("nightly")).toHaveLength(1);
  expect(project.began("nightly")).not.toEqual([name]);
});
