import { beforeEach, describe, expect, test } from "vitest";
import {
  DateParameter,
  ExternalTask,
  IntParameter,
  LocalTarget,
  MemoryTarget,
  StringParameter,
  Task,
  WrapperTask,
} from "../../../src/framework/index.ts";
import type { PlanSummary } from "../../../src/protocol/plan.ts";
import { type PlanOptions, planTasks } from "../../../src/runner/planning/plan-tasks.ts";
import { summarise } from "../../../src/runner/planning/summarise.ts";
import type { PlannedTask, PlanOutcome } from "../../../src/runner/worker/worker-api.ts";

const asked: string[] = [];

/** A target in memory that remembers each time it is asked for. */
class AskedTarget extends MemoryTarget {
  override async exists() {
    asked.push(this.name);
    return super.exists();
  }
}

class Step extends Task.with({ name: StringParameter() }) {
  output() {
    return new AskedTarget(this.name);
  }
}

async function plan(
  roots: Task[],
  options: Partial<PlanOptions> = {},
): Promise<PlanOutcome & { summary: PlanSummary; tasks: PlannedTask[]; shown: string[] }> {
  const tasks: PlannedTask[] = [];
  const outcome = await planTasks(roots, { tell: (portion) => void tasks.push(...portion), ...options });
  return {
    ...outcome,
    summary: summarise(tasks),
    tasks,
    shown: tasks.map(({ family, params, action }) => `${params.name ?? family}: ${action}`),
  };
}

beforeEach(() => {
  asked.length = 0;
  MemoryTarget.clear();
});

class Dump extends Step {}
class Load extends Step {
  requires() {
    return new Dump({ name: "dump" });
  }
}
class BackUp extends Step {
  requires() {
    return new Dump({ name: "dump" });
  }
}
class Report extends WrapperTask {
  requires() {
    return [new Load({ name: "load" }), new BackUp({ name: "back up" })] as const;
  }
}

describe("1, 2. a plan", () => {
  test("puts what is required first, and asks each distinct task once", async () => {
    const { shown, summary } = await plan([new Report()]);
    expect(shown).toEqual(["dump: run", "load: run", "back up: run", "Report: run"]);
    expect(asked.sort()).toEqual(["back up", "dump", "load"]);
    expect(summary).toEqual({ complete: 0, toRun: 4, missingExternal: 0, schedulingErrors: 0, disabled: 0 });
  });

  test("does not look below a complete task", async () => {
    await new MemoryTarget("load").write(1);
    await new MemoryTarget("back up").write(1);
    const { shown } = await plan([new Report()]);
    expect(shown).toEqual(["load: skip", "back up: skip", "Report: skip"]);
    expect(asked).not.toContain("dump");
  });

  test("says why: complete, or which output does not exist", async () => {
    await new MemoryTarget("dump").write(1);
    const { tasks } = await plan([new Load({ name: "load" })]);
    expect(tasks.map(({ reason }) => reason)).toEqual(["complete", "memory:load does not exist"]);
  });

  test("waits for an external task that is not there, and does not look below it", async () => {
    class Delivery extends ExternalTask {
      output() {
        return new MemoryTarget("delivery");
      }
    }
    class Import extends Task {
      requires() {
        return new Delivery();
      }
      output() {
        return new MemoryTarget("import");
      }
    }
    expect((await plan([new Import()])).shown).toEqual(["Delivery: waitForExternal", "Import: run"]);
  });

  test("warns of a task without an output, and never takes it for complete", async () => {
    class Mail extends Task {}
    const { shown, warnings } = await plan([new Mail()]);
    expect(shown).toEqual(["Mail: run"]);
    expect(warnings).toEqual(["Mail() has no output, so it is never complete: every run runs it again."]);
  });

  test("asks a class with bulkComplete once for many", async () => {
    let questions = 0;
    class Daily extends Task.with({ date: DateParameter() }) {
      static bulkComplete(days: readonly Daily[]) {
        questions++;
        return days.filter(({ date }) => date.day % 2 === 0);
      }
    }
    const days = ["2026-11-01", "2026-11-02", "2026-11-03"].map((date) => new Daily({ date }));
    const { tasks } = await plan(days);
    expect(tasks.map(({ action }) => action)).toEqual(["run", "skip", "run"]);
    expect(questions).toBe(1);
  });
});

