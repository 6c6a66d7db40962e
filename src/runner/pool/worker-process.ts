import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { BirpcReturn } from "birpc";
import { connectToChild } from "../../channel/process-channel.ts";
import type { TaskError } from "../../protocol/run-event.ts";
import { ownProgram } from "../project/own-program.ts";
import type { AttemptEvents, Seat } from "../run/executor.ts";
import type { AttemptOutcome, AttemptRequest, WorkerApi, WorkerEvents, WorkerOptions } from "../worker/worker-api.ts";
import { endTree } from "./end-tree.ts";

/** How long a task may take to stop by itself. */
const GRACE_MS = 5000;
/** Node's. */
const EXIT_AFTER_UNCAUGHT = 1;

export interface WorkerProcessOptions {
  /** In the pool, from 0. */
  readonly place: number;
  /** MiB that its heap may have; as much as Node takes by itself when absent. */
  readonly memoryLimit?: number;
  /** Where it waits for a debugger before it does anything. */
  readonly debugPort?: number;
}

const PROGRAM = ownProgram("worker.js");

/** A running worker, with the user's module in it once it was told what to {@link WorkerProcess.load}. */
export class WorkerProcess implements Seat {
  readonly place: number;
  readonly holdsToLimits = false;
  readonly #memoryLimit: number | undefined;
  readonly #child: ChildProcess;
  readonly #api: BirpcReturn<WorkerApi, WorkerEvents>;
  readonly #ended: Promise<void>;
  #hasEnded = false;
  #events: Partial<WorkerEvents> = {};
  /** The log of the attempt in progress. */
  #log: string | undefined;
  /** What was thrown last where nothing catches it. */
  #uncaught: TaskError | undefined;

  constructor({ place, memoryLimit, debugPort }: WorkerProcessOptions) {
    this.place = place;
    this.#memoryLimit = memoryLimit;
    const heap = memoryLimit === undefined ? [] : [`--max-old-space-size=${memoryLimit}`];
    // Its address goes to those who ask the port, and not into the task's log.
    const debug =
      debugPort === undefined ? [] : [`--inspect-wait=127.0.0.1:${debugPort}`, "--inspect-publish-uid=http"];
    this.#child = spawn(process.execPath, [...heap, ...debug, PROGRAM], {
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
      uncaught: (error) => void (this.#uncaught = error),
      extendClaims: () => this.#events.extendClaims?.(),
      staleAmong: (taskIds) => this.#events.staleAmong?.(taskIds) ?? [],
    };
    this.#api = connectToChild<WorkerApi, WorkerEvents>(this.#child, events, "worker process");
    // The worker writes its log itself; what arrives here was written past it, by native code or a program it started.
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (chunk: Uint8Array) => {
        if (this.#log !== undefined) appendIfPossible(this.#log, chunk);
      });
    }
    this.#ended = new Promise((resolve) => {
      for (const end of ["exit", "error"]) {
        this.#child.once(end, () => {
          this.#hasEnded = true;
          // Killed from outside, say: what its tasks started belongs to nobody now.
          if (this.#child.pid !== undefined) endTree(this.#child.pid);
          resolve();
        });
      }
    });
  }

  load(options: WorkerOptions): void {
    // One that has died meanwhile says so to whoever asks it something.
    this.#api.load.asEvent(options).catch(() => {});
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

  lookAtOutputs(...asked: Parameters<WorkerApi["lookAtOutputs"]>): ReturnType<WorkerApi["lookAtOutputs"]> {
    return this.#api.lookAtOutputs(...asked);
  }

  removeOutputs(...asked: Parameters<WorkerApi["removeOutputs"]>): ReturnType<WorkerApi["removeOutputs"]> {
    return this.#api.removeOutputs(...asked);
  }

  execute(attempt: AttemptRequest, events: AttemptEvents): Promise<AttemptOutcome> {
    return this.#attempt(attempt, events, () => this.#api.execute(attempt));
  }

  resume(attempt: AttemptRequest, events: AttemptEvents): Promise<AttemptOutcome> {
    return this.#attempt(attempt, events, () => this.#api.resume(attempt.taskId));
  }

  async #attempt(
    { log: file, together }: AttemptRequest,
    events: AttemptEvents,
    call: () => Promise<AttemptOutcome>,
  ): Promise<AttemptOutcome> {
    const log = String(file);
    this.#events = events;
    this.#log = log;
    try {
      return await call();
    } catch (error) {
      const { message } = error as Error;
      appendIfPossible(log, `${message}\n`);
      const end = { status: "failed", error: this.#whyEnded(message) } as const;
      return { status: "ended", ends: [end, ...together.map(() => end)] };
    } finally {
      this.#log = undefined;
      this.#events = {};
    }
  }

  #whyEnded(message: string): TaskError {
    const { exitCode, signalCode } = this.#child;
    if (this.#uncaught !== undefined && exitCode === EXIT_AFTER_UNCAUGHT) return this.#uncaught;
    // V8 aborts when its heap is full.
    const isFull = this.#memoryLimit !== undefined && signalCode === "SIGABRT";
    const why = isFull ? ` It needed more memory than its memoryLimit of ${this.#memoryLimit} MiB.` : "";
    return { message: message + why };
  }

  async stop(why: string): Promise<void> {
    if (this.#hasEnded || this.#log === undefined) return;
    void this.#api.cancel.asEvent(why);
    const attempt = this.#log;
    await sleep(GRACE_MS, undefined, { ref: false });
    if (this.#log === attempt) await this.kill();
  }

  async kill(): Promise<void> {
    if (!this.#hasEnded && this.#child.pid !== undefined) endTree(this.#child.pid);
    await this.#ended;
  }
}

/** On a full disk the worker tells of its log; here there is nobody to tell. */
function appendIfPossible(log: string, text: string | Uint8Array): void {
  try {
    appendFileSync(log, text);
  } catch {
    // It is lost.
  }
}
