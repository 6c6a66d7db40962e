// The manifests that we make, given to a real API server as if they were to be applied.
import { BatchV1Api, KubeConfig } from "@kubernetes/client-node";
import { expect, test } from "vitest";
import { type JobOptions, jobManifest } from "../../src/runner/kubernetes/job-manifest.ts";
import { DEFAULT_KUBERNETES } from "../../src/runner/project/read-kubernetes-config.ts";
import { EVERY_SETTING, EVERY_WORD_OF_A_TASK, TEMPLATE } from "../runner/kubernetes/every-setting.ts";

const config = new KubeConfig();
config.loadFromDefault();
const batch = config.makeApiClient(BatchV1Api);

const plain: JobOptions = { config: { ...DEFAULT_KUBERNETES, image: "shop:1" }, project: "shop", runId: "run-1" };
const everything: JobOptions = { ...plain, config: EVERY_SETTING, template: TEMPLATE };
const NAMES = ["LoadSales", "Ä", "_", "a-", "日本語の報告", "VeryLongFamilyNameOfATaskClass".repeat(9), 'A"b\n\u0000'];

test.each(
  NAMES.flatMap((name): [string, boolean][] => [
    [name, false],
    [name, true],
  ]),
)("a Job of %j, with everything set: %s", async (name, all) => {
  const request = {
    module: name,
    taskId: `${name}_0123456789`,
    family: name,
    params: { [name]: name },
    together: [],
    again: false,
    ...(all && { timeout: 60 }),
  };
  const attempt = { request, attempt: 1, ...(all && EVERY_WORD_OF_A_TASK) };
  const body = jobManifest(attempt, { ...(all ? everything : plain), project: name });
  // Strict: a server that is new enough refuses fields that it does not know.
  const made = await batch.createNamespacedJob({
    namespace: "default",
    body,
    dryRun: "All",
    fieldValidation: "Strict",
  });
  // What it did not know it would have left out.
  const kept = new Set(fieldsOf(made));
  expect(fieldsOf(body).filter((field) => !kept.has(field))).toEqual([]);
});

/** The places in a manifest where something stands. */
function fieldsOf(value: unknown, place = ""): string[] {
  if (typeof value !== "object" || value === null) return value === undefined ? [] : [place];
  return Object.entries(value).flatMap(([key, each]) => fieldsOf(each, `${place}/${key}`));
}
