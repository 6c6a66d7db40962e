import { ageText } from "../../../protocol/age-text.ts";
import { pathInProject } from "../../project/path-in-project.ts";
import { colours } from "../colours.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { printLines } from "../print-lines.ts";
import { foldTasks } from "../text/fold-tasks.ts";
import { statusText } from "../text/status-text.ts";
import { withHistory } from "../with-history.ts";

/** `pipewright failures` */
export const failures: CommandAction = (_args, { cwd, json }: GlobalOptions) =>
  withHistory(cwd, (history, { root }) => {
    const now = Date.now();
    printLines(
      history.failures(),
      json,
      (record) => ({ event: "failure", ...record }),
      (record) => {
        const { status, error, finishedAt, log } = record;
        const { file, line, column } = error?.location ?? {};
        const lines = [
          `${statusText(status)} ${foldTasks([record])[0]} ${colours.dim(finishedAt ? ageText(finishedAt, now) : "")}`,
        ];
        if (error) lines.push(`    ${error.message.replaceAll("\n", "\n    ")}`);
        if (file) lines.push(`    at ${pathInProject(root, file)}:${line}:${column}`);
        if (log) lines.push(colours.dim(`    log ${log}`));
        return lines.join("\n");
      },
      "No task stands as failed.",
    );
  });
