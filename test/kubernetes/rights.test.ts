// The rights that the documentation gives to a coordinator, in the cluster that holds everybody to theirs: with them it
// does all that it has to, without any one of them it does not, and there is nothing else that it may.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AuthorizationV1Api, BatchV1Api, CoreV1Api, KubeConfig, RbacAuthorizationV1Api } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cluster } from "../../src/runner/kubernetes/cluster.ts";
import { ClusterError } from "../../src/runner/kubernetes/cluster-error.ts";
import { interrupt } from "../support/command.ts";
import { runIn } from "../support/run-in.ts";
import { DocumentedRights } from "./documented-rights.ts";
import { PodsProject } from "./pods-project.ts";

const NAMESPACE = "default";
const ACCOUNT = "pipewright-coordinator";
const ON = ["--on", "kubernetes"];

interface Rule {
  readonly apiGroups?: string[];
  readonly resources?: string[];
  readonly verbs: string[];
}

const project = new PodsProject({ source: path.join(import.meta.dirname, "pipeline") });
const { folder } = project;
const admin = new KubeConfig();
admin.loadFromDefault();
const rights = new DocumentedRights(admin, NAMESPACE);
const { rules } = rights.manifests.find(({ kind }) => kind === "Role") as unknown as { rules: readonly Rule[] };
let coordinator: KubeConfig;
let cluster: Cluster;
let adminsCluster: Cluster;

beforeAll(async () => {
  await rights.give();
  const { status } = await admin.makeApiClient(CoreV1Api).createNamespacedServiceAccountToken({
    name: ACCOUNT,
    namespace: NAMESPACE,
    body: { spec: { audiences: [], expirationSeconds: 3600 } },
  });
  const at = admin.getCurrentCluster();
  coordinator = new KubeConfig();
  coordinator.loadFromOptions({
    clusters: [at],
    users: [{ name: ACCOUNT, token: status?.token }],
    contexts: [{ name: ACCOUNT, cluster: at?.name, user: ACCOUNT, namespace: NAMESPACE }],
    currentContext: ACCOUNT,
  });
  // The runs that are started here are the coordinator's.
  process.env.KUBECONFIG = path.join(folder, "kubeconfig");
  writeFileSync(process.env.KUBECONFIG, coordinator.exportConfig());
  cluster = new Cluster(coordinator, NAMESPACE);
  adminsCluster = new Cluster(admin, NAMESPACE);
});

afterAll(async () => {
  cluster.close();
  adminsCluster.close();
  await rights.takeBack();
  project.remove();
});

describe("With the rights of the documentation, in pods", () => {
  beforeAll(() => project.makeImage());

  test("a pipeline is made", async () => {
    const { exitCode, statuses, stderr } = await runIn(folder, "run", "Total", "--parts", "2", ...ON);
    expect([exitCode, statuses("Part"), statuses("Total")], stderr).toEqual([0, ["ran", "ran"], ["ran"]]);
  });

  test("a run is cancelled, and leaves nothing at work", async () => {
    const cancel = async (command: { kill(signal: "SIGINT"): void }) => {
      await project.hasBegun("slow-9");
      command.kill("SIGINT");
    };
    const { exitCode } = await interrupt(folder, ["run", "Slow", "--name", "9", ...ON], cancel);
    expect(exitCode).toBe(130);
    const { items } = await cluster.list("Pod", "pipewright/family=Slow");
    expect(items.filter(({ status }) => status?.phase === "Running")).toEqual([]);
  });
});

test("nothing else may be done, there or in another namespace", async () => {
  expect(await rulesIn(NAMESPACE)).toEqual(inOrder(rules));
  expect(await rulesIn("kube-system")).toEqual([]);
  const core = coordinator.makeApiClient(CoreV1Api);
  const refused = [
    () => core.listNamespacedSecret({ namespace: NAMESPACE }),
    () => core.createNamespacedPod({ namespace: NAMESPACE, body: { metadata: { name: "p" } } }),
    () => core.deleteCollectionNamespacedPod({ namespace: NAMESPACE }),
    () => core.listNode(),
    () => coordinator.makeApiClient(BatchV1Api).listJobForAllNamespaces(),
    () => coordinator.makeApiClient(RbacAuthorizationV1Api).listNamespacedRole({ namespace: NAMESPACE }),
  ];
  for (const ask of refused) await expect(ask()).rejects.toMatchObject({ code: 403 });
});

const NEVER: Readonly<Record<string, string>> = { there: "is-none" };
const job = {
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "rights" },
  spec: {
    template: { spec: { restartPolicy: "Never", nodeSelector: NEVER, containers: [{ name: "c", image: "none:1" }] } },
  },
};

/** What the runner asks of a cluster, by the right that it takes. */
const questions: readonly (readonly [verb: string, resource: string, ask: () => Promise<unknown>])[] = [
  ["create", "jobs", () => cluster.createJob(job)],
  ["get", "jobs", () => cluster.readJob("rights")],
  ["list", "jobs", () => cluster.list("Job", "a=b")],
  ["watch", "jobs", () => watched("Job")],
  ["list", "pods", () => cluster.list("Pod", "a=b")],
  ["watch", "pods", () => watched("Pod")],
  ["get", "pods/log", () => cluster.log("none", "c", AbortSignal.timeout(60_000)).next()],
  ["list", "events", () => cluster.lastWarning("rights")],
  ["delete", "jobs", () => cluster.deleteJob("rights")],
];

describe("Without the right to", () => {
  afterAll(() => adminsCluster.deleteJob("rights"));

  test("nothing, the documentation names none that is not asked for", () => {
    const named = rules.flatMap(({ verbs, resources = [] }) =>
      resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)),
    );
    expect(named.sort()).toEqual(questions.map(([verb, resource]) => `${verb} ${resource}`).sort());
  });

  test.each(questions)("%s %s the cluster refuses what takes it, and nothing else", async (verb, resource, ask) => {
    const without = rules.map((rule) =>
      rule.resources?.includes(resource) ? { ...rule, verbs: rule.verbs.filter((each) => each !== verb) } : rule,
    );
    await setRules(without.filter(({ verbs }) => verbs.length > 0));
    while (!(await isRefused(ask))) await pause(100);
    await setRules(rules);
    while (await isRefused(ask)) await pause(100);
  });
});

async function isRefused(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return false;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.code === 403) return true;
    if (error.code === 404 || error.code === 409) return false;
    throw error;
  }
}

async function watched(kind: "Job" | "Pod"): Promise<void> {
  const end = new AbortController();
  await cluster.watch(kind, "a=b", "0", end.signal);
  end.abort();
}

async function setRules(given: readonly Rule[]): Promise<void> {
  const api = admin.makeApiClient(RbacAuthorizationV1Api);
  const metadata = { name: ACCOUNT, namespace: NAMESPACE };
  await api.replaceNamespacedRole({ ...metadata, body: { metadata, rules: [...given] } });
}

/** What the cluster says that the coordinator may do in a namespace, besides asking what it may. */
async function rulesIn(namespace: string): Promise<object[]> {
  const api = coordinator.makeApiClient(AuthorizationV1Api);
  const { status } = await api.createSelfSubjectRulesReview({ body: { spec: { namespace } } });
  return inOrder(
    (status?.resourceRules ?? []).filter(({ resources }) => !resources?.some((each) => each.startsWith("selfsubject"))),
  );
}

function inOrder(given: readonly Rule[]): object[] {
  return given
    .map(({ apiGroups, resources, verbs }) => ({ apiGroups, resources, verbs: [...verbs].sort() }))
    .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
}
