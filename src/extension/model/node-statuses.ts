import { durationText } from "../../protocol/duration-text.ts";
import type { NodeStatus } from "../../protocol/panel-api.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import type { FamilySummary } from "./family-summary.ts";
import { runNote } from "./run-note.ts";
import { statusWord } from "./status-words.ts";
import type { Translate } from "./translate.ts";

/**
 * How each class of the graph is drawn.
 *
 * @param stales by family, how many complete tasks are stale
 */
export function nodeStatuses(
  index: TaskIndex,
  summaries: ReadonlyMap<string, FamilySummary>,
  stales: ReadonlyMap<string, number>,
  now: number,
  t: Translate,
): NodeStatus[] {
  return index.tasks.map(({ family }) => {
    const summary = summaries.get(family);
    if (summary === undefined) return { family, status: "neverRan", counts: {}, note: statusWord("neverRan", t) };
    const stale = stales.get(family);
    const how = { family, status: summary.status, counts: countsOf(summary), note: noteOf(summary, now, t) };
    return stale === undefined ? how : { ...how, stale };
  });
}

function countsOf({ counts }: FamilySummary): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** Of several tasks, how long the last one took is told too. */
function noteOf(summary: FamilySummary, now: number, t: Translate): string {
  const note = runNote(summary, now, t);
  const { durationMs } = summary.task;
  const isOfMany = Object.values(summary.counts).reduce((sum, count) => sum + count, 0) > 1;
  return isOfMany && !summary.active && durationMs ? `${note} · ${durationText(durationMs)}` : note;
}
