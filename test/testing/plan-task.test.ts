import { describe, expect, test } from "vitest";
import { DateParameter, LocalTarget, Task } from "../../src/framework/index.ts";
import { planTask } from "../../src/testing/index.ts";

class Dump extends Task.with({ date: DateParameter() }) {
  override output() {
    return new LocalTarget(`dump/${this.date}`);
  }
  override run() {
    throw new Error("A plan runs nothing.");
  }
}

class Load extends Dump {
  override requires() {
    return new Dump({ date: this.date });
  }
  override output() {
    return new LocalTarget(`load/${this.date}`);
  }
}

const date = "2026-11-24";

describe("a plan in a unit test", () => {
  test("tells what would run, in order, and why", async () => {
    const plan = await planTask(new Load({ date }));
    expect(plan.tasks.map(({ family, action, reason }) => ({ family, action, reason }))).toEqual([
      { family: "Dump", action: "run", reason: `dump/${date} does not exist` },
      { family: "Load", action: "run", reason: `load/${date} does not exist` },
    ]);
    expect(plan.summary).toEqual({ complete: 0, toRun: 2, missingExternal: 0, schedulingErrors: 0, disabled: 0 });
  });

  test("leaves out what stands below a complete task", async () => {
    const plan = await planTask(new Load({ date }), { files: { [`load/${date}`]: "" } });
    expect(plan.of(new Load({ date })).action).toBe("skip");
    expect(() => plan.of(new Dump({ date }))).toThrow("Dump(date=2026-11-24) is no part of the plan");
  });

  test("keeps private parameters to itself", async () => {
    const plan = await planTask(new Load({ date }));
    expect(Object.keys(plan.of(new Load({ date })))).not.toContain("secrets");
  });
});
