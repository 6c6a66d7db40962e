import { nextTimes } from "../../schedule/next-times.ts";
import type { ScheduledTask } from "../../schedule/scheduled-task.ts";
import { shellWords } from "../../schedule/shell-words.ts";
import { colours } from "../colours.ts";

const SHOWN = 3;

/** Prints which tasks run by themselves, when next, and by which command. */
export function listSchedules(
  tasks: readonly ScheduledTask[],
  { json, timeZone }: { readonly json?: boolean; readonly timeZone?: string },
): void {
  const now = new Date();
  for (const task of tasks) {
    const { family, schedule, words, file, line } = task;
    const next = nextTimes(schedule, SHOWN, now, timeZone);
    const command = shellWords(["pipewright", ...words]);
    if (json) {
      console.log(
        JSON.stringify({
          event: "schedule",
          time: now.toISOString(),
          family,
          schedule,
          command,
          words,
          next,
          file,
          line,
        }),
      );
      continue;
    }
    console.log(`${colours.bold(family)}  ${schedule}  ${colours.dim(`${file}:${line}`)}`);
    console.log(`    next ${next.map((time) => timeText(time, timeZone)).join(", ")}`);
    console.log(`    ${command}`);
  }
  if (tasks.length === 0 && !json)
    console.log('No task has a schedule. `static schedule = "0 10 * * *"` in a task class gives it one.');
}

/** `Wed 2026-11-25 10:00` */
function timeText(time: Date, timeZone: string | undefined): string {
  const day = new Intl.DateTimeFormat("en", { weekday: "short", timeZone }).format(time);
  // Swedes write dates and times in the order of ISO 8601.
  const date = new Intl.DateTimeFormat("sv", { dateStyle: "short", timeStyle: "short", timeZone }).format(time);
  return `${day} ${date}`;
}
