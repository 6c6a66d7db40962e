import { flushCompileCache } from "node:module";
import { connectToParent } from "../../channel/process-channel.ts";
import { setOuterValues } from "../../framework/context.ts";
import { ParameterError } from "../../framework/parameter-values.ts";
import { setFence } from "../../framework/targets/fence.ts";
import type { Task } from "../../framework/task.ts";
import { planTasks } from "../planning/plan-tasks.ts";
import { RequestError } from "../planning/request-error.ts";
import { rootTasks } from "../planning/root-tasks.ts";
import { Attempts, type AttemptsOptions } from "./attempts.ts";
import { describeTask } from "./describe-task.ts";
import { endWithParent } from "./end-with-parent.ts";
import { lookAtOutputs, type OutputsOfTask, removeOutputs } from "./look-at-outputs.ts";
import { outerValues } from "./outer-values.ts";
import { taskError, uncaughtError } from "./task-error.ts";
import { loadTaskModule, type TaskClass, type TaskModule } from "./task-module.ts";
import type { Answer, AttemptRequest, PlanRequest, WorkerApi, WorkerEvents, WorkerOptions } from "./worker-api.ts";

const told = Promise.withResolvers<WorkerOptions>();
const taskModule: Promise<TaskModule> = told.promise.then(({ module }) => loadTaskModule(module));
const attempts = told.promise.then(
  (options) =>
    new Attempts({
      ...options,
      tell,
      extendClaims: () => runner.extendClaims(),
      staleAmong: (taskIds) => runner.staleAmong(taskIds),
    }),
);

const api: WorkerApi = {
  load: (options) => {
    process.chdir(options.root);
    setOuterValues(outerValues(process.env, options.parameters));
    // From here on, and not by a flag: our own programs' maps would be read at each start.
    process.setSourceMapsEnabled(true);
    told.resolve(options);
  },
  describe: (family) => answer(async () => describeTask(family, await taskClass(family))),
  plan: (request: PlanRequest) =>
    answer(async () => {
      const { roots, range, limit } = rootTasks(await taskClass(request.family), request);
      const { deep, force, alone, stale } = request;
      const { resources } = await told.promise;
      return planTasks(roots, {
        limit,
        deep,
        force,
        alone,
        ...(stale && { staleAmong: among(new Set(stale)) }),
        resources,
        range,
        tell: (tasks) => void runner.planned.asEvent(tasks),
      });
    }),
  lookAtOutputs: (family, params) =>
    answer(async () => {
      const Class = await taskClass(family);
      const found: OutputsOfTask[] = [];
      for (const given of params) found.push(await lookAtOutputs(new Class(given)));
      return found;
    }),
  removeOutputs: ({ taskId, family, params }) =>
    answer(async () => {
      const task = new (await taskClass(family))(params);
      // Private values are kept nowhere: without them it would be another task's output.
      if (task.taskId !== taskId)
        throw new Error(
          `${taskId} is called ${task.taskId} now: a private parameter has another value, or the code changed.`,
        );
      await removeOutputs(task);
    }),
  execute: async (attempt) => (await attempts).start(attempt, () => tasksOf(attempt)),
  resume: async (taskId) => (await attempts).resume(taskId),
  cancel: (why) => void attempts.then((open) => open.cancel(why)),
};

endWithParent();
const runner = connectToParent<WorkerEvents, WorkerApi>(api);
process.on("uncaughtExceptionMonitor", (thrown) => void runner.uncaught.asEvent(uncaughtError(thrown, process.cwd())));
const tell: AttemptsOptions["tell"] = {
  progressed: (fraction) => void runner.progressed.asEvent(fraction),
  messaged: (text) => void runner.messaged.asEvent(text),
  tracked: (url) => void runner.tracked.asEvent(url),
  warned: (message) => void runner.warned.asEvent(message),
};
// What was compiled is kept for the next worker; this one may be killed at any time. Whoever asks for a task is told why
// there is none.
taskModule.then(
  () => flushCompileCache(),
  () => {},
);
setFence(async () => (await attempts).checkClaim());

function among(stale: ReadonlySet<string>): (taskIds: string[]) => string[] {
  return (taskIds) => taskIds.filter((taskId) => stale.has(taskId));
}

async function taskClass(family: string): Promise<TaskClass> {
  const found = (await taskModule).get(family);
  if (found === undefined)
    throw new Error(`The module declares no task class ${family}; it may be abstract, or declared inside a function.`);
  return found;
}

async function tasksOf({ family, params, together }: AttemptRequest): Promise<[Task, ...Task[]]> {
  const Class = await taskClass(family);
  return [new Class(params), ...together.map((others) => new Class(others))];
}

/** Turns what is thrown into an answer: a wrong request, or the user's code at fault. */
async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (thrown) {
    const asked =
      thrown instanceof RequestError ||
      thrown instanceof ParameterError ||
      (thrown as Error)?.name === "ParameterError";
    return { problem: { ...taskError(thrown, (await told.promise).root), of: asked ? "request" : "code" } };
  }
}
