import { ageText } from "../../protocol/age-text.ts";
import { durationText } from "../../protocol/duration-text.ts";
import type { FamilyStatus } from "../../protocol/history-record.ts";
import type { NodeStatus } from "../../protocol/panel-api.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import { countsText } from "../cli/text/status-text.ts";

/** The first that a class has a task of is what the class is shown as: what needs the eye comes first. */
const BY_URGENCY: readonly NodeStatus["status"][] = [
  "running",
  "failed",
  "schedulingError",
  "crashed",
  "missingExternal",
  "pending",
  "cancelled",
  "disabled",
  "runElsewhere",
  "ran",
  "alreadyComplete",
];

/**
 * How each class of the graph stands, by the history.
 *
 * @param stales by family, how many complete tasks are stale
 */
export function nodeStatuses(
  { tasks }: TaskIndex,
  families: readonly FamilyStatus[],
  stales: ReadonlyMap<string, number>,
  now: number,
): NodeStatus[] {
  const known = new Map(families.map((status) => [status.family, status]));
  return tasks.map(({ family }): NodeStatus => {
    const status = known.get(family);
    if (status === undefined) return { family, status: "neverRan", counts: {}, note: "never ran" };
    const { last, counts } = status;
    const ended = last.finishedAt ?? last.startedAt;
    const age = ended === undefined ? "" : ageText(ended, now);
    const took = last.durationMs && last.attempts > 0 ? durationText(last.durationMs) : "";
    return {
      family,
      status: BY_URGENCY.find((each) => (counts as Record<string, number>)[each]) ?? last.status,
      counts: counts,
      note: [countsText(worthTelling(counts)), age, took].filter((part) => part !== "").join(" · "),
      ...(stales.has(family) && { stale: stales.get(family) }),
    };
  });
}

/** How many are done is told beside: of a class in trouble the trouble is what is left to say. */
function worthTelling({ ran, alreadyComplete, ...others }: FamilyStatus["counts"]): FamilyStatus["counts"] {
  if (Object.keys(others).length > 0) return others;
  return { ...(ran && { ran }), ...(alreadyComplete && { alreadyComplete }) };
}
