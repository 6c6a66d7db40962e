import { existsSync } from "node:fs";
import path from "node:path";
import type { TaskRunRecord } from "../../protocol/history-record.ts";
import type { GridAnswer, PanelQueries, PlanAnswer, PlanAsk } from "../../protocol/panel-api.ts";
import type { RangeUnit } from "../../protocol/parameter-description.ts";
import { rangeValues } from "../../protocol/range-values.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import { publicTask } from "../planning/public-task.ts";
import { loadTaskIndex } from "../project/find-tasks.ts";
import { loadProject } from "../project/load-project.ts";
import type { Project } from "../project/project.ts";
import { staleIds } from "../redo/stale-ids.ts";
import { staleTasks } from "../redo/stale-tasks.ts";
import { openSession, type Session } from "../run/session.ts";
import { UserError } from "../run/user-error.ts";
import { type GridTask, gridOf, plannedStatus } from "./grid-of.ts";
import { readLog } from "./read-log.ts";
import { withPast } from "./with-past.ts";

const MOST_TASKS = 100_000;

/** Tasks that tell how long one of a class takes. */
const ENOUGH = 50;

/** Answers what the page asks of the project: its history, its logs, and what the runner would do. */
export function panelQueries(project: Project): PanelQueries {
  /** The user's code is loaded anew for each question: it may have been edited. */
  const withSession = async <T>(ask: (session: Session) => Promise<T>): Promise<T> => {
    const session = await openSession(project);
    try {
      return await ask(session);
    } finally {
      await session.close();
    }
  };

  const plan = ({ family, params, range, stale, ...how }: PlanAsk): Promise<PlanAnswer> =>
    withSession(async (session) => {
      const command = range === undefined ? "run" : "backfill";
      const request = {
        command,
        family,
        params,
        range,
        ...how,
        stale: stale ? await staleIdsIn(project) : undefined,
        workers: project.config.workers,
      } as const;
      const failures = await failuresOf(project);
      const { tasks, summary, warnings, range: understood } = await session.plan(request, failures);
      return {
        tasks: tasks.map(publicTask),
        summary,
        warnings,
        usualMs: await usualDurations(project, [...new Set(tasks.map((task) => task.family))]),
        range: understood && { over: understood.over, values: understood.values, taskIds: understood.taskIds },
      };
    });

  return {
    runs: ({ limit, family }) =>
      withPast(project, (history) => {
        const runs = history.runs(family === undefined ? limit : MOST_TASKS);
        return runs.filter((run) => family === undefined || run.family === family).slice(0, limit);
      }),
    runDetail: ({ runId }) =>
      withPast(project, (history) => {
        const run = history.runs(MOST_TASKS).find((each) => each.runId === runId);
        if (run === undefined) return undefined;
        const tasks = history.taskRuns({ runId }, MOST_TASKS).toReversed();
        return {
          run,
          tasks,
          attempts: history.attempts(runId),
          usualMs: usualOf(history, [...new Set(tasks.map(({ family }) => family))], run.startedAt),
        };
      }),
    taskRuns: ({ taskId, limit }) => withPast(project, (history) => history.taskRuns({ taskId }, limit)),
    outputs: ({ family, params }) =>
      withSession(async (session) => {
        const [found] = await session.lookAtOutputs(family, [params]);
        return found?.outputs.map(({ name }) => name) ?? [];
      }),
    log: async ({ file, from }) => {
      if (existsSync(path.join(project.root, file))) return readLog(project.stateDir, file, from);
      const [, runId = ""] = /logs\/([^/]+)\//.exec(file) ?? [];
      const machine = await withPast(project, (history) => history.machineOf(runId));
      if (machine !== undefined) throw new UserError(`The log is on the machine where the task ran: ${machine}.`);
      return readLog(project.stateDir, file, from);
    },
    plan,
    grid: async ({ plan: isPlanned, ...ask }) =>
      isPlanned
        ? plannedGrid(project, ask.family, await plan({ ...ask, deep: true }))
        : rememberedGrid(project, ask.family, ask.range),
    describe: ({ family }) => withSession((session) => session.describe(family)),
    settings: async () => {
      const { workers, kubernetes } = (await loadProject(project.root)).config;
      const { image, maxJobs, context, namespace } = kubernetes;
      return { workers, ...(image !== undefined && { kubernetes: { image, maxJobs, context, namespace } }) };
    },
    backfills: ({ limit }) => withPast(project, (history) => history.backfills.list(limit)),
    backfill: ({ backfillId }) =>
      withPast(project, (history) => {
        const backfill = history.backfills.find(backfillId);
        return backfill && { backfill, dates: history.backfills.dates(backfill.backfillId) };
      }),
  };
}

