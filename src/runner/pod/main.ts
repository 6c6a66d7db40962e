import { readFile } from "node:fs/promises";
import path from "node:path";
import { setOuterValues } from "../../framework/context.ts";
import type { Task } from "../../framework/task.ts";
import { identityOf } from "../../framework/task-identity.ts";
import type { TaskError } from "../../protocol/run-event.ts";
import { REQUEST_VARIABLE } from "../kubernetes/job-manifest.ts";
import { type PodFact, podLine } from "../kubernetes/pod-line.ts";
import type { PodRequest } from "../kubernetes/pod-request.ts";
import { loadProject } from "../project/load-project.ts";
import { AttemptLog } from "../worker/attempt-log.ts";
import { Attempts } from "../worker/attempts.ts";
import { outerValues } from "../worker/outer-values.ts";
import { taskError, uncaughtError } from "../worker/task-error.ts";
import { loadTaskModule } from "../worker/task-module.ts";
import type { AttemptOutcome } from "../worker/worker-api.ts";

/** Where an image holds the modules of its task classes, by family: relative to the project's folder. */
const MODULES = "pipewright-modules/families.json";
/** How long a task may take to stop by itself after its timeout. */
const GRACE_MS = 5000;
const STDOUT = 1;

const root = process.cwd();
const output = new AttemptLog(STDOUT);
const tell = (fact: PodFact) => output.write(podLine(fact));

/** How many tasks it makes together. */
let tasks = 1;
let interrupted: true | undefined;
let stop: (why: string) => void = () => {};
process.on("SIGTERM", () => {
  interrupted = true;
  stop("The pod was told to stop.");
});

// Before Node ends the process for it, which it does where the user's code does not see to it.
process.on("uncaughtExceptionMonitor", (thrown) => {
  if (process.listenerCount("uncaughtException") === 0) tell({ outcome: failed(uncaughtError(thrown, root)) });
});

const last = await attempt().catch((error: unknown): AttemptOutcome => {
  const failure = taskError(error, root);
  output.line(`Failed: ${failure.stack ?? failure.message}`);
  return failed(failure);
});
end(last);

function failed(error: TaskError): AttemptOutcome {
  return { status: "ended", ends: Array.from({ length: tasks }, () => ({ status: "failed", error })) };
}

function end(outcome: AttemptOutcome): never {
  const isGood = outcome.status === "suspended" || outcome.ends.every(({ status }) => status !== "failed");
  tell({ outcome, ...(interrupted && !isGood && { interrupted }) });
  process.exit(isGood ? 0 : 1);
}

async function attempt(): Promise<AttemptOutcome> {
  const request = JSON.parse(process.env[REQUEST_VARIABLE] ?? "null") as PodRequest | null;
  if (request === null) throw new Error("This program is started by Pipewright in a pod, not by hand.");
  tasks += request.together.length;
  const { config } = await loadProject(root);
  setOuterValues(outerValues(process.env, config.parameters));
  const { taskId, family, timeout } = request;
  const modules = JSON.parse(await readFile(path.join(root, MODULES), "utf8")) as Record<string, string>;
  const file = modules[request.module];
  if (file === undefined)
    throw new Error(`The image has no task class ${request.module}. Make it anew: pipewright image.`);
  const classes = await loadTaskModule(path.join(root, file));
  const Class = classes.get(family);
  if (Class === undefined) throw new Error(`The image has no task class ${family}. Make it anew: pipewright image.`);
  const attempts = new Attempts({
    root,
    resources: config.resources,
    checksums: config.checksums,
    startsOver: { asked: (asked) => tell({ asked }) },
    staleAmong: (taskIds) => taskIds.filter((each) => request.stale?.includes(each)),
    // Of two Jobs for one attempt the cluster has refused the second.
    extendClaims: async () => Number.POSITIVE_INFINITY,
    tell: {
      progressed: (progressed) => tell({ progressed }),
      messaged: (messaged) => tell({ messaged }),
      tracked: (tracked) => tell({ tracked }),
      warned: (warned) => tell({ warned }),
    },
  });
  stop = (why) => attempts.cancel(why);
  const blame = limitTime(timeout, attempts);
  const made = await attempts.start(
    {
      ...request,
      attempt: 1,
      privateNames: [],
      log: STDOUT,
      heldUntil: Number.POSITIVE_INFINITY,
    },
    async () => {
      const all: [Task, ...Task[]] = [
        new Class(request.params),
        ...request.together.map((params) => new Class(params)),
      ];
      const found = identityOf(all[0]).taskId;
      if (found !== taskId)
        throw new Error(
          `Here the task is ${found}, and ${taskId} was asked for: a private parameter has another value in the pod's environment, or the image is made of other code.`,
        );
      return all;
    },
  );
  return blame(made);
}

/** @returns what says of an attempt's end that its time was up, where it was */
function limitTime(seconds: number | undefined, attempts: Attempts): (outcome: AttemptOutcome) => AttemptOutcome {
  if (seconds === undefined) return (outcome) => outcome;
  const message = `It took longer than its timeout of ${seconds} s.`;
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    attempts.cancel(message);
    setTimeout(() => end(failed({ message })), GRACE_MS);
  }, seconds * 1000);
  return (outcome) => {
    clearTimeout(timer);
    if (!isOver || outcome.status === "suspended") return outcome;
    const ends = outcome.ends.map((each) =>
      each.status === "failed" ? { ...each, error: { ...each.error, message } } : each,
    );
    return { status: "ended", ends };
  };
}
