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
  { json, select }: { readonly json?: boolean; readonly select?: string },
): Promise<void> {
  const index = await loadTaskIndex(project);
  const families = select === undefined ? undefined : selectFamilies(select, index, history.familyStatuses());
  const stale = (await staleTasks(history, index, project)).filter(({ family }) => families?.has(family) ?? true);
  if (json) {
    const time = new Date().toISOString();
    for (const task of stale) console.log(JSON.stringify({ event: "staleTask", ...task, time }));
  } else {
    console.log(
      stale.length > 0
        ? staleText(stale)
        : "Nothing is stale: all that the history knows was made by the code as it is.",
    );
  }
}
