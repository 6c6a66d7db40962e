import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { RunEvent } from "../../../src/protocol/run-event.ts";
import type { History } from "../../../src/runner/history/history.ts";
import type { PruneOptions } from "../../../src/runner/history/prune-runs.ts";
import type { Project } from "../../../src/runner/project/project.ts";
import { planTask, RunEvents } from "./events.ts";
import type { HistoryPlace } from "./history-place.ts";

/** The runs of `RunEvents` are of the afternoon of 2026-11-24. */
const LATER = new Date("2027-11-24T12:00:00Z");
const MINUTE_30 = new Date("2026-11-24T12:30:00Z");

/** @param place a new one each time */
export function describePruning(place: () => Promise<HistoryPlace>): void {
  let there: HistoryPlace;
  let project: Project;
  beforeEach(async () => {
    there = await place();
    project = there.project;
  });

  async function withHistory(work: (history: History) => void): Promise<void> {
    const history = await there.open();
    try {
      work(history);
    } finally {
      history.close();
    }
  }

  /** Records a run, and writes the logs that it names. */
  function record(history: History, events: readonly RunEvent[]): void {
    for (const event of events) {
      history.record(event);
      if (event.event !== "taskStarted") continue;
      const log = path.join(project.root, event.log);
      mkdirSync(path.dirname(log), { recursive: true });
      writeFileSync(log, "0123456789");
    }
    history.flush();
  }

  const prune = (history: History, options: Partial<PruneOptions> = {}) =>
    history.prune({ project, policy: { keepDays: 90 }, now: LATER, ...options });
  const runIds = (history: History) => history.runs(100).map(({ runId }) => runId);
  const logs = () =>
    readdirSync(path.join(project.stateDir, "logs"), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    ).length;

  describe("the history forgets", () => {
    test("runs that began longer ago than it keeps, with their logs", () =>
      withHistory((history) => {
        const load = planTask("Load 1");
        const [old, recent] = [new RunEvents(1), new RunEvents(40)];
        record(history, old.ofOne(load, "ran"));
        record(history, recent.ofOne(load, "ran"));
        const policy = { keepDays: 1 };
        const now = new Date(MINUTE_30.getTime() + 24 * 3_600_000);
        expect(prune(history, { policy, now, dryRun: true })).toEqual({ runs: 1, taskRuns: 1, logs: 1, bytes: 10 });
        expect([runIds(history).length, logs()]).toEqual([2, 2]);
        expect(prune(history, { policy, now })).toEqual({ runs: 1, taskRuns: 1, logs: 1, bytes: 10 });
        expect(runIds(history)).toEqual([recent.runId]);
        expect(existsSync(path.join(project.stateDir, "logs", old.runId))).toBe(false);
        expect(logs()).toBe(1);
        expect(prune(history, { policy, now }), "a second time").toEqual({ runs: 0, taskRuns: 0, logs: 0, bytes: 0 });
      }));

    test("runs beyond the latest so many", () =>
      withHistory((history) => {
        const load = planTask("Load 1");
        for (let minute = 0; minute < 5; minute++) record(history, new RunEvents(minute).ofOne(load, "ran"));
        prune(history, { policy: { keepDays: 36_500, keepRuns: 2 } });
        expect(runIds(history)).toEqual([new RunEvents(4).runId, new RunEvents(3).runId]);
        prune(history, { policy: { keepDays: 36_500, keepRuns: 10 } });
        expect(runIds(history)).toHaveLength(2);
      }));

    test("of a task's last run the log and the attempts, and never how it ended", () =>
      withHistory((history) => {
        const tasks = [planTask("Load 1"), planTask("Load 2"), planTask("Load 3")];
        for (const [minute, task] of tasks.entries()) record(history, new RunEvents(minute).ofOne(task, "ran"));
        expect(prune(history)).toEqual({ runs: 0, taskRuns: 0, logs: 2, bytes: 20 });
        expect(history.familyStatuses()).toMatchObject([{ family: "Load", counts: { ran: 3 } }]);
        const records = history.taskRuns({ family: "Load" }, 10);
        expect(records.map(({ params, status }) => `${params.date} ${status}`)).toEqual(["3 ran", "2 ran", "1 ran"]);
        // The last run of the class is whole.
        expect(records.map(({ log }) => log !== undefined)).toEqual([true, false, false]);
      }));

    test("nothing of what stands as failed, nor of a run that goes on", () =>
      withHistory((history) => {
        const [failed, running] = [planTask("Load 1"), planTask("Dump 1")];
        record(history, new RunEvents(1).ofOne(failed, "failed"));
        record(history, new RunEvents(2).ofOne(planTask("Load 2"), "ran"));
        const going = new RunEvents(3);
        record(history, [going.started(), going.planned(running), going.taskStarted(running)]);
        prune(history);
        expect(history.failures()).toMatchObject([
          { taskId: failed.taskId, error: { message: "It broke." }, log: expect.any(String) },
        ]);
        expect(history.runs(10)).toHaveLength(3);
        expect(logs()).toBe(3);
      }));

    test("a log that several tasks share only with the last of them", () =>
      withHistory((history) => {
        const run = new RunEvents(1);
        const [first, second] = [planTask("Load 1"), planTask("Load 2")];
        const shared = (event: RunEvent) => ({ ...event, log: `.pipewright/logs/${run.runId}/shared.log` }) as RunEvent;
        record(history, [
          run.started(),
          run.planned(first, second),
          shared(run.taskStarted(first)),
          shared(run.taskStarted(second)),
          run.taskFinished(first, "ran"),
          run.taskFinished(second, "failed"),
          run.finished("failed"),
        ]);
        record(history, new RunEvents(2).ofOne(planTask("Load 3"), "ran"));
        expect(prune(history).logs).toBe(0);
        record(history, new RunEvents(3).ofOne(second, "ran"));
        expect(prune(history, { again: true }).logs).toBe(2);
      }));

    test("no file that is no log of ours", () =>
      withHistory((history) => {
        const outside = path.join(project.root, "data.csv");
        writeFileSync(outside, "precious");
        const run = new RunEvents(1);
        const load = planTask("Load 1");
        const started = { ...run.taskStarted(load), log: ".pipewright/logs/../../data.csv" } as RunEvent;
        for (const event of [
          run.started(),
          run.planned(load),
          started,
          run.taskFinished(load, "ran"),
          run.finished("success"),
        ])
          history.record(event);
        history.flush();
        record(history, new RunEvents(2).ofOne(load, "ran"));
        expect(prune(history)).toMatchObject({ runs: 1, logs: 0 });
        expect(existsSync(outside)).toBe(true);
      }));

    test("in portions: a big run by and by, and all of it in the end", () =>
      withHistory((history) => {
        const tasks = Array.from({ length: 1200 }, (_, index) => planTask(`Load ${index}`));
        for (const minute of [1, 2]) {
          const run = new RunEvents(minute);
          for (const event of [run.started(), run.planned(...tasks)]) history.record(event);
          for (const task of tasks) {
            history.record(run.taskStarted(task));
            history.record(run.taskFinished(task, "ran"));
          }
          history.record(run.finished("success"));
        }
        history.flush();
        expect(prune(history, { limit: 500 })).toMatchObject({ runs: 0, taskRuns: 500 });
        expect(prune(history, { limit: 500 })).toMatchObject({ runs: 0, taskRuns: 500 });
        expect(prune(history, { limit: 500 })).toMatchObject({ runs: 1, taskRuns: 200 });
        expect(history.familyStatuses()).toMatchObject([{ counts: { ran: 1200 } }]);
      }));

    test("backfills that are done, not those that can be resumed", () =>
      withHistory((history) => {
        const start = (date: string) => ({
          family: "Load",
          params: {},
          range: { over: "date", from: date, to: date },
          order: "oldestFirst" as const,
          onFailure: "continue" as const,
          dates: [{ value: date, taskId: planTask(`Load ${date}`).taskId, action: "run" as const }],
        });
        for (const [minute, status] of (["ran", "failed"] as const).entries()) {
          const backfillId = history.backfills.begin(start(String(minute)), new Date("2026-11-24T12:00:00Z"));
          const run = new RunEvents(minute);
          const load = planTask(`Load ${minute}`);
          record(history, [
            run.started({ backfillId }),
            run.planned(load),
            run.taskStarted(load),
            run.taskFinished(load, status),
            run.finished(status === "ran" ? "success" : "failed"),
          ]);
        }
        prune(history);
        expect(history.backfills.list(10)).toMatchObject([{ status: "failed", counts: { failed: 1 } }]);
      }));
  });
}
