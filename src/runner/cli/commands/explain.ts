import path from "node:path";
import type { Making } from "../../../protocol/explanation.ts";
import { makingAndUpstream } from "../../explain/making-and-upstream.ts";
import { openLineageEvents } from "../../explain/open-lineage-events.ts";
import type { History } from "../../history/history.ts";
import { didYouMean } from "../../project/did-you-mean.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import type { Project } from "../../project/project.ts";
import { staleTasks } from "../../redo/stale-tasks.ts";
import { UserError } from "../../run/user-error.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { pastParameters } from "../past-parameters.ts";
import { explainText } from "../text/explain-text.ts";
import { withHistory } from "../with-history.ts";

interface ExplainOptions extends GlobalOptions {
  readonly openlineage?: boolean;
  readonly namespace?: string;
}

/** `pipewright explain <path or task>` */
export const explain: CommandAction = ([asked = "", ...words], options: ExplainOptions, command) =>
  withHistory(options.cwd, async (history, project) => {
    const lineage = makingAndUpstream(find(history, asked, words, project), history.provenance);
    if (options.openlineage) {
      const namespace = options.namespace ?? path.basename(project.root);
      const events = openLineageEvents(lineage, {
        namespace,
        root: project.root,
        version: command.parent?.version() ?? "",
      });
      for (const event of events) console.log(JSON.stringify(event));
      return;
    }
    const explanation = { ...lineage, stale: await reasonsOf(lineage.making, history, project) };
    if (options.json)
      console.log(JSON.stringify({ event: "explained", time: new Date().toISOString(), ...explanation }));
    else console.log(explainText(explanation));
  });

function find(history: History, asked: string, words: readonly string[], project: Project): Making {
  const { provenance } = history;
  const found = provenance.ofTask(asked) ?? provenance.ofOutput(namesOf(asked, project.root));
  if (found !== undefined) return found;
  const [last] = provenance.ofFamily(asked, {});
  if (last === undefined) {
    const families = history.familyStatuses().map(({ family }) => family);
    throw new UserError(
      `Nothing is known of ${asked}: it is neither an output nor a task that a run has made here. ${didYouMean(asked, families) ?? "What was made by hand, or before there was a history, nobody can explain; `pipewright status` lists the tasks."}`,
    );
  }
  const params = words.length > 0 ? pastParameters(words, provenance.of(last.taskRun) as Making) : {};
  const [made] = provenance.ofFamily(asked, params);
  const making = made && provenance.of(made.taskRun);
  if (making === undefined) throw new UserError(`No run that the history knows has made ${asked} ${words.join(" ")}.`);
  return making;
}

/** As it was written; as a path from where somebody stands, and from the project's folder, as tasks name their outputs. */
function namesOf(asked: string, root: string): string[] {
  const absolute = path.resolve(asked);
  const inside = path.relative(root, absolute).replaceAll("\\", "/");
  return [...new Set([asked, path.posix.normalize(asked), absolute, inside, `./${inside}`, path.resolve(root, asked)])];
}

async function reasonsOf({ taskId, isOld }: Making, history: History, project: Project): Promise<string[]> {
  if (isOld) return [];
  const only = (task: { taskId: string }) => task.taskId === taskId;
  const { stale } = await staleTasks(history, await loadTaskIndex(project), project, { only });
  return stale[0]?.reasons.map(({ text }) => text) ?? [];
}
