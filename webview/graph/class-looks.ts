import type { NodeStatus } from "../../src/protocol/panel-api.ts";
import { statusTone, type Tone } from "../status-tone.ts";
import { t } from "../words.ts";
import type { Graph } from "./graph-model.ts";
import { lookOf, type NodeLook } from "./node-view.ts";

/** What most wants to be seen of a group's classes is how the group looks. */
const WORST_FIRST: readonly Tone[] = ["running", "failed", "blocked", "missing", "idle", "ran"];

/** How the nodes of a class graph stand; a group by all of its classes. */
export function classLooks({ nodes }: Graph, statuses: ReadonlyMap<string, NodeStatus>): Map<string, NodeLook> {
  const looks = new Map<string, NodeLook>();
  for (const { id, family, members } of nodes) {
    const status = family === undefined ? undefined : statuses.get(family);
    if (members !== undefined) looks.set(id, groupLook(members.flatMap((member) => statuses.get(member) ?? [])));
    else if (status !== undefined) looks.set(id, lookOf(status));
  }
  return looks;
}

function groupLook(statuses: readonly NodeStatus[]): NodeLook {
  const byTone = Map.groupBy(statuses, ({ status }) => statusTone(status));
  const tone = WORST_FIRST.find((each) => byTone.has(each)) ?? "idle";
  const worst = byTone.get(tone) ?? [];
  const counts: Record<string, number> = {};
  for (const status of statuses)
    for (const [name, count] of Object.entries(status.counts)) counts[name] = (counts[name] ?? 0) + count;
  const note =
    { ran: t("all ran"), idle: t("not run") }[tone as string] ?? `${worst.length} ${t(worst[0]?.status ?? "")}`;
  const stale = statuses.reduce((sum, status) => sum + (status.stale ?? 0), 0);
  return { status: worst[0]?.status ?? "neverRan", tone, note, counts, ...(stale > 0 && { stale }) };
}
