import { podLogsCommand } from "../../protocol/pod-logs-command.ts";
import type { AttemptEvents } from "../run/executor.ts";
import type { AttemptLog } from "../worker/attempt-log.ts";
import type { AttemptOutcome } from "../worker/worker-api.ts";
import { type AttemptState, NOT_STARTED } from "./attempt-state.ts";
import { ClusterError } from "./cluster-error.ts";
import type { JobRef } from "./job-book.ts";
import { type PodFact, PodOutput } from "./pod-line.ts";
import { readPodLog } from "./pod-log.ts";
import type { PodSeatOptions } from "./pod-seat.ts";

export interface PodAttemptOptions extends PodSeatOptions {
  readonly job: JobRef;
  readonly log: AttemptLog;
  readonly events: AttemptEvents;
  /** Deletes the Job, and waits until it is gone. */
  delete(): Promise<void>;
}

/** How it ended: as the task told, or else as the cluster did. */
export type Told =
  | { readonly outcome: AttemptOutcome }
  | {
      readonly why: string;
      readonly lost: boolean;
      /** There is something left of it that could still do something. */
      readonly remove: boolean;
    };

type Ended = Extract<AttemptState, { phase: "ended" }>;
type LastFact = Extract<PodFact, { outcome: unknown }>;

/** Attends to a Job from when it is there until its attempt has ended. */
export class PodAttempt {
  readonly #options: PodAttemptOptions;
  readonly #output: PodOutput;
  readonly #ended = Promise.withResolvers<Ended>();
  readonly #told = Promise.withResolvers<void>();
  #state: AttemptState = NOT_STARTED;
  #last: LastFact | undefined;
  #reading: Promise<void> | undefined;
  /** What was last said of why it waits. */
  #said: string | undefined;

  constructor(options: PodAttemptOptions) {
    this.#options = options;
    this.#output = new PodOutput(
      (text) => options.log.write(text),
      (fact) => this.#hear(fact),
    );
  }

  async toEnd(): Promise<Told> {
    const { book, job, jobs, end } = this.#options;
    const close = book.listen(job.uid, (state) => this.#see(state));
    const limit = Promise.withResolvers<string>();
    const timer = setTimeout(() => {
      if (this.#state.phase === "waiting") void this.#whyNotStarted().then(limit.resolve);
    }, jobs.config.startTimeout * 1000);
    const letGo = Promise.withResolvers<void>();
    end.addEventListener("abort", () => letGo.resolve(), { once: true });
    const endedAndRead = this.#ended.promise.then(() => this.#reading);
    try {
      const late = await Promise.race([limit.promise, this.#told.promise, endedAndRead, letGo.promise]);
      if (typeof late === "string") return { why: late, lost: false, remove: true };
      this.#output.end();
      if (this.#last !== undefined && !this.#last.interrupted) return { outcome: this.#last.outcome };
      // Told to stop from outside: the cluster knows why.
      const ended = await Promise.race([this.#ended.promise, letGo.promise]);
      if (ended === undefined) return { why: "The runner let go of it.", lost: false, remove: false };
      const { why, lost, lingers, overdue } = ended;
      // Interrupted by the cluster, it is lost: by a node that drains, or by someone who deletes pods. Not when its time was up.
      const interrupted = this.#last !== undefined && !overdue;
      return { why, lost: lost || interrupted, remove: lost || lingers === true };
    } finally {
      clearTimeout(timer);
      close();
    }
  }

  #see(state: AttemptState): void {
    this.#state = state;
    const { log, events, cluster } = this.#options;
    if (state.phase === "waiting" && state.why !== undefined && state.why !== this.#said) {
      this.#said = state.why;
      log.line(`Waits: ${state.why}`);
      events.warned(`Its pod waits: ${state.why}`);
    }
    if (state.phase !== "waiting" && state.pod !== undefined && this.#reading === undefined) {
      const { pod, node } = state;
      const { context } = this.#options.jobs.config;
      const { namespace } = cluster;
      const where = node === undefined ? "" : ` on the node ${node}`;
      log.line(`In the pod ${pod}${where}: ${podLogsCommand({ pod, namespace, context })}`);
      if (node !== undefined) events.placed({ pod, node, namespace, context });
      this.#reading = readPodLog({
        cluster,
        pod: state.pod,
        add: (text) => this.#output.add(text),
        isEnough: () => this.#last !== undefined,
        podEnded: this.#ended.promise.then(() => {}),
        signal: this.#options.end,
      });
    }
    if (state.phase === "ended") this.#ended.resolve(state);
  }

  #hear(fact: PodFact): void {
    const { events } = this.#options;
    if ("progressed" in fact) events.progressed(fact.progressed);
    else if ("messaged" in fact) events.messaged(fact.messaged);
    else if ("tracked" in fact) events.tracked(fact.tracked);
    else if ("warned" in fact) events.warned(fact.warned);
    else if ("asked" in fact) events.asked(fact.asked);
    else {
      this.#last = fact;
      if (!fact.interrupted) this.#told.resolve();
    }
  }

  async #whyNotStarted(): Promise<string> {
    const { cluster, job, jobs } = this.#options;
    const { why, pod } = this.#state as Extract<AttemptState, { phase: "waiting" }>;
    const warning = why ?? (await cluster.lastWarning(pod ?? job.name).catch((error: ClusterError) => error.message));
    return `The pod did not start in ${jobs.config.startTimeout} s: ${warning ?? "the cluster does not tell why"}`;
  }
}
