import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { PlanTask } from "../../../src/protocol/plan.ts";
import type { RunEvent } from "../../../src/protocol/run-event.ts";
import { RunReporter } from "../../../src/runner/cli/run-reporter.ts";

const time = "2026-11-24T12:00:00.000Z";
const log = ".pipewright/logs/20261124T120000-000000/Load_2026-11-20.1.log";

function planned(family: string, action: PlanTask["action"]): PlanTask {
  const taskId = `${family}_2026-11-20`;
  return { taskId, family, params: { date: "2026-11-20" }, action, reason: "", requires: [], outputs: [], priority: 0 };
}

test("26. a run is told line by line as it happens: what ran, what failed and where, what is missing", async () => {
  const [dump, load, raw, report] = [
    planned("Dump", "run"),
    planned("Load", "run"),
    planned("Raw", "waitForExternal"),
    planned("Report", "run"),
  ];
  const location = { file: "/project/tasks/load.ts", line: 12, column: 9 };
  const end = (task: PlanTask) => ({ event: "taskFinished", time, ...task, attempts: 1, durationMs: 1234 }) as const;
  const events: RunEvent[] = [
    { event: "runStarted", time, runId: "1", command: "run", family: "Report", params: {}, workers: 1, pid: 1 },
    { event: "tasksPlanned", time, tasks: [dump, load, raw, report] },
    { event: "runPlanned", time, complete: 0, toRun: 3, missingExternal: 1, schedulingErrors: 0, disabled: 0 },
    { event: "warned", time, message: "Dump has no output, so it is never complete: every run runs it again." },
    { event: "taskStarted", time, taskId: dump.taskId, attempt: 1, worker: 0, pid: 4711, log },
    { ...end(dump), status: "ran" },
    { event: "taskStarted", time, taskId: load.taskId, attempt: 1, worker: 0, pid: 4711, log },
    { event: "attemptFailed", time, taskId: load.taskId, attempt: 1, error: { message: "Busy." }, retryAt: time },
    {
      event: "taskStarted",
      time,
      taskId: load.taskId,
      attempt: 2,
      worker: 0,
      pid: 4711,
      log: log.replace(".1.", ".2."),
    },
    { ...end(load), status: "failed", attempts: 2, error: { message: "The database is away.", location } },
    { ...end(raw), status: "missingExternal", attempts: 0 },
    { ...end(report), status: "pending", attempts: 0, blockedBy: ["failed"] },
  ];
  const said: string[] = [];
  const reporter = new RunReporter("/project", (line) => said.push(stripVTControlCharacters(line)));
  for (const event of events) reporter.report(event);
  await expect(`${said.join("\n")}\n`).toMatchFileSnapshot("expected/run-lines.txt");
});
