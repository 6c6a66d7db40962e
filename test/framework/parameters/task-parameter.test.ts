import { afterEach, describe, expect, test } from "vitest";
import { DateParameter, ListParameter, OptionalParameter, Task, TaskParameter } from "../../../src/framework/index.ts";

class Dump extends Task.with({ date: DateParameter() }) {}
class Load extends Task.with({ date: DateParameter() }) {
  static override readonly family = "LoadSales";
}
class Count extends Task.with({ of: TaskParameter(), date: DateParameter() }) {
  override requires() {
    return new this.of({ date: this.date });
  }
}

const REGISTRY = Symbol.for("pipewright.families");
const loaded = globalThis as { [REGISTRY]?: ReadonlySet<unknown> };

afterEach(() => {
  delete loaded[REGISTRY];
});

describe("A task class as a value", () => {
  test("is given as it is, and written as its family", () => {
    const count = new Count({ of: Load, date: "2026-11-24" });
    expect(count.of).toBe(Load);
    expect(String(count)).toBe("Count(of=LoadSales, date=2026-11-24)");
    expect(String(count.requires())).toBe("LoadSales(date=2026-11-24)");
    expect(count.clone({ of: Dump }).of).toBe(Dump);
  });

  test("is found by its family among those that are loaded", () => {
    loaded[REGISTRY] = new Set([Dump, Load, Date]);
    expect(new Count({ of: "LoadSales", date: "2026-11-24" }).of).toBe(Load);
    expect(() => new Count({ of: "Load", date: "2026-11-24" })).toThrow(
      'Count: parameter "of": "Load" is not the family of a task class that is loaded here (Dump, LoadSales); ' +
        "expected the family of a task.",
    );
  });

  test("is not found where nothing is loaded", () => {
    expect(() => new Count({ of: "Dump", date: "2026-11-24" })).toThrow("loaded here (none)");
  });

  test("is no other class, and no task", () => {
    expect(() => new Count({ of: Date as never, date: "2026-11-24" })).toThrow("is not a value of type task");
    expect(() => new Count({ of: new Dump({ date: "2026-11-24" }) as never, date: "2026-11-24" })).toThrow(
      "is not a value of type task",
    );
  });

  test("may be one of a list, or none", () => {
    class All extends Task.with({ of: ListParameter(TaskParameter()), first: OptionalParameter(TaskParameter()) }) {}
    const all = new All({ of: [Dump, Load] });
    expect(all.of).toEqual([Dump, Load]);
    expect(String(all)).toBe('All(of=["Dump","LoadSales"], first=)');
    expect(new All({ of: [], first: Dump }).first).toBe(Dump);
  });
});