/** From the outputs, which the plan has looked at; the history says how what is missing came to be so. */
async function plannedGrid(project: Project, family: string, { tasks, range }: PlanAnswer): Promise<GridAnswer> {
  const families = [...new Set([family, ...tasks.map((task) => task.family).toReversed()])];
  const last = await lastRuns(project, families);
  const stale = await reasonsOf(project, new Set(tasks.map(({ taskId }) => taskId)));
  const shown = tasks.map((task): GridTask => {
    const { taskId, params, reason } = task;
    const status = plannedStatus(task, last.get(taskId));
    // What would run is not complete, whatever else is true of it.
    const why = task.action === "skip" ? stale.get(taskId) : undefined;
    return { taskId, family: task.family, params, reason, status, stale: why };
  });
  const values = [...(range?.values ?? [])].sort();
  const over = range?.over ?? "";
  return { over, unit: await unitOf(project, family, over), values, rows: gridOf(values, families, shown) };
}

/** From the history alone: at once, and without running any of the user's code. */
async function rememberedGrid(
  project: Project,
  family: string,
  { over, from, to }: { readonly over: string; readonly from: string; readonly to: string },
): Promise<GridAnswer> {
  const index = await loadTaskIndex(project);
  const families = [family, ...requiredBy(index, family)];
  const last = await lastRuns(project, families);
  const unit = unitIn(index, family, over);
  const values = rangeValues(unit, from, to);
  const shown = [...last.values()].map(
    ({ taskId, family: of, params, status }): GridTask => ({ taskId, family: of, params, status }),
  );
  return { over, unit, values, rows: gridOf(values, families, shown) };
}

async function lastRuns(project: Project, families: readonly string[]): Promise<Map<string, TaskRunRecord>> {
  const last = await withPast(project, (history) => families.flatMap((family) => history.latest(family)));
  return new Map(last.map((record) => [record.taskId, record]));
}

/** Everything that a class needs, the nearest first. */
function requiredBy({ edges }: TaskIndex, family: string): string[] {
  const below = Map.groupBy(edges, ({ from }) => from);
  const found = new Set([family]);
  for (const each of found) for (const { to } of below.get(each) ?? []) found.add(to);
  found.delete(family);
  return [...found];
}

async function unitOf(project: Project, family: string, over: string): Promise<RangeUnit> {
  return unitIn(await loadTaskIndex(project), family, over);
}

const UNITS: Readonly<Record<string, RangeUnit>> = {
  year: "year",
  month: "month",
  week: "week",
  date: "day",
  dateHour: "hour",
  dateMinute: "minute",
  dateSecond: "second",
};

function unitIn({ tasks }: TaskIndex, family: string, over: string): RangeUnit {
  const task = tasks.find((each) => each.family === family);
  return UNITS[task?.parameters.find(({ name }) => name === over)?.type ?? ""] ?? "day";
}

/** By taskId, why those of some tasks are stale that are. */
async function reasonsOf(project: Project, taskIds: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const index = await loadTaskIndex(project);
  const only = ({ taskId }: { taskId: string }) => taskIds.has(taskId);
  const { stale } = await withPast(project, (history) => staleTasks(history, index, project, { only }));
  return new Map(stale.map(({ taskId, reasons }) => [taskId, reasons.map(({ text }) => text)]));
}

async function staleIdsIn(project: Project): Promise<string[]> {
  const index = await loadTaskIndex(project);
  return withPast(project, (history) => [...staleIds(history, index, project)]);
}

/** What failed so often that it is disabled: asked while the history is closed again. */
async function failuresOf(project: Project): Promise<{ failuresInARow(taskId: string): number }> {
  const failed = await withPast(
    project,
    (history) => new Map(history.failures().map(({ taskId }) => [taskId, history.failuresInARow(taskId)])),
  );
  return { failuresInARow: (taskId) => failed.get(taskId) ?? 0 };
}

function usualDurations(project: Project, families: readonly string[]): Promise<Record<string, number>> {
  return withPast(project, (history) => usualOf(history, families, new Date().toISOString()));
}

function usualOf(history: History, families: readonly string[], before: string): Record<string, number> {
  const usual = families.flatMap((family) => {
    const duration = median(history.durations(family, before, ENOUGH));
    return duration === undefined ? [] : [[family, duration] as const];
  });
  return Object.fromEntries(usual);
}

function median(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
