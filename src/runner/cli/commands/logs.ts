import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import pc from "picocolors";
import type { TaskRunRecord } from "../../../protocol/history-record.ts";
import type { History } from "../../history/history.ts";
import { didYouMean } from "../../project/did-you-mean.ts";
import { UserError } from "../../run/user-error.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { foldTasks } from "../text/fold-tasks.ts";
import { statusText } from "../text/status-text.ts";
import { withHistory } from "../with-history.ts";

const MOST = 1000;

/** `pipewright logs <run or task>` */
export const logs: CommandAction = ([asked = "", ...words], { cwd, json }: GlobalOptions) =>
  withHistory(cwd, (history, { root }) => {
    const found = taskRuns(history, asked, parametersOf(words)).filter(({ log }) => log !== undefined);
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
      console.log(pc.bold(`${foldTasks([record])[0]} ${statusText(record.status)} ${pc.dim(record.log ?? "")}`));
      console.log(text ?? pc.dim("(the log is gone)"));
    }
  });

/** All task runs of a run in their order, or the last one of a task or a class. */
function taskRuns(history: History, asked: string, params: Record<string, string>): TaskRunRecord[] {
  const ofRun = history.taskRuns({ runId: asked }, MOST);
  if (ofRun.length > 0) return ofRun.toReversed();
  const ofTask = history.taskRuns({ taskId: asked }, 1);
  return ofTask.length > 0 ? ofTask : history.taskRuns({ family: asked, params }, 1);
}

/** Any flags: the history knows the values of tasks whose code may be gone. */
function parametersOf(words: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const [, flag, given] = /^--([^=]+)(?:=(.*))?$/s.exec(words[at] ?? "") ?? [];
    if (flag === undefined)
      throw new UserError(`"${words[at]}" is not a parameter: parameters are given as --name value.`);
    const value = given ?? words[++at];
    if (value === undefined) throw new UserError(`--${flag} lacks its value.`);
    params[flag.replaceAll(/-(\p{Ll})/gu, (_, letter: string) => letter.toUpperCase())] = value;
  }
  return params;
}
