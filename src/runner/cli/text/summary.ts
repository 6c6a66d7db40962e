import pc from "picocolors";
import type { RunFinished, RunStarted, TaskResult, TaskStatus } from "../../../protocol/run-event.ts";
import { foldDates, foldTasks } from "./fold-tasks.ts";
import { duration, STATUS_WORDS } from "./words.ts";

const SHOWN = 8;

/** In the order in which they are told, each with its colour. */
const ORDER: readonly (readonly [TaskStatus, (text: string) => string])[] = [
  ["alreadyComplete", pc.dim],
  ["ran", pc.green],
  ["failed", pc.red],
  ["schedulingError", pc.red],
  ["missingExternal", pc.yellow],
  ["runElsewhere", pc.yellow],
  ["disabled", pc.yellow],
  ["cancelled", pc.yellow],
  ["pending", pc.yellow],
];

const HEADLINES: Record<RunFinished["status"], string> = {
  success: "all done",
  failed: "some tasks failed",
  missingExternal: "something is missing from outside",
  cancelled: "cancelled",
  schedulingError: "some tasks could not be placed",
};

/** A run told in words: how many tasks ended in which way, which ones, and why the pending ones are. */
export function summarise(
  { command, family, params, range }: RunStarted,
  { status, durationMs, tasks }: RunFinished,
): string {
  const given = Object.entries(params).map(([name, text]) => ` ${name}=${text}`);
  const asked = range ? ` ${range.over}=${foldDates([range.from])}…${range.to}` : "";
  const lines = [`${command} ${family}${asked}${given.join("")}: ${HEADLINES[status]}, in ${duration(durationMs)}`];
  const nothingRan = tasks.length > 0 && tasks.every((task) => task.status === "alreadyComplete");
  for (const [kind, colour] of ORDER) {
    const those = tasks.filter((task) => task.status === kind);
    for (const [why, group] of Map.groupBy(those, reasonOf)) {
      lines.push(
        colour(`  ${String(group.length).padStart(6)} ${STATUS_WORDS[kind]}${why}: `) + listed(foldTasks(group)),
      );
    }
  }
  if (nothingRan) lines.push("  Nothing to do: every output exists.");
  return lines.join("\n");
}

const BLOCKED_WORDS: Record<string, string> = {
  failed: "failed",
  missingExternal: "is missing from outside",
  cancelled: "was cancelled",
  disabled: "is disabled",
  runElsewhere: "runs elsewhere",
  schedulingError: "could not be placed",
};

function reasonOf({ status, blockedBy = [] }: TaskResult): string {
  if (status !== "pending") return "";
  if (blockedBy.length === 0) return ", not reached";
  return `, since something they need ${blockedBy.map((kind) => BLOCKED_WORDS[kind]).join(" or ")}`;
}

function listed(texts: readonly string[]): string {
  const more = texts.length - SHOWN;
  return texts.slice(0, SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
