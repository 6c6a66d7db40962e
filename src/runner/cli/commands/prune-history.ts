import type { ExitCode } from "../../../protocol/exit-code.ts";
import type { GlobalOptions } from "../command-action.ts";
import { count } from "../text/words.ts";
import { withHistory } from "../with-history.ts";

interface PruneHistoryOptions extends GlobalOptions {
  readonly dryRun?: boolean;
}

/** `pipewright history prune`: at once and all of it, what the end of each run does by and by */
export function pruneHistory({ cwd, json, dryRun }: PruneHistoryOptions): Promise<ExitCode> {
  return withHistory(cwd, (history, project) => {
    const policy = project.config.history;
    const { runs, taskRuns, logs, bytes } = history.prune({ project, policy, now: new Date(), again: true, dryRun });
    if (json) {
      const time = new Date().toISOString();
      console.log(
        JSON.stringify({ event: "historyPruned", time, dryRun: dryRun ?? false, runs, taskRuns, logs, bytes }),
      );
      return;
    }
    const kept = `${count(policy.keepDays, "day")}${policy.keepRuns ? ` or the last ${count(policy.keepRuns, "run")}` : ""}`;
    const what = `${count(runs, "run")}, ${count(taskRuns, "task run")} and ${count(logs, "log")} (${mebibytes(bytes)} MiB)`;
    console.log(`${dryRun ? "Would forget" : "Forgot"} ${what}, older than ${kept}.`);
  });
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
