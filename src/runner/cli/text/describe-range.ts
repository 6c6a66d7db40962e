import type { PlanSummary } from "../../../protocol/plan.ts";
import type { PlannedRange } from "../../worker/worker-api.ts";
import { foldDates } from "./fold-tasks.ts";
import { count } from "./words.ts";

/** Says before anything runs which values a backfill covers, and how many tasks that makes. */
export function describeRange(family: string, { over, values, left }: PlannedRange, summary: PlanSummary): string {
  const { complete, toRun, missingExternal, schedulingErrors, disabled } = summary;
  const list = foldDates(values.toSorted()).join(", ");
  const parts = [`${count(toRun, "task")} to run`, `${complete.toLocaleString("en")} complete`];
  if (missingExternal > 0) parts.push(`${missingExternal.toLocaleString("en")} missing from outside`);
  if (disabled > 0) parts.push(`${disabled.toLocaleString("en")} disabled`);
  if (schedulingErrors > 0) parts.push(`${schedulingErrors.toLocaleString("en")} that can not be placed`);
  const rest = left > 0 ? `\n${count(left, "incomplete value")} of ${over} left for another time by --limit.` : "";
  return `${family} over ${count(values.length, "value")} of ${over}: ${list}\n${parts.join(", ")}.${rest}\n`;
}
