import type { PlanAnswer, RunAsk } from "../../protocol/panel-api.ts";
import type { TaskRef } from "../../protocol/run-event.ts";

const SHOWN = 40;

/** What a run would do, in words for whoever has to agree to it: each task, and what it writes. */
export function planText({ family, range, on }: RunAsk, { tasks, summary, warnings }: PlanAnswer): string {
  const toRun = tasks.filter(({ action }) => action === "run");
  const over = range === undefined ? "" : ` for each ${range.over} from ${range.from} to ${range.to}`;
  const count = toRun.length === 1 ? "1 task runs" : `${toRun.length} tasks run`;
  const place = on === "kubernetes" ? " in pods of the Kubernetes cluster" : "";
  const lines = [`${family}${over}: ${count}${place}, ${summary.complete} complete.`];
  for (const task of toRun.slice(0, SHOWN)) {
    const outputs = task.outputs.length > 0 ? ` writes ${task.outputs.join(", ")}` : "";
    lines.push(`- ${nameOf(task)}${outputs}`);
  }
  if (toRun.length > SHOWN) lines.push(`- … and ${toRun.length - SHOWN} more`);
  const stuck = tasks.filter(({ action }) => action !== "run" && action !== "skip");
  for (const task of stuck.slice(0, SHOWN)) lines.push(`! ${nameOf(task)} does not run: ${task.reason}`);
  return [...lines, ...warnings].join("\n");
}

function nameOf({ family, params }: TaskRef): string {
  const values = Object.entries(params).map(([name, text]) => `${name}=${text}`);
  return `${family}(${values.join(", ")})`;
}
