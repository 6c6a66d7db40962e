import { describe, expect, test } from "vitest";
import { jobManifest } from "../../../src/runner/kubernetes/job-manifest.ts";
import { jobName } from "../../../src/runner/kubernetes/job-name.ts";
import { DEFAULT_KUBERNETES } from "../../../src/runner/project/read-kubernetes-config.ts";
import { LOAD_SALES_REQUEST as request } from "./load-sales-request.ts";

const config = { ...DEFAULT_KUBERNETES, image: "shop:1", requests: { cpu: "100m" }, limits: { memory: "1Gi" } };
const jobs = { config, project: "shop", runId: "20261120T100000-3f2a1b" };
const containerOf = (job: ReturnType<typeof jobManifest>) => job.spec?.template.spec?.containers[0];

describe("the Job of an attempt", () => {
  test("has the same name each time, another for another attempt or project, and never too long a one", () => {
    const name = jobManifest({ request, attempt: 1 }, jobs).metadata?.name as string;
    expect(name).toMatch(/^pw-load-sales-[0-9a-f]{12}-1$/);
    expect(jobManifest({ request, attempt: 1 }, { ...jobs, runId: "another" }).metadata?.name).toBe(name);
    const others = [jobName("shop", "LoadSales", request.taskId, 2), jobName("shop2", "LoadSales", request.taskId, 1)];
    expect(new Set([name, ...others]).size).toBe(3);
    for (const family of ["Ä", "_", "VeryLongFamilyNameOfATaskClass".repeat(9)])
      expect(jobName("shop", family, family, 999)).toMatch(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/);
  });

  test("is one pod, once, that nobody starts again, and is cleared away", () => {
    const { spec } = jobManifest({ request, attempt: 1 }, jobs);
    expect(spec).toMatchObject({ backoffLimit: 0, ttlSecondsAfterFinished: 3600 });
    expect(spec?.template.spec).toMatchObject({ restartPolicy: "Never", terminationGracePeriodSeconds: 30 });
    expect(spec?.template.spec).not.toHaveProperty("activeDeadlineSeconds");
  });

  test("has a deadline some time after the task's own timeout", () => {
    const { spec } = jobManifest({ request: { ...request, timeout: 10.5 }, attempt: 1 }, jobs);
    expect(spec?.template.spec?.activeDeadlineSeconds).toBe(71);
  });

  test("has the resources of the configuration, of the task's `resources`, and of what it says of its pod, the last wins", () => {
    const job = jobManifest(
      {
        request,
        attempt: 1,
        resources: { cpu: 2, memory: 512, "nvidia.com/gpu": 1, database: 1 },
        pod: { limits: { cpu: "4" }, nodeSelector: { disk: "ssd" } },
      },
      jobs,
    );
    expect(containerOf(job)?.resources).toEqual({
      requests: { cpu: "2", memory: "512Mi", "nvidia.com/gpu": "1" },
      limits: { cpu: "4", memory: "512Mi", "nvidia.com/gpu": "1" },
    });
    expect(job.spec?.template.spec?.nodeSelector).toEqual({ disk: "ssd" });
    expect(containerOf(jobManifest({ request, attempt: 1, memoryLimit: 64 }, jobs))?.resources?.limits).toEqual({
      memory: "64Mi",
    });
  });

  test("sees the volumes where the configuration says, from the project's folder", () => {
    const volumes = [{ name: "data", mountPath: "data", persistentVolumeClaim: { claimName: "shop" } }];
    const job = jobManifest({ request, attempt: 1 }, { ...jobs, config: { ...config, volumes } });
    expect(containerOf(job)?.volumeMounts).toEqual([{ name: "data", mountPath: "/app/data" }]);
    expect(job.spec?.template.spec?.volumes).toEqual([{ name: "data", persistentVolumeClaim: { claimName: "shop" } }]);
  });

  test("is laid over the template, whose other containers and fields stay", () => {
    const template = {
      metadata: { labels: { team: "sales" } },
      spec: {
        priorityClassName: "low",
        restartPolicy: "Always",
        containers: [
          { name: "proxy", image: "proxy" },
          { name: "pipewright", securityContext: { runAsUser: 1000 } },
        ],
      },
    };
    const { metadata, spec } = jobManifest({ request, attempt: 1 }, { ...jobs, template }).spec?.template ?? {};
    expect(metadata?.labels).toMatchObject({ team: "sales", "pipewright/family": "LoadSales" });
    expect(spec).toMatchObject({ priorityClassName: "low", restartPolicy: "Never" });
    expect(spec?.containers.map(({ name }) => name)).toEqual(["proxy", "pipewright"]);
    expect(spec?.containers[1]).toMatchObject({ image: "shop:1", securityContext: { runAsUser: 1000 } });
  });
});
