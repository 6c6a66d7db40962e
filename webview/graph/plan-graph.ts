import type { PlanAnswer } from "../../src/protocol/panel-api.ts";
import type { PlanTask } from "../../src/protocol/plan.ts";
import { statusTone } from "../status-tone.ts";
import { circlesOf } from "./cycles.ts";
import type { Graph } from "./graph-model.ts";
import { nodeSize } from "./node-size.ts";
import type { NodeLook } from "./node-view.ts";

/** The tasks of a plan as a graph: what is complete, would run or waits, and why. */
export function planGraph(
  { tasks }: Pick<PlanAnswer, "tasks">,
  kindOf: (family: string) => Graph["nodes"][number]["kind"],
): Graph {
  const known = new Set(tasks.map(({ taskId }) => taskId));
  const pairs = tasks.flatMap(({ taskId, requires }) =>
    requires.filter((to) => known.has(to)).map((to) => ({ from: taskId, to })),
  );
  const circles = circlesOf(pairs);
  return {
    nodes: tasks.map(({ taskId, family, params, reason }) => {
      const detail = valuesText(params);
      return {
        id: taskId,
        title: family,
        detail,
        kind: kindOf(family),
        family,
        tooltip: [family, ...Object.entries(params).map(([name, value]) => `${name} = ${value}`), reason].join("\n"),
        size: nodeSize(family, detail.length > reason.length ? detail : reason),
      };
    }),
    edges: pairs.map(({ from, to }) => ({
      from,
      to,
      confidence: "exact",
      isCycle: circles.has(from) && circles.get(from) === circles.get(to),
      count: 1,
    })),
  };
}

export function planLooks(tasks: readonly PlanTask[]): Map<string, NodeLook> {
  return new Map(
    tasks.map(({ taskId, action, reason }) => [
      taskId,
      { status: action, tone: statusTone(action), note: reason, counts: {} },
    ]),
  );
}

/** @example valuesText({ date: "2026-11-24", batch: "500" }) // "2026-11-24, batch = 500" */
export function valuesText(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .map(([name, value]) => (/^\d{4}(?:-|$)/.test(value) ? value : `${name} = ${value}`))
    .join(", ");
}
