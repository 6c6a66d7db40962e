import type { RunRecord, TaskRunRecord } from "../../protocol/history-record.ts";
import type { RunRequest } from "../../protocol/run-arguments.ts";

/**
 * The runs to ask for again so that what failed is made, and what waited for it: those in which the failures happened,
 * each once, the oldest first. What they made already is not made again.
 */
export function failedRequests(failures: readonly TaskRunRecord[], runs: readonly RunRecord[]): RunRequest[] {
  const failed = new Set(failures.map(({ runId }) => runId));
  const requests = new Map<string, RunRequest>();
  for (const run of runs.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt))) {
    if (!failed.has(run.runId)) continue;
    const { command, family, params, range, on } = run;
    const request = { command, family, params, ...(range && { range }), ...(on && { on }) };
    requests.set(JSON.stringify(request), request);
  }
  return [...requests.values()];
}
