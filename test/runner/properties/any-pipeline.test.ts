// Any pipeline, with any trouble, on any number of workers, next to a model that knows the rules and nothing else. What
// plans, schedules, claims, records, and makes attempts is the real thing, in one process.
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunEvent, TaskResult } from "../../../src/protocol/run-event.ts";
import { History } from "../../../src/runner/history/history.ts";
import { MIGRATIONS } from "../../../src/runner/history/schema.ts";
import { planTasks } from "../../../src/runner/planning/plan-tasks.ts";
import { runPlan } from "../../../src/runner/run/run-plan.ts";
import type { PlannedTask } from "../../../src/runner/worker/worker-api.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { InProcessExecutor } from "./in-process-executor.ts";
import { jobAt, openWorkshop, Workshop } from "./jobs.ts";
import { type JobSpec, LIMITS, type Pipeline, pipelines } from "./pipeline.ts";
import { type Expected, referenceModel } from "./reference-model.ts";

/** Hundreds of runs, on a machine that may have other things to do. */
const timeout = 300_000;

const folders = temporaryFolders();
const never = new AbortController().signal;

interface Outcome {
  readonly results: readonly TaskResult[];
  readonly events: readonly RunEvent[];
  readonly broken: readonly string[];
  /** What the history says of each task. */
  readonly recorded: ReadonlyMap<string, string>;
  readonly claimsLeft: number;
}

async function run(root: string, pipeline: Pipeline): Promise<Outcome> {
  const workshop = new Workshop(pipeline);
  openWorkshop(workshop);
  const tasks: PlannedTask[] = [];
  await planTasks(pipeline.roots.map(jobAt), { resources: LIMITS, tell: (portion) => void tasks.push(...portion) });

  const database = new DatabaseSync(":memory:");
  database.exec(MIGRATIONS.join(""));
  const history = new History(database);
  const events: RunEvent[] = [];
  const emit = (event: object) => {
    const timed = { ...event, time: new Date().toISOString() } as RunEvent;
    events.push(timed);
    history.record(timed);
  };
  emit({ event: "runStarted", runId: "run", command: "run", family: "Job", params: {}, workers: 1, pid: process.pid });
  emit({ event: "tasksPlanned", tasks });
  try {
    const results = await runPlan({
      project: { root, stateDir: root, config: { resources: LIMITS } as never },
      runId: "run",
      tasks,
      executor: new InProcessExecutor(workshop, pipeline.workers),
      claims: history.claimsOf("run", LIMITS),
      noWait: false,
      signal: never,
      drain: never,
      emit,
      together: (work) => history.together(work),
      disable: (planned) => planned,
    });
    history.flush();
    const rows = history.taskRuns({ runId: "run" }, 1000);
    const [left] = database
      .prepare("SELECT (SELECT count(*) FROM claims) + (SELECT count(*) FROM resource_claims) AS n")
      .all();
    return {
      results,
      events,
      broken: workshop.broken,
      recorded: new Map(rows.map(({ taskId, status }) => [taskId, status])),
      claimsLeft: Number(left?.n),
    };
  } finally {
    history.close();
  }
}

test("1, 2, 7 to 12. any pipeline ends as the rules say: each task once, none before what it needs, none above a limit", {
  timeout,
}, async () => {
  const root = folders();
  const drawn = fc.asyncProperty(pipelines, async (pipeline) => {
    const { results, events, broken, recorded, claimsLeft } = await run(root, pipeline);
    expect(broken).toEqual([]);

    const places = results.map(({ params }) => Number(params.n));
    expect(new Set(places).size, "tasks with one status each").toBe(places.length);
    const actual = new Map(results.map((result) => [Number(result.params.n), endOf(result)]));
    const expected = new Map([...referenceModel(pipeline)].map(([place, end]) => [place, { ...end }]));
    expect(normalised(actual, pipeline)).toEqual(normalised(expected, pipeline));

    const finished = events.flatMap((event) => (event.event === "taskFinished" ? [event.taskId] : []));
    expect(new Set(finished).size, "tasks that are told to have ended once").toBe(finished.length);
    for (const { taskId, status } of results)
      if (status !== "alreadyComplete") expect(recorded.get(taskId), `the history's word for ${taskId}`).toBe(status);
    expect(claimsLeft).toBe(0);
  });
  await fc.assert(drawn, { numRuns: 300, timeout: 30_000 });
});

test("5. any pipeline starts the highest priority first, lent ones counted, and the same input in the same order", {
  timeout,
}, async () => {
  const root = folders();
  const drawn = fc.asyncProperty(pipelines, async (pipeline) => {
    const calm = { ...pipeline, workers: 1, jobs: pipeline.jobs.map(withoutTrouble) };
    const { events } = await run(root, calm);
    const order = startsIn(events);
    const lent = lentPriorities(calm);
    for (const [at, place] of order.entries()) {
      const before = new Set(order.slice(0, at));
      const isReady = (other: number) =>
        jobAtPlace(calm, other).requires.every((needed) => before.has(needed) || jobAtPlace(calm, needed).exists);
      const highest = Math.max(
        ...order
          .slice(at)
          .filter(isReady)
          .map((other) => lent.get(other) ?? 0),
      );
      expect(lent.get(place), `the priority of ${place} in ${order}`).toBe(highest);
    }
    expect(startsIn((await run(root, calm)).events)).toEqual(order);
  });
  await fc.assert(drawn, { numRuns: 100, timeout: 30_000 });
});

function withoutTrouble(job: JobSpec): JobSpec {
  return { ...job, kind: "task", throwsIn: undefined, asks: [], failures: 0, forgets: false, resources: {} };
}

function startsIn(events: readonly RunEvent[]): number[] {
  return events.flatMap((event) => (event.event === "taskStarted" ? [Number(event.taskId.match(/\d+/)?.[0])] : []));
}

/** Of the tasks that run: the highest priority among their own and those of all that need them. */
function lentPriorities({ jobs, roots }: Pipeline): Map<number, number> {
  const lent = new Map(roots.map((root) => [root, Number.NEGATIVE_INFINITY]));
  for (const [place, { exists, priority, requires }] of [...jobs.entries()].toReversed()) {
    const from = lent.get(place);
    if (from === undefined || exists) continue;
    lent.set(place, Math.max(from, priority));
    for (const needed of requires)
      lent.set(needed, Math.max(lent.get(needed) ?? Number.NEGATIVE_INFINITY, from, priority));
  }
  return lent;
}

function jobAtPlace({ jobs }: Pipeline, place: number): JobSpec {
  return jobs[place] as JobSpec;
}

function endOf({ status, attempts, blockedBy }: TaskResult): Expected {
  return { status, attempts, ...(blockedBy && { blockedBy: new Set(blockedBy) }) };
}

/**
 * What the rules leave open: a group that a running task asks for may find all that it requires made by then; and where
 * a process dies, what stood suspended in it begins again, with one more attempt.
 */
function normalised(ends: ReadonlyMap<number, Expected>, { jobs }: Pipeline): Record<number, object> {
  const deaths = jobs.some(({ dies, failures }) => dies && failures > 0);
  return Object.fromEntries(
    [...ends].map(([place, { status, attempts, blockedBy }]) => {
      const group = jobs[place]?.kind === "wrapper" && status === "ran";
      const counted = group || (deaths && (jobs[place]?.asks.length ?? 0) > 0) ? 0 : attempts;
      return [
        place,
        {
          status: group ? "alreadyComplete" : status,
          attempts: counted,
          blockedBy: blockedBy && [...blockedBy].sort(),
        },
      ];
    }),
  );
}
