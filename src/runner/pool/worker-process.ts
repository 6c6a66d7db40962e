import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { BirpcReturn } from "birpc";
import { connectToChild } from "../../channel/process-channel.ts";
import type { AttemptOutcome, AttemptRequest, WorkerApi, WorkerEvents, WorkerOptions } from "../worker/worker-api.ts";
import { endTree } from "./end-tree.ts";

/** How long a task may take to stop by itself. */
const GRACE_MS = 5000;

/** A running worker, with the user's module in it. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #api: BirpcReturn<WorkerApi, WorkerEvents>;
  readonly #ended: Promise<void>;
  #hasEnded = false;
  #events: Partial<WorkerEvents> = {};
  /** The log of the attempt in progress. */
  #log: string | undefined;

  /**
   * @param program the worker's file, absolute
   * @param options what it loads; its root becomes its working folder
   */
  constructor(program: string, options: WorkerOptions) {
    this.#child = spawn(process.execPath, ["--enable-source-maps", program, JSON.stringify(options)], {
      cwd: options.root,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      // The leader of a process group: what the tasks start can be ended with it.
      detached: process.platform !== "win32",
    });
    const events: WorkerEvents = {
      planned: (tasks) => this.#events.planned?.(tasks),
      progressed: (fraction) => this.#events.progressed?.(fraction),
      messaged: (text) => this.#events.messaged?.(text),
      tracked: (url) => this.#events.tracked?.(url),
      warned: (message) => this.#events.warned?.(message),
    };
    this.#api = connectToChild<WorkerApi, WorkerEvents>(this.#child, events, "worker process");
    // The worker writes its log itself; what arrives here was written past it, by native code or a program it started.
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (chunk: Uint8Array) => {
        if (this.#log !== undefined) appendFileSync(this.#log, chunk);
      });
    }
    this.#ended = new Promise((resolve) => {
      for (const end of ["exit", "error"]) {
        this.#child.once(end, () => {
          this.#hasEnded = true;
          resolve();
        });
      }
    });
  }

  /** The process's id; `undefined` where it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  describe(family: string): ReturnType<WorkerApi["describe"]> {
    return this.#api.describe(family);
  }

  /** @param planned takes the plan's tasks in portions, before the answer comes */
  plan(request: Parameters<WorkerApi["plan"]>[0], planned: WorkerEvents["planned"]): ReturnType<WorkerApi["plan"]> {
    this.#events = { planned };
    return this.#api.plan(request);
  }

  /**
   * Runs one attempt, until it ends or asks for more work. The worker's death is a way for it to fail, too.
   *
   * @param events takes what the task tells of itself meanwhile
   */
  execute(attempt: AttemptRequest, events: Omit<WorkerEvents, "planned">): Promise<AttemptOutcome> {
    return this.#attempt(attempt.log, events, () => this.#api.execute(attempt));
  }

  /** Goes on with an attempt that was suspended in this worker, now that what it asked for is made. */
  resume({ taskId, log }: AttemptRequest, events: Omit<WorkerEvents, "planned">): Promise<AttemptOutcome> {
    return this.#attempt(log, events, () => this.#api.resume(taskId));
  }

  async #attempt(
    log: string,
    events: Omit<WorkerEvents, "planned">,
    call: () => Promise<AttemptOutcome>,
  ): Promise<AttemptOutcome> {
    this.#events = events;
    this.#log = log;
    try {
      return await call();
    } catch (error) {
      const { message } = error as Error;
      appendFileSync(log, `${message}\n`);
      return { status: "failed", error: { message } };
    } finally {
      this.#log = undefined;
      this.#events = {};
    }
  }

  /** Asks the attempt in progress to stop, and ends the process when it has not after a while. */
  async stop(why: string): Promise<void> {
    if (this.#hasEnded || this.#log === undefined) return;
    void this.#api.cancel.asEvent(why);
    const attempt = this.#log;
    await sleep(GRACE_MS, undefined, { ref: false });
    if (this.#log === attempt) await this.kill();
  }

  /** Ends the process, and all that it started, at once. */
  async kill(): Promise<void> {
    if (!this.#hasEnded && this.#child.pid !== undefined) endTree(this.#child.pid);
    await this.#ended;
  }
}
