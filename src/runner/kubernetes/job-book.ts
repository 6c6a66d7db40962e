import type { V1Job } from "@kubernetes/client-node";
import { type AttemptState, attemptState, type ClusterChange, NOT_STARTED } from "./attempt-state.ts";
import { TASK_ID } from "./job-manifest.ts";

interface Page {
  state: AttemptState;
  /** Of its Job, once that was seen. */
  taskId?: string;
  isGone: boolean;
  /** Its attempt has come to its end for who attended to it; the cluster may be about to see that. */
  isAttended: boolean;
  readonly gone: PromiseWithResolvers<void>;
  listener?: (state: AttemptState) => void;
}

/** A Job by its name, and by what tells it from another that had the same name before. */
export interface JobRef {
  readonly name: string;
  readonly uid: string;
}

/** What is known of the project's Jobs, kept up to date by what the cluster tells. */
export class JobBook {
  /** By the Job's uid. */
  readonly #pages = new Map<string, Page>();
  /** By taskId, the Job that is at it. */
  readonly #atWork = new Map<string, JobRef>();

  see(change: ClusterChange): void {
    if (change.kind === "Job") return this.#seeJob(change.object, change.gone, change);
    const uid = change.object.metadata?.ownerReferences?.find(({ kind }) => kind === "Job")?.uid;
    // Of a pod that goes after its Job nobody wants to know any more.
    if (uid !== undefined && (!change.gone || this.#pages.has(uid))) reduce(this.#page(uid), change);
  }

  #seeJob(job: V1Job, gone: boolean, change: ClusterChange): void {
    const { name = "", uid = "", annotations, deletionTimestamp } = job.metadata ?? {};
    const taskId = annotations?.[TASK_ID] ?? "";
    const page = this.#page(uid);
    page.taskId = taskId;
    const isOver = gone || deletionTimestamp !== undefined || hasEnded(job) || page.isAttended;
    if (!isOver) this.#atWork.set(taskId, { name, uid });
    else if (this.#atWork.get(taskId)?.uid === uid) this.#atWork.delete(taskId);
    reduce(page, change);
    if (!gone) return;
    page.isGone = true;
    page.gone.resolve();
    if (page.listener === undefined) this.#pages.delete(uid);
  }

  #page(uid: string): Page {
    const known = this.#pages.get(uid);
    if (known !== undefined) return known;
    const page: Page = { state: NOT_STARTED, isGone: false, isAttended: false, gone: Promise.withResolvers() };
    this.#pages.set(uid, page);
    return page;
  }

  /** The Job that is at a task, whoever made it; `undefined` where there is none. */
  atWork(taskId: string): JobRef | undefined {
    return this.#atWork.get(taskId);
  }

  /**
   * Listens to what becomes of a Job, beginning with how it stands.
   *
   * @returns to be called when it is no longer of interest: the next attempt at its task is another Job's
   */
  listen(uid: string, listener: (state: AttemptState) => void): () => void {
    const page = this.#page(uid);
    page.listener = listener;
    listener(page.state);
    return () => {
      page.listener = undefined;
      page.isAttended = true;
      const { taskId = "" } = page;
      if (this.#atWork.get(taskId)?.uid === uid) this.#atWork.delete(taskId);
      if (page.isGone) this.#pages.delete(uid);
    };
  }

  /** Settles when a Job that was told of is gone, with its pods; at once where it is already. */
  async untilGone(uid: string): Promise<void> {
    await this.#pages.get(uid)?.gone.promise;
  }
}

function reduce(page: Page, change: ClusterChange): void {
  const before = page.state;
  page.state = attemptState(before, change);
  if (JSON.stringify(page.state) !== JSON.stringify(before)) page.listener?.(page.state);
}

function hasEnded({ status }: V1Job): boolean {
  return (
    status?.conditions?.some(({ type, status: is }) => ["Complete", "Failed"].includes(type) && is === "True") ?? false
  );
}
