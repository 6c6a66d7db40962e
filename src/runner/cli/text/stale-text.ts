import type { StaleTask } from "../../../protocol/stale-task.ts";
import { colours } from "../colours.ts";
import { foldTasks } from "./fold-tasks.ts";
import { count } from "./words.ts";

/**
 * Stale outputs for people: what is stale for the same reasons together, dates that follow each other as ranges.
 *
 * @param total of which these are the first
 */
export function staleText(stale: readonly StaleTask[], total: number): string {
  const groups = Map.groupBy(stale, ({ family, reasons }) => JSON.stringify([family, reasons]));
  const lines = [...groups.values()].flatMap((group) => [
    `${foldTasks(group).join(", ")}  ${colours.yellow("stale")}`,
    ...(group[0]?.reasons ?? []).map(({ text }) => colours.dim(`    ${text}`)),
  ]);
  const left = total - stale.length;
  return [
    ...lines,
    ...(left > 0 ? [`… and ${left.toLocaleString("en")} more`] : []),
    `\n${count(total, "task")} stale. Nothing is made again for that alone: \`pipewright invalidate --stale\` sets these outputs aside, \`pipewright bless <Task>\` accepts them.`,
  ].join("\n");
}
