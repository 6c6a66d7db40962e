import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlanAction, PlanTask } from "../../../src/protocol/plan.ts";
import { type Ending, Schedule } from "../../../src/runner/scheduling/schedule.ts";

function planned(
  taskId: string,
  requires: string[] = [],
  { action = "run", priority = 0 }: { action?: PlanAction; priority?: number } = {},
): PlanTask {
  return { taskId, family: taskId, params: {}, action, reason: "", requires, outputs: [], priority };
}

/** Takes everything that may start now. */
function takeAll(schedule: Schedule): string[] {
  const taken: string[] = [];
  for (let task = schedule.next(); task; task = schedule.next()) taken.push(task.taskId);
  return taken;
}

describe("a schedule", () => {
  test("gives a task only once all that it requires has run", () => {
    const schedule = new Schedule([
      planned("dump"),
      planned("back up", ["dump"]),
      planned("load", ["dump"]),
      planned("report", ["back up", "load"]),
    ]);
    expect(takeAll(schedule)).toEqual(["dump"]);
    schedule.end("dump", "ran");
    expect(takeAll(schedule)).toEqual(["back up", "load"]);
    schedule.end("load", "ran");
    expect(takeAll(schedule)).toEqual([]);
    schedule.end("back up", "ran");
    expect(takeAll(schedule)).toEqual(["report"]);
  });

  test("does not wait for what is complete already", () => {
    const schedule = new Schedule([planned("dump", [], { action: "skip" }), planned("load", ["dump"])]);
    expect(takeAll(schedule)).toEqual(["load"]);
  });

  test("gives higher priorities first, and the plan's order among equals", () => {
    const schedule = new Schedule([
      planned("a"),
      planned("b", [], { priority: 5 }),
      planned("c"),
      planned("d", [], { priority: 5 }),
    ]);
    expect(takeAll(schedule)).toEqual(["b", "d", "a", "c"]);
  });

  test("says for each task that did not start which trouble stands above it, however far", () => {
    const schedule = new Schedule([
      planned("dump"),
      planned("delivery", [], { action: "waitForExternal" }),
      planned("load", ["dump"]),
      planned("merge", ["load", "delivery"]),
      planned("other"),
    ]);
    expect(takeAll(schedule)).toEqual(["dump", "other"]);
    schedule.end("dump", "failed");
    schedule.end("other", "ran");
    expect([...schedule.unstarted()]).toEqual([
      ["load", { kinds: ["failed"], tasks: ["dump"] }],
      ["merge", { kinds: ["failed", "missingExternal"], tasks: ["dump", "delivery"] }],
    ]);
  });

  test("names no trouble for a task that was merely not reached", () => {
    const schedule = new Schedule([planned("a"), planned("b", ["a"])]);
    expect([...schedule.unstarted().values()]).toEqual([
      { kinds: [], tasks: [] },
      { kinds: [], tasks: [] },
    ]);
  });

  test("lets a running task wait for more work, and go on when that is done", () => {
    const schedule = new Schedule([planned("fan"), planned("after", ["fan"])]);
    expect(takeAll(schedule)).toEqual(["fan"]);
    expect(schedule.suspend("fan", ["b"], [planned("a"), planned("b", ["a"])])).toBe(true);
    expect(takeAll(schedule)).toEqual(["a"]);
    schedule.end("a", "ran");
    expect(takeAll(schedule)).toEqual(["b"]);
    schedule.end("b", "ran");
    expect(takeAll(schedule)).toEqual(["fan"]);
    schedule.end("fan", "ran");
    expect(takeAll(schedule)).toEqual(["after"]);
  });

  test("goes on at once where all that was asked for is done, and refuses what would wait for itself", () => {
    const schedule = new Schedule([planned("done", [], { action: "skip" }), planned("fan")]);
    expect(takeAll(schedule)).toEqual(["fan"]);
    expect(schedule.suspend("fan", ["done"], [])).toBe(true);
    expect(takeAll(schedule)).toEqual(["fan"]);
    expect(schedule.suspend("fan", ["back"], [planned("back", ["fan"])])).toBe(false);
  });

  test("says what stands above a task that waits for more work, and above what needs it", () => {
    const schedule = new Schedule([planned("fan"), planned("after", ["fan"])]);
    takeAll(schedule);
    schedule.suspend("fan", ["part"], [planned("part")]);
    takeAll(schedule);
    schedule.end("part", "failed");
    expect(schedule.unstarted()).toEqual(
      new Map([
        ["fan", { kinds: ["failed"], tasks: ["part"] }],
        ["after", { kinds: ["failed"], tasks: ["part"] }],
      ]),
    );
  });

  test("refuses the end of a task that it did not give", () => {
    const schedule = new Schedule([planned("a")]);
    expect(() => schedule.end("a", "ran")).toThrow("a ended without having started");
  });
});

/** Any plan: each task requires some of those before it. */
const plans = fc
  .array(
    fc.record({
      action: fc.oneof(
        { weight: 8, arbitrary: fc.constant<PlanAction>("run") },
        fc.constantFrom<PlanAction>("skip", "waitForExternal", "schedulingError"),
      ),
      priority: fc.integer({ min: 0, max: 2 }),
      requires: fc.array(fc.nat(), { maxLength: 4 }),
      fails: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
    { maxLength: 40 },
  )
  .map((drawn) =>
    drawn.map(({ requires, fails, ...options }, place): { task: PlanTask; ending: Ending } => {
      const earlier =
        place === 0 || options.action === "schedulingError" ? [] : [...new Set(requires.map((n) => `t${n % place}`))];
      return { task: planned(`t${place}`, earlier, options), ending: fails ? "failed" : "ran" };
    }),
  );

describe("any plan with any failures", () => {
  test("ends, starts nothing before its requirements, and agrees with a naive model", () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 4 }), fc.infiniteStream(fc.nat()), (plan, workers, choices) => {
        const endings = new Map(plan.map(({ task, ending }) => [task.taskId, ending]));
        const schedule = new Schedule(plan.map(({ task }) => task));
        const done = new Set(plan.filter(({ task }) => task.action === "skip").map(({ task }) => task.taskId));
        const ended = new Map<string, Ending>();
        const running: string[] = [];
        for (;;) {
          while (running.length < workers) {
            const task = schedule.next();
            if (task === undefined) break;
            const { taskId, requires } = task;
            expect(requires.every((required) => done.has(required))).toBe(true);
            running.push(taskId);
          }
          if (running.length === 0) break;
          const [taskId = ""] = running.splice((choices.next().value as number) % running.length, 1);
          const ending = endings.get(taskId) as Ending;
          ended.set(taskId, ending);
          if (ending === "ran") done.add(taskId);
          schedule.end(taskId, ending);
        }
        // The model: a task runs when all that it requires is done; one pass suffices, since the plan is in order.
        const good = new Set<string>();
        const expectedToRun: string[] = [];
        for (const { task, ending } of plan) {
          const able = task.action === "run" && task.requires.every((required) => good.has(required));
          if (able) expectedToRun.push(task.taskId);
          if (task.action === "skip" || (able && ending === "ran")) good.add(task.taskId);
        }
        expect([...ended.keys()].sort()).toEqual(expectedToRun.sort());
        const left = plan
          .filter(({ task }) => task.action === "run" && !ended.has(task.taskId))
          .map(({ task }) => task.taskId);
        expect([...schedule.unstarted().keys()].sort()).toEqual(left.sort());
        for (const { kinds } of schedule.unstarted().values()) expect(kinds.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
