import pc from "picocolors";
import { ageText } from "../../../protocol/age-text.ts";
import { durationText } from "../../../protocol/duration-text.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { printLines } from "../print-lines.ts";
import { countsText, statusText } from "../text/status-text.ts";
import { withHistory } from "../with-history.ts";

/** `pipewright status` */
export const status: CommandAction = (_args, { cwd, json }: GlobalOptions) =>
  withHistory(cwd, (history) => {
    const statuses = history.familyStatuses();
    const width = Math.max(...statuses.map(({ family }) => family.length));
    const now = Date.now();
    printLines(
      statuses,
      json,
      (record) => ({ event: "familyStatus", ...record }),
      ({ family, last, counts }) => {
        const ended = last.finishedAt ?? last.startedAt;
        const when = ended === undefined ? "" : ageText(ended, now);
        // A task that did not start took no time.
        const took = last.attempts === 0 || last.durationMs === undefined ? "" : ` in ${durationText(last.durationMs)}`;
        return `${family.padEnd(width)}  ${statusText(last.status, 16)} ${`${when}${took}`.padEnd(22)} ${pc.dim(countsText(counts))}`;
      },
      "Nothing ran here yet. `pipewright run <Task>` runs a task; `pipewright graph` shows which there are.",
    );
  });
