import type { History } from "../../history/history.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import type { Project } from "../../project/project.ts";
import { staleTasks } from "../../redo/stale-tasks.ts";
import { selectFamilies } from "../select-families.ts";
import { staleText } from "../text/stale-text.ts";

/** `pipewright status --stale` */
export async function showStale(
  history: History,
  project: Project,
  { json, select, limit }: { readonly json?: boolean; readonly select?: string; readonly limit?: number },
): Promise<void> {
  const index = await loadTaskIndex(project);
  const families = select === undefined ? undefined : selectFamilies(select, index, history.familyStatuses());
  const only = ({ family }: { family: string }) => families?.has(family) ?? true;
  const { stale, total } = await staleTasks(history, index, project, { only, limit });
  if (json) {
    const time = new Date().toISOString();
    for (const task of stale) console.log(JSON.stringify({ event: "staleTask", ...task, time }));
  } else {
    console.log(
      stale.length > 0
        ? staleText(stale, total)
        : "Nothing is stale: all that the history knows was made by the code as it is.",
    );
  }
}
