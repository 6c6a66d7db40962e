import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import type { PlanAnswer } from "../../protocol/panel-api.ts";
import type { TaskEdge, TaskIndex } from "../../protocol/task-index.ts";
import { withObserved } from "../../protocol/with-observed.ts";
import { selectFamilies } from "../cli/select-families.ts";
import { loadTaskIndex } from "../project/find-tasks.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";
import { panelQueries } from "../serve/panel-queries.ts";
import { withPast } from "../serve/with-past.ts";
import { answer } from "./answer.ts";
import { askOfTask, RANGE_SHAPE, TASK_SHAPE } from "./ask-of-task.ts";
import { logPage } from "./log-page.ts";

const READ_ONLY = { readOnlyHint: true, openWorldHint: false };
const LATEST = 5;

/** The tools that change nothing, and so are free to be called. */
export function registerReadTools(server: McpServer, project: Project): void {
  const queries = panelQueries(project);

  server.registerTool(
    "graph_query",
    {
      title: "The graph of the task classes",
      description:
        'The task classes of this project and what requires what, from their source: none of it is run. A query narrows it: "+SalesReport" is a class and all that it needs, "DumpSales+" all that needs it, also tag:…, state:failed, file:…, kind:external, "not …".',
      inputSchema: { query: z.string().default("").describe("empty for all of it") },
      annotations: READ_ONLY,
    },
    async ({ query }) => {
      const source = await loadTaskIndex(project);
      const { statuses, observed } = await withPast(project, (history) => ({
        statuses: history.familyStatuses(),
        observed: history.lineage.observed(),
      }));
      const index = withObserved(source, observed);
      const families = selectFamilies(query, index, statuses);
      return answer({
        tasks: index.tasks
          .filter(({ family }) => families.has(family))
          .map(({ family, kind, file, line, parameters }) => {
            const signature = parameters.map(({ name, type, default: value }) => `${name}: ${type}${value ? "?" : ""}`);
            return { family, kind, at: `${file}:${line}`, parameters: signature.join(", ") };
          }),
        requires: index.edges
          .filter(({ from, to }) => families.has(from) && families.has(to))
          .map((edge) => `${edge.from} -> ${edge.to}${edgeNote(edge)}`),
        problems: index.problems.map(({ message, file, line }) => `${file}:${line}: ${message}`),
      });
    },
  );

  server.registerTool(
    "task_details",
    {
      title: "A task class",
      description:
        "Everything known of one task class without running any of it: its parameters, where it is written, what it requires and what requires it, and how its last runs ended.",
      inputSchema: { task: TASK_SHAPE.task },
      annotations: READ_ONLY,
    },
    async ({ task: family }) => {
      const index = await loadTaskIndex(project);
      askOfTask(index, { task: family, parameters: {} });
      const [status, runs] = await withPast(project, (history) => [
        history.familyStatuses().find((each) => each.family === family),
        history.taskRuns({ family }, LATEST),
      ]);
      return answer({ ...detailsOf(index, family), tasks: status?.counts ?? {}, lastRuns: runs });
    },
  );

  server.registerTool(
    "missing_dates",
    {
      title: "What is missing of a range",
      description:
        "Which values of a range (dates, hours, months) of a task are not complete: its outputs are looked at, nothing is made.",
      inputSchema: { ...TASK_SHAPE, ...RANGE_SHAPE },
      annotations: READ_ONLY,
    },
    async (words) => answer(missingOf(await queries.plan(askOfTask(await loadTaskIndex(project), words)))),
  );

  server.registerTool(
    "plan",
    {
      title: "What a run would do",
      description:
        "What run or backfill would do with a task, and why: each task with its action (run, skip, waitForExternal, …), reason and outputs. Nothing is run.",
      inputSchema: {
        ...TASK_SHAPE,
        from: RANGE_SHAPE.from.optional(),
        to: RANGE_SHAPE.to.optional(),
        over: RANGE_SHAPE.over,
        limit: z.int().positive().max(1000).default(100).describe("at most so many tasks are listed"),
      },
      annotations: READ_ONLY,
    },
    async ({ limit, ...words }) => {
      const { tasks, summary, warnings } = await queries.plan(askOfTask(await loadTaskIndex(project), words));
      const listed = tasks.slice(0, limit).map(({ taskId, action, reason, outputs }) => ({
        taskId,
        action,
        reason,
        outputs,
      }));
      return answer({ summary, warnings, tasks: listed, more: Math.max(0, tasks.length - limit) });
    },
  );

  server.registerTool(
    "runs",
    {
      title: "Runs",
      description:
        "The latest runs, whoever started them; with a runId, each task of that run and how it ended. Also the backfills.",
      inputSchema: {
        runId: z.string().optional(),
        task: z.string().optional().describe("only runs of this task class"),
        limit: z.int().positive().max(200).default(20),
      },
      annotations: READ_ONLY,
    },
    async ({ runId, task, limit }) => {
      if (runId === undefined) {
        const [runs, backfills] = await Promise.all([
          queries.runs({ limit, family: task }),
          queries.backfills({ limit }),
        ]);
        return answer({ runs, backfills: backfills.filter(({ family }) => task === undefined || family === task) });
      }
      const detail = await queries.runDetail({ runId });
      if (detail === undefined) throw new UserError(`There is no run ${runId}; without a runId this lists the runs.`);
      return answer({ run: detail.run, tasks: detail.tasks });
    },
  );

  server.registerTool(
    "log",
    {
      title: "A log",
      description:
        "What a task said in its last attempt, by pages from the end: page 1 is the newest part, where the error stands.",
      inputSchema: {
        task: z.string().describe("a taskId, or a task class: its last run"),
        runId: z.string().optional().describe("of this run; the last one when absent"),
        page: z.int().positive().default(1),
      },
      annotations: READ_ONLY,
    },
    async (asked) => answer(await logPage(project, asked)),
  );
}

function detailsOf(index: TaskIndex, family: string): object {
  const { file, line, kind, parameters, tags, schedule } = index.tasks.find((each) => each.family === family) ?? {};
  const named = (edges: TaskIndex["edges"], end: "from" | "to") => [...new Set(edges.map((edge) => edge[end]))];
  return {
    family,
    kind,
    at: `${file}:${line}`,
    parameters,
    tags,
    schedule,
    requires: named(
      index.edges.filter(({ from }) => from === family),
      "to",
    ),
    requiredBy: named(
      index.edges.filter(({ to }) => to === family),
      "from",
    ),
    problems: index.problems.filter((problem) => problem.file === file),
  };
}

function missingOf({ tasks, range }: PlanAnswer): object {
  const actions = new Map(tasks.map((task) => [task.taskId, task]));
  const values = (range?.values ?? []).map((value, at) => ({ value, task: actions.get(range?.taskIds[at] ?? "") }));
  const missing = values.filter(({ task }) => task !== undefined && task.action !== "skip");
  return {
    over: range?.over,
    values: values.length,
    missing: missing.map(({ value, task }) => ({ value, action: task?.action, reason: task?.reason })),
  };
}

function edgeNote({ kind, observed, notRequired }: TaskEdge): string {
  if (observed) return " (only runs have shown it)";
  if (notRequired !== undefined) return ` (${notRequired.runs} of ${notRequired.of} runs did not require it)`;
  return kind === "dynamic" ? " (while it runs)" : "";
}
