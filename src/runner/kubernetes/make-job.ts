import { checkPodOptions } from "../project/read-kubernetes-config.ts";
import { UserError } from "../run/user-error.ts";
import type { AttemptLog } from "../worker/attempt-log.ts";
import type { AttemptRequest } from "../worker/worker-api.ts";
import { ClusterError } from "./cluster-error.ts";
import type { JobRef } from "./job-book.ts";
import { jobManifest } from "./job-manifest.ts";
import { patiently } from "./patience.ts";
import type { PodRequest } from "./pod-request.ts";
import type { PodSeatOptions } from "./pod-seat.ts";

export interface MakeJobOptions extends Omit<PodSeatOptions, "place"> {
  /** Aborted: nobody wants it any more. */
  readonly signal: AbortSignal;
}

/** In bytes: what one variable of a process's environment may hold, with room left. */
const LARGEST_REQUEST = 100_000;

/**
 * Makes the Job of an attempt. One that is at the task already is taken over: a runner that died has left it, or made it
 * and never heard so.
 *
 * @throws ClusterError when the cluster refuses it, UserError when it can not be asked for
 */
export async function makeJob(
  attempt: AttemptRequest,
  log: Pick<AttemptLog, "line">,
  { wants, cluster, book, jobs, module, stale, signal }: MakeJobOptions,
): Promise<JobRef> {
  const atWork = book.atWork(attempt.taskId);
  if (atWork !== undefined) return takeOver(atWork);
  const { timeout, memoryLimit, resources, kubernetes: pod } = wants;
  checkPod(attempt.family, wants);
  const request = podRequest(attempt, { module, timeout, stale });
  const manifest = jobManifest({ request, attempt: attempt.attempt, pod, memoryLimit, resources }, jobs);
  const name = manifest.metadata?.name as string;
  for (;;) {
    const made = await unless(409, () => patiently(() => cluster.createJob(manifest), signal));
    if (made !== undefined) return { name, uid: made.metadata?.uid as string };
    const there = await unless(404, () => patiently(() => cluster.readJob(name), signal));
    if (there === undefined) continue;
    const job = { name, uid: there.metadata?.uid as string };
    const hasEnded = there.status?.conditions?.some(({ type }) => type === "Complete" || type === "Failed");
    if (!hasEnded && there.metadata?.deletionTimestamp === undefined) return takeOver(job);
    // Of an earlier run: kept for people to look at, until its name is needed.
    await patiently(() => cluster.deleteJob(name), signal);
    await Promise.race([book.untilGone(job.uid), aborted(signal)]);
  }

  function takeOver(job: JobRef): JobRef {
    log.line(`Takes over the Job ${job.name}, which is at it already.`);
    return job;
  }
}

function podRequest(
  { taskId, family, params, privateNames, together, again, asked, mayAsk }: AttemptRequest,
  { module, timeout, stale }: Pick<MakeJobOptions, "module" | "stale"> & { readonly timeout: number | undefined },
): PodRequest {
  const open = (given: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => !privateNames.includes(name)));
  const request = {
    module,
    taskId,
    family,
    params: open(params),
    together: together.map(open),
    again,
    timeout,
    asked,
    ...(mayAsk && stale.size > 0 && { stale: [...stale] }),
  };
  const size = Buffer.byteLength(JSON.stringify(request));
  if (size > LARGEST_REQUEST)
    throw new UserError(
      `What the pod is to do takes ${size} bytes, more than the ${LARGEST_REQUEST} that it can be told. Give ${family} a smaller maxBatchSize, or make fewer tasks again at once.`,
    );
  return request;
}

function checkPod(family: string, { kubernetes, debugPort }: MakeJobOptions["wants"]): void {
  if (debugPort !== undefined) throw new UserError("A pod can not be debugged from here: run it without --on.");
  if (kubernetes === undefined) return;
  checkPodOptions(
    kubernetes,
    (expected, key = "") => new UserError(`${family}: \`kubernetes\`${key} must be ${expected}.`),
  );
}

async function unless<T>(code: number, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ClusterError && error.code === code) return undefined;
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
