import type { V1Job, V1Pod } from "@kubernetes/client-node";
import { describe, expect, test } from "vitest";
import {
  type AttemptState,
  attemptState,
  type ClusterChange,
  NOT_STARTED,
} from "../../../src/runner/kubernetes/attempt-state.ts";

const pod = (status: object, metadata: object = {}): V1Pod =>
  ({ metadata: { name: "p", ...metadata }, spec: { nodeName: "n" }, status }) as V1Pod;
const sees = (status: object, metadata?: object): ClusterChange => ({
  kind: "Pod",
  gone: false,
  object: pod(status, metadata),
});
const container = (state: object) => ({ phase: "Pending", containerStatuses: [{ name: "pipewright", state }] });
const after = (...changes: ClusterChange[]): AttemptState => changes.reduce(attemptState, NOT_STARTED);

describe("an attempt in a pod", () => {
  test("waits without a word while its container is made", () => {
    expect(after(sees(container({ waiting: { reason: "ContainerCreating" } })))).toEqual({
      phase: "waiting",
      pod: "p",
    });
  });

  test("says in the cluster's words that no node takes it", () => {
    const message = "0/1 nodes are available: 1 Insufficient cpu.";
    const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }];
    expect(after(sees({ phase: "Pending", conditions }))).toMatchObject({
      phase: "waiting",
      why: `Unschedulable: ${message}`,
    });
  });

  test("waits for an image that is pulled again, and not for one that never will be", () => {
    expect(after(sees(container({ waiting: { reason: "ImagePullBackOff", message: "Back-off" } })))).toMatchObject({
      phase: "waiting",
      why: "ImagePullBackOff: Back-off",
    });
    expect(after(sees(container({ waiting: { reason: "ErrImageNeverPull", message: "absent" } })))).toEqual({
      phase: "ended",
      pod: "p",
      lost: false,
      lingers: true,
      why: "The pod can not start: ErrImageNeverPull: absent",
    });
  });

  test("runs on a node, and starts by way of an init container", () => {
    const init = { initContainerStatuses: [{ name: "i", state: { waiting: { reason: "PodInitializing" } } }] };
    expect(
      after(
        sees({ ...container({ waiting: { reason: "PodInitializing" } }), ...init }),
        sees(container({ running: {} })),
      ),
    ).toEqual({ phase: "running", pod: "p", node: "n" });
  });

  test("has failed by itself where it took too much memory, or its process ended", () => {
    expect(after(sees(container({ terminated: { reason: "OOMKilled", exitCode: 137 } })))).toMatchObject({
      phase: "ended",
      lost: false,
      why: expect.stringContaining("OOMKilled"),
    });
    expect(after(sees(container({ terminated: { reason: "Error", exitCode: 3 } })))).toMatchObject({
      lost: false,
      why: "The pod's process ended with exit code 3 (Error).",
    });
  });

  test.each([
    ["evicted", sees({ phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." })],
    ["on a node that is lost", sees({ phase: "Running", reason: "NodeLost", message: "Node n is unresponsive" })],
    ["deleted while it ran", sees(container({ terminated: { exitCode: 143 } }), { deletionTimestamp: "now" })],
    ["gone", { kind: "Pod", gone: true, object: pod(container({ running: {} })) }],
    ["without its Job", { kind: "Job", gone: true, object: { metadata: { name: "j" } } }],
  ] satisfies [string, ClusterChange][])("is lost, by no fault of the task's, when it is %s", (_, change) => {
    expect(after(sees(container({ running: {} })), change)).toMatchObject({ phase: "ended", lost: true });
  });

  test("is not lost at its deadline", () => {
    expect(after(sees({ phase: "Failed", reason: "DeadlineExceeded" }))).toMatchObject({
      phase: "ended",
      lost: false,
      overdue: true,
    });
  });

  test("fails with its Job where there never was a pod, and else as its pod does", () => {
    const conditions = [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "too often" }];
    const job = { kind: "Job", gone: false, object: { status: { conditions } } as V1Job } as const;
    expect(after(job)).toMatchObject({ phase: "ended", why: "The Job failed: BackoffLimitExceeded: too often" });
    expect(after(sees(container({ running: {} })), job)).toMatchObject({ phase: "running" });
  });

  test("does not come back: a second pod of its Job changes nothing", () => {
    const gone = { kind: "Pod", gone: true, object: pod({ phase: "Running" }) } as const;
    const second = sees(container({ running: {} }), { name: "p2" });
    expect(after(sees(container({ running: {} })), gone, second)).toMatchObject({ phase: "ended", pod: "p" });
  });
});
