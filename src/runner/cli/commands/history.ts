import { ageText } from "../../../protocol/age-text.ts";
import { durationText } from "../../../protocol/duration-text.ts";
import { podText } from "../../../protocol/pod-text.ts";
import { didYouMean } from "../../project/did-you-mean.ts";
import { UserError } from "../../run/user-error.ts";
import { colours } from "../colours.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { printLines } from "../print-lines.ts";
import { foldTasks } from "../text/fold-tasks.ts";
import { countsText, statusText } from "../text/status-text.ts";
import { withHistory } from "../with-history.ts";

interface HistoryOptions extends GlobalOptions {
  readonly limit: number;
  readonly dryRun?: boolean;
}

/** `pipewright history`, `pipewright history <Task>` and `pipewright history prune` */
export const history: CommandAction = async ([what, ...more], options: HistoryOptions) => {
  const { cwd, json, limit } = options;
  if (more.length > 0)
    throw new UserError("Expected `pipewright history`, `pipewright history <Task>` or `pipewright history prune`.");
  if (what === "prune") return (await import("./prune-history.ts")).pruneHistory(options);
  if (what !== undefined) return historyOfTask(what, options);
  return withHistory(cwd, (past) => {
    const now = Date.now();
    printLines(
      past.runs(limit),
      json,
      (record) => ({ event: "run", ...record }),
      ({ runId, command, family, params, range, on, status, startedAt, durationMs, counts }) => {
        const given = Object.entries(params).map(([name, text]) => ` ${name}=${text}`);
        const asked = `${command} ${family}${range ? ` ${range.over}=${range.from}…${range.to}` : ""}${given.join("")}`;
        const took = durationMs === undefined ? "" : `, ${durationText(durationMs)}`;
        const place = on === "kubernetes" ? " on Kubernetes" : "";
        return `${runId}  ${statusText(status, 16)} ${asked}  ${colours.dim(`${ageText(startedAt, now)}${took}${place}; ${countsText(counts)}`)}`;
      },
      "Nothing ran here yet. `pipewright run <Task>` runs a task.",
    );
  });
};

/** Which of the class's tasks ran, the latest first: what was merely found complete did not. */
function historyOfTask(family: string, { cwd, json, limit }: HistoryOptions) {
  return withHistory(cwd, (past) => {
    const records = past.taskRuns({ family }, limit);
    if (records.length === 0) {
      const families = past.familyStatuses().map((status) => status.family);
      if (!families.includes(family))
        throw new UserError(
          `No task of ${family} ran here. ${didYouMean(family, families) ?? "`pipewright status` lists the tasks that did."}`,
        );
    }
    const now = Date.now();
    printLines(
      records,
      json,
      (record) => ({ event: "taskRun", ...record }),
      (record) => {
        const { runId, status, startedAt, finishedAt, durationMs, attempts, pod } = record;
        const ended = finishedAt ?? startedAt;
        const when = ended === undefined ? "" : ageText(ended, now);
        const took = durationMs === undefined || attempts === 0 ? "" : `, ${durationText(durationMs)}`;
        const where = pod === undefined ? "" : `, ${podText(pod)}`;
        return `${runId}  ${statusText(status, 16)} ${foldTasks([record])[0]}  ${colours.dim(`${when}${took}${where}`)}`;
      },
      "",
    );
  });
}
