import { ageText } from "../../../protocol/age-text.ts";
import { durationText } from "../../../protocol/duration-text.ts";
import { UserError } from "../../run/user-error.ts";
import { colours } from "../colours.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { printLines } from "../print-lines.ts";
import { countsText, statusText } from "../text/status-text.ts";
import { withHistory } from "../with-history.ts";

interface HistoryOptions extends GlobalOptions {
  readonly limit: number;
  readonly dryRun?: boolean;
}

/** `pipewright history` and `pipewright history prune` */
export const history: CommandAction = async ([action], options: HistoryOptions) => {
  const { cwd, json, limit } = options;
  if (action === "prune") return (await import("./prune-history.ts")).pruneHistory(options);
  if (action !== undefined) throw new UserError("Expected `pipewright history` or `pipewright history prune`.");
  return withHistory(cwd, (past) => {
    const now = Date.now();
    printLines(
      past.runs(limit),
      json,
      (record) => ({ event: "run", ...record }),
      ({ runId, command, family, params, range, status, startedAt, durationMs, counts }) => {
        const given = Object.entries(params).map(([name, text]) => ` ${name}=${text}`);
        const asked = `${command} ${family}${range ? ` ${range.over}=${range.from}…${range.to}` : ""}${given.join("")}`;
        const took = durationMs === undefined ? "" : `, ${durationText(durationMs)}`;
        return `${runId}  ${statusText(status, 16)} ${asked}  ${colours.dim(`${ageText(startedAt, now)}${took}; ${countsText(counts)}`)}`;
      },
      "Nothing ran here yet. `pipewright run <Task>` runs a task.",
    );
  });
};
