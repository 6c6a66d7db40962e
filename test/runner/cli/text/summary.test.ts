import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { RunFinished, RunStarted, TaskResult } from "../../../../src/protocol/run-event.ts";
import { summarise } from "../../../../src/runner/cli/text/summary.ts";

const DAYS = ["2026-11-14", "2026-11-15", "2026-11-16", "2026-11-17"];

function result(
  family: string,
  date: string,
  status: TaskResult["status"],
  more: Partial<TaskResult> = {},
): TaskResult {
  return { taskId: `${family}_${date}`, family, params: { date }, status, attempts: 1, durationMs: 10, ...more };
}

function summary(
  status: RunFinished["status"],
  tasks: readonly TaskResult[],
  asked: Pick<RunStarted, "command" | "params" | "range"> = {
    command: "backfill",
    params: {},
    range: { over: "date", from: "2026-11-14", to: "2026-11-17" },
  },
): string {
  const fact = { time: "2026-11-24T12:00:00.000Z", runId: "20261124T120000-000000" };
  const text = summarise(
    { event: "runStarted", ...fact, family: "Report", workers: 2, pid: 1, ...asked },
    { event: "runFinished", ...fact, status, durationMs: 3_400, tasks },
  );
  return `${stripVTControlCharacters(text)}\n`;
}

const golden = (name: string) => `../expected/${name}.txt`;

describe("26. the summary of a run, as people read it", () => {
  test("of a week where one day failed", async () => {
    const tasks = DAYS.flatMap((date) => {
      const bad = date === "2026-11-16";
      const blocked = { attempts: 0, blockedBy: ["failed"], blockedByTasks: [`Load_${date}`] } as const;
      return [
        result("Dump", date, date === "2026-11-14" ? "alreadyComplete" : "ran"),
        result("Load", date, bad ? "failed" : "ran", bad ? { error: { message: "It broke." } } : {}),
        bad ? result("Report", date, "pending", blocked) : result("Report", date, "ran"),
      ];
    });
    await expect(summary("failed", tasks)).toMatchFileSnapshot(golden("summary-failed"));
  });

  test("of a run that found everything complete", async () => {
    const asked = { command: "run", params: { date: "2026-11-14" } } as const;
    const tasks = [result("Report", "2026-11-14", "alreadyComplete", { attempts: 0 })];
    await expect(summary("success", tasks, asked)).toMatchFileSnapshot(golden("summary-nothing-to-do"));
  });

  test("of a run that lacked something from outside", async () => {
    const tasks = DAYS.flatMap((date) => [
      result("Raw", date, "missingExternal", { attempts: 0 }),
      result("Dump", date, "pending", { attempts: 0, blockedBy: ["missingExternal"] }),
    ]);
    await expect(summary("missingExternal", tasks)).toMatchFileSnapshot(golden("summary-missing"));
  });

  test("of a run that was cancelled, with what was not reached", async () => {
    const tasks = [
      result("Dump", "2026-11-14", "ran"),
      result("Dump", "2026-11-15", "cancelled", { error: { message: "The run was cancelled." } }),
      result("Report", "2026-11-15", "pending", { attempts: 0, blockedBy: ["cancelled"] }),
      result("Dump", "2026-11-16", "pending", { attempts: 0, blockedBy: [] }),
    ];
    await expect(summary("cancelled", tasks)).toMatchFileSnapshot(golden("summary-cancelled"));
  });

  test("of a run where a task could not be placed, and of many tasks without dates", async () => {
    const many = Array.from({ length: 12 }, (_, n): TaskResult => {
      return { taskId: `Top_${n}`, family: "Top", params: { n: String(n) }, status: "ran", attempts: 1, durationMs: 1 };
    });
    const tasks = [...many, result("Loop", "2026-11-14", "schedulingError", { attempts: 0 })];
    await expect(summary("schedulingError", tasks)).toMatchFileSnapshot(golden("summary-not-placed"));
  });
});
