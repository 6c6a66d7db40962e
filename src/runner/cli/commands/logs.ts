import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { TaskRunRecord } from "../../../protocol/history-record.ts";
import { parameterFlag } from "../../../protocol/parameter-flag.ts";
import type { History } from "../../history/history.ts";
import { didYouMean } from "../../project/did-you-mean.ts";
import { UserError } from "../../run/user-error.ts";
import { colours } from "../colours.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
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
      console.log(text ?? colours.dim("(the log is gone)"));
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
  return history.taskRuns({ family: asked, params: parametersOf(words, last[0]) }, 1);
}

/** By what the parameters were called when the class ran last: its code may be gone. */
function parametersOf(words: readonly string[], { family, params }: TaskRunRecord): Record<string, string> {
  const names = new Map(Object.keys(params).map((name) => [parameterFlag(name), name]));
  const given: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const [, flag, text] = /^(--[^=]+)(?:=(.*))?$/s.exec(words[at] ?? "") ?? [];
    if (flag === undefined)
      throw new UserError(`"${words[at]}" is not a parameter: parameters are given as --name value.`);
    const value = text ?? words[++at];
    if (value === undefined) throw new UserError(`${flag} lacks its value.`);
    const name = names.get(flag);
    if (name === undefined) {
      const known = [...names.keys()];
      throw new UserError(
        `${family} had no parameter ${flag} when it ran last. ${didYouMean(flag, known) ?? `There were: ${known.join(", ") || "none"}.`}`,
      );
    }
    given[name] = value;
  }
  return given;
}
