import type { AttemptEvents, Seat, SeatPolicy } from "../run/executor.ts";
import { UserError } from "../run/user-error.ts";
import { AttemptLog } from "../worker/attempt-log.ts";
import type { AttemptOutcome, AttemptRequest } from "../worker/worker-api.ts";
import type { Cluster } from "./cluster.ts";
import { ClusterError } from "./cluster-error.ts";
import type { JobBook, JobRef } from "./job-book.ts";
import type { JobOptions } from "./job-manifest.ts";
import { localOutcome } from "./local-outcome.ts";
import { makeJob } from "./make-job.ts";
import { patiently } from "./patience.ts";
import { PodAttempt } from "./pod-attempt.ts";

export interface PodSeatOptions {
  readonly place: number;
  readonly wants: SeatPolicy;
  readonly cluster: Cluster;
  readonly book: JobBook;
  readonly jobs: JobOptions;
  /** The project's folder. */
  readonly root: string;
  /** The run's task class, whose module the image holds. */
  readonly module: string;
  /** What is to be made again wherever it is met, and has not been yet. */
  readonly stale: ReadonlySet<string>;
  /** Aborted: the cluster is let go of. */
  readonly end: AbortSignal;
}

/** How long to wait for a deleted Job's pods to end, besides their grace: their node may never answer again. */
const DELETION_MS = 30_000;

/** A Job with a pod for one attempt. */
export class PodSeat implements Seat {
  readonly place: number;
  readonly pid = undefined;
  readonly holdsToLimits = true;
  readonly #options: PodSeatOptions;
  #job: JobRef | undefined;
  #hasEnded = false;
  /** Why it is to stop. */
  #why: string | undefined;
  readonly #stop = new AbortController();
  readonly #over = Promise.withResolvers<void>();

  constructor(options: PodSeatOptions) {
    this.#options = options;
    this.place = options.place;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  async execute(attempt: AttemptRequest, events: AttemptEvents): Promise<AttemptOutcome> {
    const { jobs, root, end } = this.#options;
    const log = new AttemptLog(attempt.log);
    try {
      const signal = AbortSignal.any([end, this.#stop.signal]);
      const job = await makeJob(attempt, log, { ...this.#options, signal });
      this.#job = job;
      if (this.#why !== undefined) await this.#delete(job);
      const told = await new PodAttempt({
        ...this.#options,
        job,
        log,
        events,
        delete: () => this.#delete(job),
      }).toEnd();
      if ("outcome" in told) return localOutcome(told.outcome, jobs.config.workingDir, root);
      if (told.remove) await this.#delete(job);
      return this.#failed(attempt, log, told.why, told.lost);
    } catch (error) {
      if (!(error instanceof ClusterError || error instanceof UserError)) throw error;
      return this.#failed(attempt, log, error.message, false);
    } finally {
      this.#hasEnded = true;
      this.#over.resolve();
      log.close();
    }
  }

  /** A pod does not stand still: what it asked for is made while it is gone, and then it starts over. */
  resume(): Promise<AttemptOutcome> {
    throw new Error("A pod has nothing to go on with.");
  }

  #failed({ together }: AttemptRequest, log: AttemptLog, why: string, lost: boolean): AttemptOutcome {
    const message = this.#why ?? why;
    log.line(`Failed: ${message}`);
    const end = { status: "failed", error: { message }, ...(lost && { lost }) } as const;
    return { status: "ended", ends: [end, ...together.map(() => end)] };
  }

  /** Its pod is told to stop, and ended when it has not after its grace. */
  async #delete({ name, uid }: JobRef): Promise<void> {
    const { cluster, book, jobs, end } = this.#options;
    const limit = AbortSignal.timeout(DELETION_MS + jobs.config.gracePeriod * 1000);
    const signal = AbortSignal.any([end, limit]);
    const late = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    await Promise.race([patiently(() => cluster.deleteJob(name), signal).then(() => book.untilGone(uid)), late]);
  }

  async stop(why: string): Promise<void> {
    this.#why ??= why;
    this.#stop.abort(new ClusterError(why));
    if (this.#hasEnded) return;
    if (this.#job !== undefined) await this.#delete(this.#job);
    await this.#over.promise;
  }

  kill(): Promise<void> {
    return this.stop("It was ended.");
  }
}
