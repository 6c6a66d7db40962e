import pc from "picocolors";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { printLines } from "../print-lines.ts";
import { countsText, statusText } from "../text/status-text.ts";
import { age, duration } from "../text/words.ts";
import { withHistory } from "../with-history.ts";

/** `pipewright status` */
export const status: CommandAction = (_args, { cwd, json }: GlobalOptions) =>
  withHistory(cwd, (history) => {
    const statuses = history.familyStatuses();
    const width = Math.max(...statuses.map(({ family }) => family.length));
    const now = new Date();
    printLines(
      statuses,
      json,
      (record) => ({ event: "familyStatus", ...record }),
      ({ family, last, counts }) => {
        const when = age(last.finishedAt ?? last.startedAt ?? now.toISOString(), now);
        // A task that did not start took no time.
        const took = last.attempts === 0 || last.durationMs === undefined ? "" : ` in ${duration(last.durationMs)}`;
        return `${family.padEnd(width)}  ${statusText(last.status, 16)} ${`${when}${took}`.padEnd(22)} ${pc.dim(countsText(counts))}`;
      },
      "Nothing ran here yet. `pipewright run <Task>` runs a task; `pipewright graph` shows which there are.",
    );
  });
