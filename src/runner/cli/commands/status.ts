import { ageText } from "../../../protocol/age-text.ts";
import { durationText } from "../../../protocol/duration-text.ts";
import type { TaskIndex } from "../../../protocol/task-index.ts";
import type { History } from "../../history/history.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import type { Project } from "../../project/project.ts";
import { staleCounts } from "../../redo/stale-counts.ts";
import { type StaleNow, staleNow } from "../../redo/stale-now.ts";
import { staleTasks } from "../../redo/stale-tasks.ts";
import { colours } from "../colours.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { printLines } from "../print-lines.ts";
import { selectFamilies } from "../select-families.ts";
import { countsText, statusText } from "../text/status-text.ts";
import { withHistory } from "../with-history.ts";

interface StatusOptions extends GlobalOptions {
  readonly select?: string;
  readonly stale?: boolean;
  readonly limit?: number;
}

/** `pipewright status` */
export const status: CommandAction = (_args, { cwd, json, select, stale, limit }: StatusOptions) =>
  withHistory(cwd, async (history, project) => {
    if (stale) return (await import("./stale.ts")).showStale(history, project, { json, select, limit });
    const all = history.familyStatuses();
    // Where nothing ran nobody has to look at the code.
    const index =
      all.length === 0 && select === undefined
        ? { tasks: [], edges: [] }
        : await loadTaskIndex(project, { types: select !== undefined });
    const now = staleNow(history, index, project, { isQuick: true });
    const stales = staleCounts(now);
    const why = json ? await staleReasons(now, history, index, project) : new Map<string, never>();
    const families = select === undefined ? undefined : selectFamilies(select, index, all);
    const statuses = all.filter(({ family }) => families?.has(family) ?? true);
    const observed = json ? Map.groupBy(history.lineage.observed(), ({ family }) => family) : new Map<string, never>();
    const width = Math.max(...statuses.map(({ family }) => family.length));
    const time = Date.now();
    printLines(
      statuses,
      json,
      (record) => ({
        event: "familyStatus",
        ...record,
        stale: stales.get(record.family) ?? 0,
        staleWhy: why.get(record.family),
        observed: observed.get(record.family) ?? [],
      }),
      ({ family, last, counts }) => {
        const staleWords = stales.has(family)
          ? colours.yellow(`, ${stales.get(family)?.toLocaleString("en")} stale`)
          : "";
        const ended = last.finishedAt ?? last.startedAt;
        const when = ended === undefined ? "" : ageText(ended, time);
        // A task that did not start took no time.
        const took = last.attempts === 0 || last.durationMs === undefined ? "" : ` in ${durationText(last.durationMs)}`;
        return `${family.padEnd(width)}  ${statusText(last.status, 16)} ${`${when}${took}`.padEnd(22)} ${colours.dim(countsText(counts))}${staleWords}`;
      },
      all.length > 0
        ? "None of the tasks that ran are chosen by this query."
        : "Nothing ran here yet. `pipewright run <Task>` runs a task; `pipewright graph` shows which there are.",
    );
  });

/** By family, why the first of its tasks that are stale is. */
async function staleReasons(
  now: StaleNow,
  history: History,
  index: Pick<TaskIndex, "tasks">,
  project: Project,
): Promise<Map<string, string>> {
  const first = new Set(new Map(now.tasks.toReversed().map(({ family, taskId }) => [family, taskId])).values());
  const { stale } = await staleTasks(history, index, project, { now, only: ({ taskId }) => first.has(taskId) });
  return new Map(stale.map(({ family, reasons }) => [family, reasons.map(({ text }) => text).join("; ")]));
}
