import { ExitCode } from "../../protocol/exit-code.ts";
import type { TaskDescription } from "../../protocol/parameter-description.ts";
import type { PlanSummary } from "../../protocol/plan.ts";
import type { RunEvent, RunFinished, TaskRef } from "../../protocol/run-event.ts";
import { bundleTasks } from "../bundle/bundle-tasks.ts";
import type { KubernetesOptions } from "../kubernetes/kubernetes-executor.ts";
import { publicTask } from "../planning/public-task.ts";
import { summarise } from "../planning/summarise.ts";
import { firstWorker } from "../pool/first-worker.ts";
import { WorkerPool } from "../pool/worker-pool.ts";
import type { WorkerProcess } from "../pool/worker-process.ts";
import { findTask } from "../project/find-task.ts";
import { loadTaskIndex } from "../project/find-tasks.ts";
import { ownProgram } from "../project/own-program.ts";
import type { Project } from "../project/project.ts";
import type { OutputsOfTask } from "../worker/look-at-outputs.ts";
import type { Answer, PlannedRange, PlannedTask, Problem } from "../worker/worker-api.ts";
import { Brakes } from "./brakes.ts";
import { debugLast } from "./debug-last.ts";
import { disableTasks } from "./disable-tasks.ts";
import type { Executor, OpenExecutor } from "./executor.ts";
import type { Pause } from "./pause.ts";
import { publicParams } from "./public-params.ts";
import { RecordedEvents } from "./recorded-events.ts";
import { newRunId } from "./run-id.ts";
import { runPlan } from "./run-plan.ts";
import type { RunRecorder } from "./run-recorder.ts";
import type { RunRequest } from "./run-request.ts";
import { runStatus } from "./run-status.ts";
import { TaskCode } from "./task-code.ts";
import type { UntimedEvent } from "./untimed-event.ts";
import { UserError } from "./user-error.ts";

/** What a run would do. */
export interface Plan {
  readonly tasks: readonly PlannedTask[];
  readonly summary: PlanSummary;
  readonly warnings: readonly string[];
  /** With a range: as it was understood. */
  readonly range?: PlannedRange;
}

export interface RunOptions {
  /** Takes each event as it happens. */
  emit(event: RunEvent): void;
  readonly recorder: RunRecorder;
  /** Aborted: the run is cancelled. */
  readonly signal: AbortSignal;
  readonly pause?: Pause | undefined;
  /** A plan that {@link Session.plan} made of the same request; made anew when absent. */
  readonly plan?: Plan;
}

/** The user's tasks, loaded: what can be asked of them and done with them. */
export interface Session {
  /** @throws UserError when there is no such task */
  describe(family: string): Promise<TaskDescription>;
  /**
   * @param history tells what failed so often that it is disabled
   * @throws UserError when the request is wrong or the code does not load
   */
  plan(request: RunRequest, history: Pick<RunRecorder, "failuresInARow">): Promise<Plan>;
  /** What a family's tasks have made, in the same order. @param params all parameters of each */
  lookAtOutputs(family: string, params: readonly TaskRef["params"][]): Promise<OutputsOfTask[]>;
  /** Takes back what a task has made that is no file of this machine's. */
  removeOutputs(task: TaskRef): Promise<void>;
  /** @throws UserError when the request is wrong or the code does not load */
  run(request: RunRequest, options: RunOptions): Promise<RunFinished>;
  /** Ends the worker processes. */
  close(): Promise<void>;
}

const LIBRARY = ownProgram("index.js");

/**
 * @param project whose tasks
 * @param loading aborted when nobody waits for them any more
 */
