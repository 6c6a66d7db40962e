import { statSync } from "node:fs";
import path from "node:path";
import { ExitCode } from "../../../protocol/exit-code.ts";
import type { OutputFact } from "../../../protocol/output-fact.ts";
import { openHistory } from "../../history/open-history.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { staleIds } from "../../redo/stale-ids.ts";
import { chooseMade } from "../choose-made.ts";
import type { CommandAction } from "../command-action.ts";
import { type TaskOptions, withTask } from "../run-tasks.ts";
import { foldTasks } from "../text/fold-tasks.ts";
import { count } from "../text/words.ts";

/** `pipewright bless <Task> …`: its outputs are accepted as what the code of now would have made. */
export const bless: CommandAction = (args, options: TaskOptions, command) =>
  withTask("run", args, options, command, async ({ session, request }, project) => {
    const history = await openHistory(project, (message) => console.error(message));
    try {
      const index = await loadTaskIndex(project);
      const before = staleIds(history, index, project);
      const chosen = await chooseMade(request, await session.describe(request.family), history, session);
      const accepted = chosen.filter(({ taskId }) => before.has(taskId));
      const codeHash = index.tasks.find(({ family }) => family === request.family)?.codeHash;
      for (const { taskId } of accepted) {
        const outputs = history.lineage.of(taskId)?.outputs ?? [];
        history.lineage.accept(taskId, codeHash, asTheyAre(outputs, project.root));
      }
      const after = staleIds(history, index, project);
      const rest = accepted.filter(({ taskId }) => after.has(taskId));
      if (options.json) {
        const time = new Date().toISOString();
        for (const { taskId, family, params } of accepted)
          console.log(JSON.stringify({ event: "blessed", time, taskId, family, params, stale: after.has(taskId) }));
      }
      const say = options.json ? console.error : console.log;
      if (accepted.length === 0) say("None of these is stale: there is nothing to accept.");
      else say(`${count(accepted.length, "task")} accepted: ${foldTasks(accepted).join(", ")}.`);
      if (rest.length > 0) say(`Still stale, since what it was made of is: ${foldTasks(rest).join(", ")}.`);
      return ExitCode.done;
    } finally {
      history.close();
    }
  });

/** @returns `undefined` where they are as they were made */
function asTheyAre(outputs: readonly OutputFact[], root: string): OutputFact[] | undefined {
  let isChanged = false;
  const now = outputs.map((output): OutputFact => {
    const stats = output.local && statSync(path.resolve(root, output.name), { throwIfNoEntry: false });
    if (!stats) return output;
    const modifiedMs = Math.trunc(stats.mtimeMs);
    if (stats.size === output.size && modifiedMs === output.modifiedMs) return output;
    isChanged = true;
    return { name: output.name, local: true, size: stats.size, modifiedMs };
  });
  return isChanged ? now : undefined;
}
