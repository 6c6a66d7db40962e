// What we give to a cluster, held against the schema that Kubernetes publishes.
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { type JobAttempt, type JobOptions, jobManifest } from "../../../src/runner/kubernetes/job-manifest.ts";
import { DEFAULT_KUBERNETES } from "../../../src/runner/project/read-kubernetes-config.ts";
import { cronJobs } from "../../../src/runner/schedule/cron-jobs.ts";
import { manifestProblems } from "../../support/manifest-problems.ts";
import { EVERY_SETTING, EVERY_WORD_OF_A_TASK, TEMPLATE } from "./every-setting.ts";
import { LOAD_SALES_REQUEST as request } from "./load-sales-request.ts";

const attempt: JobAttempt = { request, attempt: 1 };
const plain: JobOptions = { config: { ...DEFAULT_KUBERNETES, image: "shop:1" }, project: "shop", runId: "run-1" };
const everything: JobOptions = { ...plain, config: EVERY_SETTING, template: TEMPLATE };

test("the schema finds what is wrong with a manifest", () => {
  const wrong = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "Upper_Case", labels: { team: "ä" } },
    spec: {
      backoffLimits: 0,
      ttlSecondsAfterFinished: "3600",
      template: { spec: { restartPolicy: "Never", containers: [{ image: "shop:1", envs: [] }] } },
    },
  };
  const told = manifestProblems(wrong).join("\n");
  for (const part of [
    "spec.backoffLimits is not known",
    "0.envs is not known to V1Container",
    '"Upper_Case" is no name',
    '"ä" is no label',
    "ttlSecondsAfterFinished",
    "property name",
  ])
    expect(told).toContain(part);
});

describe("A Job is what Kubernetes takes", () => {
  test.each<[string, JobAttempt, JobOptions]>([
    ["where only the image is set", attempt, plain],
    ["where everything is set, over a template", attempt, everything],
    ["with all that a task says of itself", { ...attempt, ...EVERY_WORD_OF_A_TASK }, everything],
    ["with all that a task says of itself, and nothing else", { ...attempt, ...EVERY_WORD_OF_A_TASK }, plain],
    ["at its thousandth attempt, with a timeout", { request: { ...request, timeout: 0.5 }, attempt: 1000 }, everything],
  ])("%s", (_, of, jobs) => {
    expect(manifestProblems(jobManifest(of, jobs))).toEqual([]);
  });

  test("whatever its task, its project and their parameters are called", () => {
    const name = fc.oneof(fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 }), fc.constantFrom("", "-", "Ä"));
    fc.assert(
      fc.property(name, name, name, (family, project, value) => {
        const hostile = { ...request, family, taskId: `${family}_${value}`, params: { [value]: value } };
        expect(manifestProblems(jobManifest({ request: hostile, attempt: 1 }, { ...everything, project }))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test.each(["My shop", "Ä", "", "x".repeat(80)])("and no other project's, be that called nearly %j", (project) => {
    const others = ["My-shop", "My  shop", "Ö", "x".repeat(63), "x".repeat(81), "-"];
    const label = (of: string) =>
      jobManifest(attempt, { ...plain, project: of }).metadata?.labels?.["pipewright/project"];
    expect(others.map(label)).not.toContain(label(project));
    expect(label("shop")).toBe("shop");
  });
});

test("A template's own mounts stay, and what it says of a name gives way to the configuration's", () => {
  const { spec } = jobManifest(attempt, everything).spec?.template ?? {};
  const container = spec?.containers.find(({ name }) => name === "pipewright");
  expect(container?.volumeMounts).toEqual([
    { name: "data", mountPath: "/cache", subPath: "cache" },
    { name: "data", mountPath: "/app/data" },
    { name: "all", mountPath: "/mnt/all" },
  ]);
  expect(container?.env?.filter(({ name }) => name === "LEVEL")).toEqual([{ name: "LEVEL", value: "info" }]);
  expect(spec?.volumes?.find(({ name }) => name === "data")).toEqual({
    name: "data",
    persistentVolumeClaim: { claimName: "shop-data" },
  });
});

describe("A CronJob is what Kubernetes takes", () => {
  test.each<[string, Parameters<typeof cronJobs>[1]]>([
    ["where the coordinator does it all", { root: "/home/me/shop", image: "shop:1" }],
    ["in a time zone", { root: "/home/me/Übung 1", image: "shop:1", timeZone: "Europe/Berlin" }],
    ["with a pod for each task", { root: "/home/me/shop", image: "shop:1", pods: EVERY_SETTING }],
    [
      "with a pod for each task, over a template",
      { root: "/home/me/shop", image: "shop:1", pods: EVERY_SETTING, template: TEMPLATE },
    ],
  ])("%s", (_, options) => {
    const families = ["SalesReport", "Ä", "_", "VeryLongNameOfATaskClass".repeat(9)];
    const tasks = families.map((family) => ({
      family,
      file: "tasks/größe.ts",
      line: 1,
      schedule: "@weekly",
      words: ["run", family, "--note", "yes: [no]"],
    }));
    const made = parseAllDocuments(cronJobs(tasks, options)).map((document) => document.toJS() as unknown);
    expect(made).toHaveLength(families.length);
    expect(made.flatMap(manifestProblems)).toEqual([]);
  });
});

test("The rights that the documentation gives are what Kubernetes takes", () => {
  const page = readFileSync(path.join(import.meta.dirname, "../../../docs/kubernetes.md"), "utf8");
  const blocks = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = ""]) => yaml);
  const manifests = blocks.flatMap((yaml) => parseAllDocuments(yaml).map((document) => document.toJS() as unknown));
  expect(manifests.map((manifest) => (manifest as { kind: string }).kind)).toEqual([
    "ServiceAccount",
    "Role",
    "RoleBinding",
  ]);
  expect(manifests.flatMap(manifestProblems)).toEqual([]);
});
