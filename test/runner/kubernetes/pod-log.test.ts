import { expect, test } from "vitest";
import { ClusterError } from "../../../src/runner/kubernetes/cluster-error.ts";
import { readPodLog } from "../../../src/runner/kubernetes/pod-log.ts";

const rest = { pod: "pod", isEnough: () => false, podEnded: Promise.resolve(), signal: new AbortController().signal };

test("the log of a pod that never started is not waited for", async () => {
  let asked = 0;
  async function* log(): AsyncGenerator<Uint8Array> {
    asked++;
    yield await Promise.reject(new ClusterError("the container is waiting to start", 400));
  }
  await readPodLog({ ...rest, cluster: { log }, add: () => {} });
  expect(asked).toBeLessThanOrEqual(2); // the first may be before the end is known
});

test("a log that breaks off is read on where it broke off", async () => {
  const whole = new TextEncoder().encode("one\ntwo\n");
  const ends = [3, 8];
  async function* log(): AsyncGenerator<Uint8Array> {
    const end = ends.shift();
    yield whole.subarray(0, end);
    if (end === 3) throw new ClusterError("the connection was reset");
  }
  let text = "";
  await readPodLog({ ...rest, cluster: { log }, add: (piece) => (text += piece) });
  expect(text).toBe("one\ntwo\n");
});
