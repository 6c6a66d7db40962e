import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { cronJobs } from "../../../src/runner/schedule/cron-jobs.ts";
import type { ScheduledTask } from "../../../src/runner/schedule/scheduled-task.ts";
import { EVERY_SETTING, TEMPLATE } from "../kubernetes/every-setting.ts";

function scheduled(family: string, schedule = "0 10 * * *"): ScheduledTask {
  return { family, file: "tasks/shop.ts", line: 7, schedule, words: ["run", family, "--date", "yesterday"] };
}

const OPTIONS = { root: "/home/me/shop", image: "registry.example/shop:1" };
const jobs = (tasks: readonly ScheduledTask[], root = OPTIONS.root) =>
  parseAllDocuments(cronJobs(tasks, { ...OPTIONS, root })).map((document) => document.toJS());

test("a task becomes a CronJob that is not started while it runs, and not repeated by Kubernetes", async () => {
  await expect(cronJobs([scheduled("SalesReport")], { ...OPTIONS, timeZone: "Europe/Berlin" })).toMatchFileSnapshot(
    "expected/cron-job.yaml",
  );
});

test("what looks like something else in YAML stays the text that it is", () => {
  const [job] = jobs([{ ...scheduled("Sales"), words: ["run", "Sales", "--note", "yes: [no] # 1e3", "--n", "0"] }]);
  expect(job.spec.jobTemplate.spec.template.spec.containers[0].command.slice(3)).toEqual([
    "run",
    "Sales",
    "--note",
    "yes: [no] # 1e3",
    "--n",
    "0",
  ]);
});

test("names are those that Kubernetes takes, and no two tasks have the same", () => {
  const families = [
    "Sales",
    "sales",
    "Sales_",
    "SalesReport",
    "Salesreport",
    "Österreich",
    "A".repeat(80),
    "A".repeat(81),
  ];
  const names = jobs(families.map((family) => scheduled(family))).map(({ metadata }) => metadata.name as string);
  expect(new Set(names).size).toBe(families.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/);
  expect(names[3]).toBe("shop-sales-report");
  expect(jobs([scheduled("Sales")], "/home/me/Shop")[0].metadata.name).not.toBe(names[0]);
});

test("Sunday is 0 there", () => {
  const schedules = jobs([scheduled("A", "0 10 * * 7"), scheduled("B", "0 10 * * 5-7"), scheduled("C", "@weekly")]);
  expect(schedules.map(({ spec }) => spec.schedule)).toEqual(["0 10 * * 0", "0 10 * * 0,5,6", "@weekly"]);
});

test("the coordinator's pod is laid over the template; what the configuration says of tasks' pods is not for it", () => {
  const [job] = parseAllDocuments(
    cronJobs([scheduled("Sales")], { ...OPTIONS, pods: EVERY_SETTING, template: TEMPLATE }),
  ).map((document) => document.toJS());
  const { metadata, spec } = job.spec.jobTemplate.spec.template;
  expect(metadata).toEqual(TEMPLATE.metadata);
  expect(spec).toMatchObject({
    restartPolicy: "Never",
    serviceAccountName: "pipewright-coordinator",
    imagePullSecrets: [{ name: "registry" }],
    securityContext: { runAsNonRoot: true },
    tolerations: TEMPLATE.spec.tolerations,
    containers: [
      { name: "proxy" },
      { name: "pipewright", image: OPTIONS.image, securityContext: { allowPrivilegeEscalation: false } },
    ],
  });
  expect(spec).not.toHaveProperty("nodeSelector");
  expect(spec.containers[1]).not.toHaveProperty("resources");
});