export async function openSession(project: Project, loading?: AbortSignal): Promise<Session> {
  const index = await loadTaskIndex(project, { signal: loading });
  const code = new TaskCode(project, index);
  const pools = new Map<string, WorkerPool>();
  let cluster: OpenExecutor | undefined;
  let isClosed = false;

  /** The workers that hold the module of a family's file. */
  const poolOf = async (family: string): Promise<WorkerPool> => {
    const { file } = findTask(index, family);
    const known = pools.get(file);
    if (known !== undefined) return known;
    const module = await bundleTasks(project, index, file, LIBRARY);
    const { root, config } = project;
    const { parameters, resources, checksums } = config;
    const options = { module, root, parameters, resources, checksums };
    const pool = new WorkerPool(config.workers, options, firstWorker.take());
    pools.set(file, pool);
    return pool;
  };

  const askOnce = async <T>(family: string, question: Question<T>): Promise<Answer<T> | WorkerDied> => {
    const pool = await poolOf(family);
    const worker = pool.take();
    if (worker === undefined) throw new Error("A run is going on in this session.");
    try {
      return await question(worker);
    } catch (error) {
      if (!worker.hasEnded || isClosed) throw error;
      return { died: (error as Error).message };
    } finally {
      pool.give(worker);
    }
  };

  /** A question changes nothing, so that it is asked again of a fresh worker when the first has died over it. */
  const ask = async <T>(family: string, question: Question<T>): Promise<T> => {
    let answer = await askOnce(family, question);
    if ("died" in answer) answer = await askOnce(family, question);
    if ("died" in answer) throw diedTwice(family, answer);
    if ("problem" in answer) throw userError(answer.problem);
    return answer.value;
  };

  const plan: Session["plan"] = async (request, history) => {
    const tasks: PlannedTask[] = [];
    const { family, params, range, deep, force, alone, stale } = request;
    const outcome = await ask(family, (worker) => {
      tasks.length = 0;
      return worker.plan(
        { family, params, range, deep, force, alone, stale },
        (portion) => void tasks.push(...disabling(request, history)(portion)),
      );
    });
    return { tasks, ...outcome, summary: summarise(tasks) };
  };

  const executorFor = async (
    { on, family, workers: size }: RunRequest,
    runId: string,
    tasks: readonly PlannedTask[],
    { stale, warn }: Pick<KubernetesOptions, "stale" | "warn">,
  ): Promise<Executor> => {
    if (on === "kubernetes") {
      const { openCluster } = await import("../kubernetes/open-cluster.ts");
      cluster = await openCluster({ project, runId, family, size, stale, warn }, tasks);
      return cluster;
    }
    const pool = await poolOf(family);
    pool.size = size;
    return pool;
  };

  const run = async (
    request: RunRequest,
    { emit: listen, recorder, signal, pause, plan: given }: RunOptions,
  ): Promise<RunFinished> => {
    const started = performance.now();
    const brakes = new Brakes(signal, pause?.signal, request.stopOnFailure);
    const events = new RecordedEvents(recorder, listen);
    /** What is to be made again wherever it is met, and has not been yet. */
    const stale = new Set(request.stale);
    const emit = (event: UntimedEvent) => {
      const made = event.event === "tasksPlanned" && { code: code.of(event.tasks) };
      const timed = { ...event, ...made, time: new Date().toISOString() } as RunEvent;
      // Who hears of a run finds it in the history, to cancel it for example.
      if (timed.event === "runStarted") events.together(() => events.emit(timed));
      else events.emit(timed);
      if (timed.event === "taskFinished" && timed.status === "ran") stale.delete(timed.taskId);
      brakes.see(timed);
    };
    pause?.signal.addEventListener("abort", () => emit({ event: "warned", message: PAUSED }), { once: true });
    const { tasks: planned, summary, warnings, range } = given ?? (await plan(request, recorder));
    const tasks = request.debugPort === undefined ? planned : debugLast(planned, request.debugPort);
    const runId = newRunId(new Date());
    const executor = await executorFor(request, runId, tasks, {
      stale,
      warn: (message) => emit({ event: "warned", message }),
    });
    emit({
      event: "runStarted",
      runId,
      command: request.command,
      family: request.family,
      params: publicParams(request, tasks),
      range: range && { over: range.over, from: range.from, to: range.to },
      backfillId: request.backfillId,
      workers: request.workers,
      on: request.on,
      pid: process.pid,
    });
    await code.keep(tasks, recorder);
    for (let start = 0; start < tasks.length; start += PORTION) {
      emit({ event: "tasksPlanned", tasks: tasks.slice(start, start + PORTION).map(publicTask) });
    }
    emit({ event: "runPlanned", ...summary });
    for (const message of warnings) emit({ event: "warned", message });

    const results = await runPlan({
      project,
      runId,
      tasks,
      executor,
      signal: brakes.signal,
      drain: brakes.drain,
      look: pause?.look,
      emit,
      disable: disabling(request, recorder),
      together: (work) => events.together(work),
      claims: recorder.claimsOf(runId, project.config.resources),
      noWait: request.noWait ?? false,
      staleAmong: (taskIds) => taskIds.filter((taskId) => stale.has(taskId)),
    }).catch(async (error) => {
      // The history can not be written: nothing more is to be made that it would not know of.
      brakes.stop();
      await executor.kill();
      throw error;
    });
    const finished: RunFinished = {
      event: "runFinished",
      time: new Date().toISOString(),
      runId,
      status: runStatus(results, signal.aborted),
      durationMs: Math.round(performance.now() - started),
      tasks: results,
    };
    events.together(() => events.emit(finished));
    brakes.check();
    return finished;
  };

  return {
    describe: (family) => ask(family, (worker) => worker.describe(family)),
    plan,
    lookAtOutputs: (family, params) => ask(family, (worker) => worker.lookAtOutputs(family, params)),
    removeOutputs: (task) => ask(task.family, (worker) => worker.removeOutputs(task)),
    run,
    close: async () => {
      isClosed = true;
      await Promise.all([cluster?.close(), ...[...pools.values()].map((pool) => pool.kill())]);
    },
  };
}

const PORTION = 1000;
const PAUSED = "It is paused: what runs comes to its end, and nothing new starts.";

type Question<T> = (worker: WorkerProcess) => Promise<Answer<T>>;

interface WorkerDied {
  readonly died: string;
}

function diedTwice(family: string, { died }: WorkerDied): UserError {
  return new UserError(
    `The tasks of ${family} could not be asked: ${died} A second one ended in the same way. Look for what ends the process where the file of the task is loaded, in requires(), output() or complete(): process.exit(), or too little memory.`,
    ExitCode.schedulingError,
  );
}

function disabling(
  { retryDisabled }: RunRequest,
  history: Pick<RunRecorder, "failuresInARow">,
): (tasks: readonly PlannedTask[]) => readonly PlannedTask[] {
  return (tasks) => (retryDisabled ? tasks : disableTasks(tasks, history));
}

function userError({ of, message, stack, location }: Problem): UserError {
  if (of === "request") return new UserError(message);
  const place = location ? ` at ${location.file}:${location.line}:${location.column}` : "";
  return new UserError(
    `The tasks could not be loaded${place}: ${message}${stack ? `\n${stack}` : ""}`,
    ExitCode.schedulingError,
  );
}