describe("2. what the user's code gets wrong", () => {
  test("stops that task only: a throw in complete() or requires(), or an answer that is no boolean", async () => {
    class Throws extends Step {
      override async complete(): Promise<boolean> {
        throw new Error("no connection");
      }
    }
    class Vague extends Step {
      override async complete(): Promise<boolean> {
        return "yes" as never;
      }
    }
    class Lost extends Step {
      requires(): never {
        throw new Error("which date?");
      }
    }
    class All extends WrapperTask {
      requires() {
        return [
          new Throws({ name: "throws" }),
          new Vague({ name: "vague" }),
          new Lost({ name: "lost" }),
          new Dump({ name: "dump" }),
        ] as const;
      }
    }
    const { shown, tasks } = await plan([new All()]);
    expect(shown).toEqual([
      "throws: schedulingError",
      "vague: schedulingError",
      "lost: schedulingError",
      "dump: run",
      "All: run",
    ]);
    expect(tasks.slice(0, 3).map(({ reason }) => reason)).toEqual([
      "no connection",
      "complete() must answer true or false, not yes.",
      "which date?",
    ]);
  });

  test("refuses anything but tasks from requires()", async () => {
    class Wrong extends Step {
      requires() {
        return ["Dump"] as never;
      }
    }
    expect((await plan([new Wrong({ name: "wrong" })])).tasks[0]?.reason).toMatch(/^requires\(\) must return tasks/);
  });

  test("3. reports a cycle with its path, and runs nothing below it", async () => {
    class Chicken extends Step {
      requires(): Task[] {
        return [new Egg({ name: "egg" }), new Dump({ name: "dump" })];
      }
    }
    class Egg extends Step {
      requires(): Task[] {
        return [new Chicken({ name: "chicken" })];
      }
    }
    const { shown, tasks } = await plan([new Chicken({ name: "chicken" }), new BackUp({ name: "back up" })]);
    expect(shown).toEqual(["chicken: schedulingError", "dump: run", "back up: run"]);
    expect(tasks[0]?.reason).toBe(
      "A cycle: Chicken(name=chicken) requires Egg(name=egg), which requires Chicken(name=chicken) back.",
    );
  });

  test("4. names both of two tasks that make the same file", async () => {
    class Daily extends Task.with({ date: DateParameter() }) {
      output() {
        return new LocalTarget("data/sales.csv");
      }
    }
    const { tasks } = await plan([new Daily({ date: "2026-11-01" }), new Daily({ date: "2026-11-02" })]);
    expect(tasks.map(({ action }) => action)).toEqual(["schedulingError", "schedulingError"]);
    expect(tasks[0]?.reason).toMatch(
      /^Daily\(date=2026-11-01\) and Daily\(date=2026-11-02\) both make data\/sales.csv/,
    );
  });
});

describe("5. the order", () => {
  test("lends a task's priority to all that it needs", async () => {
    class Urgent extends Step {
      override get priority() {
        return 7;
      }
      requires() {
        return new Dump({ name: "dump" });
      }
    }
    const { tasks } = await plan([new BackUp({ name: "back up" }), new Urgent({ name: "urgent" })]);
    expect(tasks.map(({ params, priority }) => [params.name, priority])).toEqual([
      ["dump", 7],
      ["back up", 0],
      ["urgent", 7],
    ]);
  });

  test("holds for a chain longer than the stack", async () => {
    class Link extends Task.with({ n: IntParameter() }) {
      requires(): Task[] {
        return this.n === 0 ? [] : [new Link({ n: this.n - 1 })];
      }
      output() {
        return new MemoryTarget(`link-${this.n}`);
      }
    }
    const { tasks } = await plan([new Link({ n: 20_000 })]);
    expect([tasks.length, tasks[0]?.params.n, tasks.at(-1)?.params.n]).toEqual([20_001, "0", "20000"]);
  });
});

describe("a limit", () => {
  test("takes the first incomplete ones and says how many are left", async () => {
    const range = { over: "name", from: "a", to: "e", values: [], taskIds: [] };
    await new MemoryTarget("b").write(1);
    const { shown, range: planned } = await plan(
      ["a", "b", "c", "d", "e"].map((name) => new Dump({ name })),
      { range, limit: 2 },
    );
    expect(shown).toEqual(["a: run", "b: skip", "c: run"]);
    expect(planned?.left).toBe(2);
  });
});

test("private values are set apart", async () => {
  class Login extends Task.with({ user: StringParameter(), password: StringParameter({ visibility: "private" }) }) {
    output() {
      return new MemoryTarget("login");
    }
  }
  const { tasks } = await plan([new Login({ user: "ann", password: "s3cret" })]);
  const [{ secrets, ...shown }] = tasks as [PlannedTask];
  expect(secrets).toEqual({ password: "s3cret" });
  expect(JSON.stringify(shown)).not.toContain("s3cret");
});
