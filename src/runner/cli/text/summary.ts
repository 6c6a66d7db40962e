import { durationText } from "../../../protocol/duration-text.ts";
import type { RunFinished, RunStarted, TaskResult, TaskStatus, Trouble } from "../../../protocol/run-event.ts";
import { colours } from "../colours.ts";
import { foldDates, foldTasks } from "./fold-tasks.ts";
import { STATUS_WORDS } from "./words.ts";

const SHOWN = 8;

/** In the order in which they are told, each with its colour. */
const ORDER: readonly (readonly [TaskStatus, (text: string) => string])[] = [
  ["alreadyComplete", colours.dim],
  ["ran", colours.green],
  ["failed", colours.red],
  ["schedulingError", colours.red],
  ["missingExternal", colours.yellow],
  ["runElsewhere", colours.yellow],
  ["disabled", colours.yellow],
  ["cancelled", colours.yellow],
  ["pending", colours.yellow],
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
  const lines = [`${command} ${family}${asked}${given.join("")}: ${HEADLINES[status]}, in ${durationText(durationMs)}`];
  const nothingRan = tasks.length > 0 && tasks.every((task) => task.status === "alreadyComplete");
  for (const [kind, colour] of ORDER) {
    const those = tasks.filter((task) => task.status === kind);
    for (const group of Map.groupBy(those, ({ blockedBy = [] }) => blockedBy.join()).values()) {
      const why = kind === "pending" ? reasonOf(group) : "";
      lines.push(
        colour(`  ${String(group.length).padStart(6)} ${STATUS_WORDS[kind]}${why}: `) + listed(foldTasks(group)),
      );
    }
  }
  if (nothingRan) lines.push("  Nothing to do: every output exists.");
  const next = nextStep(status, tasks);
  if (next !== undefined) lines.push(`  ${next}`);
  return lines.join("\n");
}

/** What to do about it. Whatever happened, the same command makes what is missing, and nothing else. */
function nextStep(status: RunFinished["status"], tasks: readonly TaskResult[]): string | undefined {
  switch (status) {
    case "success":
      return undefined;
    case "failed": {
      const failed = tasks.find((task) => task.status === "failed");
      const see = failed ? `See \`pipewright logs ${failed.taskId}\`. ` : "";
      return `${see}With the cause gone, the same command makes only what is missing.`;
    }
    case "missingExternal":
      return "Once it is there, the same command makes the rest.";
    case "cancelled":
      return "The same command goes on where this run stopped.";
    case "schedulingError":
      return "With the code put right, the same command makes what is missing.";
  }
}

const BLOCKED_WORDS: Record<Trouble, string> = {
  failed: "failed",
  missingExternal: "is missing from outside",
  cancelled: "was cancelled",
  disabled: "is disabled",
  runElsewhere: "runs elsewhere",
  schedulingError: "could not be placed",
};

function reasonOf(pending: readonly TaskResult[]): string {
  const [{ blockedBy = [] } = {}] = pending;
  if (blockedBy.length === 0) return ", not reached";
  const who = pending.length === 1 ? "it needs" : "they need";
  return `, since something ${who} ${blockedBy.map((kind) => BLOCKED_WORDS[kind]).join(" or ")}`;
}

function listed(texts: readonly string[]): string {
  const more = texts.length - SHOWN;
  return texts.slice(0, SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
