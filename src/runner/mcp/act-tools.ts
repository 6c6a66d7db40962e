import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { RunAsk } from "../../protocol/panel-api.ts";
import type { RunPlace } from "../../protocol/run-place.ts";
import { cancelBackfill } from "../backfill/cancel-backfill.ts";
import { withHistory } from "../cli/with-history.ts";
import { loadTaskIndex } from "../project/find-tasks.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";
import { panelActions } from "../serve/panel-actions.ts";
import { panelQueries } from "../serve/panel-queries.ts";
import { AgentRuns } from "./agent-runs.ts";
import { agreement, CONFIRM } from "./agreement.ts";
import { answer } from "./answer.ts";
import { askOfTask, RANGE_SHAPE, TASK_SHAPE, type TaskWords } from "./ask-of-task.ts";
import { planText } from "./plan-text.ts";

/** Clients give a call about a minute. */
const MOST_SECONDS = 50;

const HOW = {
  on: z
    .enum(["local", "kubernetes"] satisfies RunPlace[])
    .optional()
    .describe("where it runs: on this machine when not given, or each attempt in a pod of the configuration's cluster"),
  force: z.boolean().optional().describe("makes what is asked for again, complete or not"),
  waitSeconds: z
    .number()
    .min(0)
    .max(MOST_SECONDS)
    .default(MOST_SECONDS)
    .describe("how long to wait for its end; it goes on afterwards"),
  confirm: CONFIRM,
};

interface Run extends TaskWords {
  readonly on?: RunPlace;
  readonly force?: boolean;
  readonly waitSeconds: number;
  readonly confirm?: string;
}

/** The tools that change something: each lists first what it will do, and waits for somebody to agree. */
export function registerActTools(server: McpServer, project: Project): void {
  const runs = new AgentRuns(project);

  const start = async ({ waitSeconds, confirm, force, on, ...words }: Run): Promise<CallToolResult> => {
    const ask: RunAsk = { ...askOfTask(await loadTaskIndex(project), words), force, on };
    const plan = await panelQueries(project).plan(ask);
    if (plan.tasks.every(({ action }) => action === "skip"))
      return answer({ status: "success", next: "Everything is complete: there is nothing to run." });
    const given = await agreement(server, planText(ask, plan), confirm);
    return answer(given.agreed ? await runs.start(ask, waitSeconds * 1000) : given);
  };

  server.registerTool(
    "run",
    {
      title: "Run a task",
      description:
        "Runs a task and what it needs; what is complete is not run again. First it lists what will run and what that writes; it runs after the user has agreed.",
      inputSchema: { ...TASK_SHAPE, ...HOW },
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    },
    start,
  );

  server.registerTool(
    "backfill",
    {
      title: "Backfill a task",
      description:
        "Runs a task for every value of a range, both ends included; only what is missing runs. First it lists what will run; it runs after the user has agreed.",
      inputSchema: {
        ...TASK_SHAPE,
        ...RANGE_SHAPE,
        reverse: z.boolean().optional().describe("the newest first"),
        limit: z.int().positive().optional().describe("at most so many incomplete values"),
        ...HOW,
      },
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    },
    start,
  );

  server.registerTool(
    "cancel",
    {
      title: "Cancel a run or a backfill",
      description:
        "Stops a run, or a backfill with its run, as Ctrl+C would. Finished tasks stay; what was running is recorded as cancelled. The user has to agree first.",
      inputSchema: {
        runId: z.string().optional(),
        backfillId: z.string().optional(),
        confirm: CONFIRM,
      },
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    async ({ runId, backfillId, confirm }) => {
      if ((runId === undefined) === (backfillId === undefined))
        throw new UserError("Give either a runId or a backfillId: `runs` lists both.");
      const given = await agreement(server, await whatIsStopped(project, { runId, backfillId }), confirm);
      if (!given.agreed) return answer(given);
      if (runId !== undefined) await panelActions(project).stop({ runId });
      else {
        await withHistory(project.root, async (history) => {
          const backfill = history.backfills.find(backfillId ?? "");
          if (backfill !== undefined) await cancelBackfill(history, backfill);
        });
      }
      return answer({ status: "cancelled", runId, backfillId });
    },
  );
}

async function whatIsStopped(
  project: Project,
  { runId, backfillId }: { readonly runId?: string; readonly backfillId?: string },
): Promise<string> {
  const queries = panelQueries(project);
  if (runId !== undefined) {
    const detail = await queries.runDetail({ runId });
    if (detail === undefined) throw new UserError(`There is no run ${runId}: \`runs\` lists them.`);
    if (detail.run.status !== "running") throw new UserError(`The run has ended already: ${detail.run.status}.`);
    return `Cancel run ${runId} of ${detail.run.family}, which began ${detail.run.startedAt}.`;
  }
  const found = await queries.backfill({ backfillId: backfillId ?? "" });
  if (found === undefined) throw new UserError(`There is no backfill ${backfillId}: \`runs\` lists them.`);
  const { family, range, status } = found.backfill;
  return `Cancel backfill ${backfillId} of ${family}, ${range.over} from ${range.from} to ${range.to} (${status}).`;
}
