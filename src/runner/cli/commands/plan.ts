import { ExitCode } from "../../../protocol/exit-code.ts";
import type { PlanAction } from "../../../protocol/plan.ts";
import { openHistory } from "../../history/open-history.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { staleIds } from "../../redo/stale-ids.ts";
import { colours } from "../colours.ts";
import type { CommandAction } from "../command-action.ts";
import { isRanged } from "../range-options.ts";
import { type TaskOptions, withTask } from "../run-tasks.ts";
import { describeRange } from "../text/describe-range.ts";
import { count } from "../text/words.ts";
import { unlessCancelled } from "../unless-cancelled.ts";

const MARKS: Record<PlanAction, string> = {
  run: colours.green("run             "),
  skip: colours.dim("skip            "),
  waitForExternal: colours.yellow("wait            "),
  disabled: colours.yellow("disabled        "),
  schedulingError: colours.red("can not be placed"),
};

/** `pipewright plan <Task> …` */
export const plan: CommandAction = (args, options: TaskOptions, command) =>
  withTask(
    isRanged(options) ? "backfill" : "run",
    args,
    options,
    command,
    async ({ session, request, signal }, project) => {
      const history = await openHistory(project, (message) => console.error(message));
      const stale = options.stale ? [...staleIds(history, await loadTaskIndex(project), project)] : undefined;
      const planning = session.plan({ ...request, stale }, history).finally(() => history.close());
      const { tasks, summary, warnings, range } = await unlessCancelled(signal, planning);
      for (const warning of warnings) console.error(warning);
      if (options.json) {
        const shown = tasks.map(({ taskId, family, params, action, reason, requires }) => ({
          taskId,
          family,
          params,
          action,
          reason,
          requires,
        }));
        console.log(JSON.stringify({ tasks: shown }));
      } else {
        if (range) console.log(describeRange(request.family, range, summary));
        for (const { family, params, action, reason } of tasks) {
          const values = Object.entries(params).map(([name, text]) => `${name}=${text}`);
          console.log(`${MARKS[action]} ${family}(${values.join(", ")}) ${colours.dim(reason)}`);
        }
        if (!range) console.log(`\n${count(summary.toRun, "task")} to run, ${summary.complete} complete.`);
      }
      return summary.schedulingErrors > 0 ? ExitCode.schedulingError : ExitCode.done;
    },
  );
