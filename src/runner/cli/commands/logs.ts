import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { TaskRunRecord } from "../../../protocol/history-record.ts";
import type { History } from "../../history/history.ts";
import { didYouMean } from "../../project/did-you-mean.ts";
import { UserError } from "../../run/user-error.ts";
import { colours } from "../colours.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { pastParameters } from "../past-parameters.ts";
import { foldTasks } from "../text/fold-tasks.ts";
import { statusText } from "../text/status-text.ts";
import { withHistory } from "../with-history.ts";

const MOST = 1000;

/** `pipewright logs <run or task>` */
export const logs: CommandAction = ([asked = "", ...words], { cwd, json }: GlobalOptions) =>
  withHistory(cwd, (history, { root }) => {
    const found = taskRuns(history, asked, words).filter(({ log }) => log !== undefined);
    if (found.length === 0) {
      const families = history.familyStatuses().map(({ family }) => family);
      const hint = didYouMean(asked, families) ?? "`pipewright history` lists the runs, `pipewright status` the tasks.";
      throw new UserError(`There is no log of ${asked}: it is neither a run nor a task that ran here. ${hint}`);
    }
    for (const record of found) {
      const log = path.join(root, record.log ?? "");
      const text = existsSync(log) ? readFileSync(log, "utf8") : undefined;
      if (json) {
        console.log(JSON.stringify({ event: "log", time: new Date().toISOString(), ...record, text }));
        continue;
      }
      console.log(
        colours.bold(`${foldTasks([record])[0]} ${statusText(record.status)} ${colours.dim(record.log ?? "")}`),
      );
      const machine = history.machineOf(record.runId);
      console.log(text ?? colours.dim(machine === undefined ? "(the log is gone)" : `(the log is on ${machine})`));
    }
  });

/** All task runs of a run in their order, or the last one of a task or a class. */
function taskRuns(history: History, asked: string, words: readonly string[]): TaskRunRecord[] {
  const ofRun = history.taskRuns({ runId: asked }, MOST);
  if (ofRun.length > 0) return ofRun.toReversed();
  const ofTask = history.taskRuns({ taskId: asked }, 1);
  if (ofTask.length > 0) return ofTask;
  const last = history.taskRuns({ family: asked }, 1);
  if (last[0] === undefined || words.length === 0) return last;
  return history.taskRuns({ family: asked, params: pastParameters(words, last[0]) }, 1);
}
