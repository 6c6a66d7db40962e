import { describe, expect, test } from "vitest";
import type { History } from "../../../src/runner/history/history.ts";
import { planTask, RunEvents } from "./events.ts";
import type { HistoryPlace } from "./history-place.ts";

function record(history: History, ...events: Parameters<History["record"]>[0][]): void {
  for (const event of events) history.record(event);
  history.flush();
}

const statuses = (history: History) =>
  Object.fromEntries(history.familyStatuses().map(({ family, counts }) => [family, counts]));
const podAt = (pod: string) => ({ pod, node: "n1", namespace: "night", context: "c" });
const failing = (history: History) => history.failures().map(({ taskId }) => taskId);

/** @param place a new one each time */
export function describeHistory(place: () => Promise<HistoryPlace>): void {
  describe("the history", () => {
    const withHistory = async (work: (history: History) => void) => {
      const history = await (await place()).open();
      try {
        work(history);
      } finally {
        history.close();
      }
    };

    test("keeps a run with what was asked, how it ended and how many tasks ended in each way", () =>
      withHistory((history) => {
        const run = new RunEvents();
        const [dump, load, report] = [
          planTask("Dump 2026-11-20", "skip"),
          planTask("Load 2026-11-20"),
          planTask("Report 2026-11-20"),
        ];
        const range = { over: "date", from: "2026-11-20", to: "2026-11-20" };
        record(
          history,
          run.started({ command: "backfill", family: "Report", params: { region: "" }, range }),
          run.planned(dump, load, report),
          run.taskStarted(load),
          run.taskFinished(load, "failed", { error: { message: "It broke." } }),
          run.taskFinished(report, "pending", { attempts: 0, durationMs: 0, blockedBy: ["failed"] }),
          run.finished("failed"),
        );
        expect(history.runs(10)).toEqual([
          {
            runId: run.runId,
            command: "backfill",
            family: "Report",
            params: { region: "" },
            range,
            status: "failed",
            startedAt: "2026-11-24T12:00:01.000Z",
            finishedAt: "2026-11-24T12:00:06.000Z",
            durationMs: 9000,
            counts: { alreadyComplete: 1, failed: 1, pending: 1 },
          },
        ]);
      }));

    test("keeps where a run was, and the pod of each attempt; a task's is that of its last one", () =>
      withHistory((history) => {
        const run = new RunEvents();
        const load = planTask("Load 2026-11-20");
        const [first, second] = [podAt("pw-1"), podAt("pw-2")];
        record(
          history,
          run.started({ on: "kubernetes" }),
          run.planned(load),
          run.taskStarted(load),
          run.podStarted(load, first),
          run.taskStarted(load, 2),
        );
        expect(history.runs(1)[0]?.on).toBe("kubernetes");
        expect(history.taskRuns({ runId: run.runId }, 1)[0]?.pod).toBeUndefined();
        record(history, run.podStarted(load, second, 2));
        expect(history.taskRuns({ runId: run.runId }, 1)[0]?.pod).toEqual(second);
        expect(history.attempts(run.runId).map(({ pod }) => pod)).toEqual([first, second]);
      }));

    test("keeps a task run with its attempts, its error and its log", () =>
      withHistory((history) => {
        const run = new RunEvents();
        const load = planTask("Load 2026-11-20");
        const location = { file: "/project/load.ts", line: 3, column: 9 };
        record(history, run.started(), run.planned(load), run.taskStarted(load));
        expect(history.taskRuns({ family: "Load" }, 10)).toMatchObject([{ status: "running", attempts: 1 }]);
        const time = "2026-11-24T12:00:09.000Z";
        const error = { message: "The database is away." };
        record(
          history,
          { event: "attemptFailed", time, taskId: load.taskId, attempt: 1, error, retryAt: time },
          run.taskStarted(load, 2),
          run.taskFinished(load, "failed", {
            attempts: 2,
            durationMs: 5000,
            error: { message: "It broke.", location },
          }),
          run.finished("failed"),
        );
        expect(history.taskRuns({ taskId: load.taskId }, 10)).toEqual([
          {
            runId: run.runId,
            taskId: load.taskId,
            family: "Load",
            params: { date: "2026-11-20" },
            status: "failed",
            startedAt: "2026-11-24T12:00:03.000Z",
            finishedAt: "2026-11-24T12:00:05.000Z",
            durationMs: 5000,
            attempts: 2,
            error: { message: "It broke.", location },
            log: `.pipewright/logs/${run.runId}/${load.taskId}.2.log`,
          },
        ]);
      }));

    test("tells how the last run of each task of a class ended", () =>
      withHistory((history) => {
        const [first, second] = [planTask("Load 2026-11-20"), planTask("Load 2026-11-21")];
        record(history, ...new RunEvents(1).ofOne(first, "failed"));
        record(history, ...new RunEvents(2).ofOne(first, "ran"));
        record(history, ...new RunEvents(3).ofOne(second, "failed"));
        const [load] = history.familyStatuses();
        expect(load).toMatchObject({ family: "Load", counts: { ran: 1, failed: 1 }, last: { taskId: second.taskId } });
      }));

    test("shows of a class's last run a task that started, for its log, before one that did not", () =>
      withHistory((history) => {
        const run = new RunEvents();
        const [ran, waited] = [planTask("Load 1"), planTask("Load 2")];
        record(history, run.started(), run.planned(ran, waited), run.taskStarted(ran), run.taskFinished(ran, "ran"));
        record(history, run.taskFinished(waited, "pending", { attempts: 0, durationMs: 0 }), run.finished("failed"));
        expect(history.familyStatuses()).toMatchObject([
          { last: { taskId: ran.taskId, log: expect.any(String) }, counts: { ran: 1, pending: 1 } },
        ]);
        record(history, ...new RunEvents(1).ofOne(planTask("Other 1"), "ran"));
        const later = new RunEvents(2);
        record(history, later.started(), later.planned(ran), later.taskFinished(ran, "pending", { attempts: 0 }));
        expect(history.familyStatuses()[0]).toMatchObject({ last: { runId: later.runId, status: "pending" } });
      }));

    test("shows a failure until the task ran, or was found complete, however that came", () =>
      withHistory((history) => {
        const [ran, mended, broken] = [planTask("Load 1"), planTask("Load 2"), planTask("Load 3")];
        for (const [minute, task] of [ran, mended, broken].entries())
          record(history, ...new RunEvents(minute).ofOne(task, "failed"));
        expect(failing(history)).toEqual([broken.taskId, mended.taskId, ran.taskId]);
        record(history, ...new RunEvents(3).ofOne(ran, "ran"));
        expect(failing(history)).toEqual([broken.taskId, mended.taskId]);
        record(history, ...new RunEvents(4).ofOne({ ...mended, action: "skip" }, "alreadyComplete"));
        expect(failing(history)).toEqual([broken.taskId]);
        expect(statuses(history)).toEqual({ Load: { ran: 1, alreadyComplete: 1, failed: 1 } });
      }));

    test("does not blame a task for the death of a run that came to it after another run had made it", async () => {
      const there = await place();
      const [writer, dying] = [await there.open(), await there.open()];
      const [made, unmade] = [planTask("Load 1"), planTask("Load 2")];
      const [killed, other] = [new RunEvents(1), new RunEvents(2)];
      record(dying, killed.started({ pid: 999_999_999 }), killed.planned(made, unmade));
      record(writer, ...other.ofOne(made, "ran"));
      record(dying, killed.taskStarted(made), killed.taskStarted(unmade)); // and dies before it looks whether they are there
      writer.markCrashed(writer.crashedRuns());
      expect(failing(writer)).toEqual([unmade.taskId]);
      expect(statuses(writer)).toEqual({ Load: { ran: 1, crashed: 1 } });
      writer.close();
      dying.close();
    });

    test("does not blame a task that another run found complete for the death of the one that made it, before it told", async () => {
      const there = await place();
      const [other, dying] = [await there.open(), await there.open()];
      const [made, unmade] = [planTask("Load 1"), planTask("Load 2")];
      const [killed, found] = [new RunEvents(1), new RunEvents(2)];
      record(dying, killed.started({ pid: 999_999_999 }), killed.planned(made, unmade));
      record(dying, killed.taskStarted(made), killed.taskStarted(unmade)); // makes the first of them, and dies
      record(other, ...found.ofOne({ ...made, action: "skip" }, "alreadyComplete"));
      expect(statuses(other)).toEqual({ Load: { running: 2 } });
      other.markCrashed(other.crashedRuns());
      expect(failing(other)).toEqual([unmade.taskId]);
      expect(statuses(other)).toEqual({ Load: { alreadyComplete: 1, crashed: 1 } });
      other.close();
      dying.close();
    });

    test("keeps no row for a task that was complete before and is still", () =>
      withHistory((history) => {
        const load = planTask("Load 2026-11-20");
        record(history, ...new RunEvents(1).ofOne(load, "ran"));
        const again = new RunEvents(2);
        record(history, ...again.ofOne({ ...load, action: "skip" }, "alreadyComplete"));
        expect(history.taskRuns({ taskId: load.taskId }, 10)).toMatchObject([{ status: "ran" }]);
        expect(history.runs(1)).toMatchObject([{ runId: again.runId, counts: { alreadyComplete: 1 } }]);
      }));

    test("finds task runs by run, by class and by the values of parameters", () =>
      withHistory((history) => {
        const [first, second] = [new RunEvents(1), new RunEvents(2)];
        record(history, ...first.ofOne(planTask("Load 2026-11-20"), "ran"));
        record(history, ...second.ofOne(planTask("Load 2026-11-21"), "ran"));
        const dates = (filter: Parameters<History["taskRuns"]>[0]) =>
          history.taskRuns(filter, 10).map(({ params }) => params.date);
        expect(dates({ family: "Load" })).toEqual(["2026-11-21", "2026-11-20"]);
        expect(dates({ runId: first.runId })).toEqual(["2026-11-20"]);
        expect(dates({ family: "Load", params: { date: "2026-11-20" } })).toEqual(["2026-11-20"]);
        expect(dates({ family: "Load", params: { "it's": "nothing" } })).toEqual([]);
      }));

    test("writes by itself, soon, what nobody flushed", async () => {
      const there = await place();
      const [writer, reader] = await Promise.all([there.open(), there.open()]);
      for (const event of new RunEvents().ofOne(planTask("Load 1"), "ran")) writer.record(event);
      await expect.poll(() => reader.runs(1).length, { timeout: 10_000 }).toBe(1);
      writer.close();
      reader.close();
    });
  });
}
