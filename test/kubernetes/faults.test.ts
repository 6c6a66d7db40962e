// What goes wrong in a real cluster: each becomes a status that says it in the cluster's words, and a retry where that is
// right.
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cluster } from "../../src/runner/kubernetes/cluster.ts";
import { interrupt } from "../support/command.ts";
import { runIn } from "../support/run-in.ts";
import { PodsProject } from "./pods-project.ts";

const ON = ["--on", "kubernetes"];
const project = new PodsProject({ source: path.join(import.meta.dirname, "pipeline") });
const { folder } = project;
let cluster: Cluster;
let core: CoreV1Api;

beforeAll(() => {
  project.makeImage();
  cluster = project.cluster();
  const config = new KubeConfig();
  config.loadFromDefault();
  core = config.makeApiClient(CoreV1Api);
});

afterAll(() => {
  cluster.close();
  project.remove();
});

/** A pod is named after its Job. */
const jobOf = (pod: string) => pod.replace(/-[^-]+$/, "");

describe("In a cluster", () => {
  test("a task beyond its memory is told to be OOMKilled", async () => {
    const { result } = await runIn(folder, "run", "Hungry", ...ON);
    expect(result("Hungry").error?.message).toContain("OOMKilled");
  });

  test("a task beyond its time is told so", async () => {
    const { result } = await runIn(folder, "run", "Late", ...ON);
    expect(result("Late").error?.message).toBe("It took longer than its timeout of 1 s.");
  });

  test("a runner that is killed leaves its pods at work, and the next takes them over", async () => {
    const killed = await interrupt(folder, ["run", "Slow", "--name", "1", ...ON], async (command) => {
      await project.hasBegun("slow-1");
      command.kill("SIGKILL");
    });
    expect(killed.exitCode).toBeNull();
    const { exitCode } = await interrupt(folder, ["run", "Slow", "--name", "1", ...ON], () => project.letGo(1));
    expect([exitCode, project.began("slow-1").length, project.read("slow-1.txt")]).toEqual([0, 1, "done"]);
  });

  test("a deleted pod is no fault of the task's: it is made in another", async () => {
    const { exitCode, finished } = await interrupt(folder, ["run", "Slow", "--name", "2", ...ON], async () => {
      await project.hasBegun("slow-2");
      const [name = ""] = project.began("slow-2");
      await core.deleteNamespacedPod({ name, namespace: "default" });
      // An old cluster may start a second pod for the Job before it hears that the Job is deleted.
      while (project.began("slow-2").every((pod) => jobOf(pod) === jobOf(name))) await pause(50);
      project.letGo(2);
    });
    expect([exitCode, finished.tasks[0]?.status, finished.tasks[0]?.attempts]).toEqual([0, "ran", 2]);
  });

  test("a cancelled run leaves nothing at work", async () => {
    const { exitCode } = await interrupt(folder, ["run", "Slow", "--name", "3", ...ON], async (command) => {
      await project.hasBegun("slow-3");
      command.kill("SIGINT");
    });
    expect(exitCode).toBe(130);
    const { items } = await cluster.list("Pod", "pipewright/family=Slow");
    expect(items.filter(({ status }) => status?.phase === "Running")).toEqual([]);
  });

  test("an image that is missing is named", async () => {
    const { exitCode, result } = await runIn(folder, "run", "NoImage", ...ON);
    expect([exitCode, result("NoImage").error?.message]).toEqual([20, expect.stringContaining("ErrImageNeverPull")]);
  });

  test("a pod that no node takes is told of at once, and can be cancelled", async () => {
    const { exitCode } = await interrupt(folder, ["run", "Nowhere", ...ON], async (command) => {
      for (let told = false; !told; await pause(100)) {
        const { items } = await cluster.list("Pod", "pipewright/family=Nowhere");
        told = items[0]?.status?.conditions?.some(({ reason }) => reason === "Unschedulable") ?? false;
      }
      command.kill("SIGINT");
    });
    expect(exitCode).toBe(130);
  });
});
