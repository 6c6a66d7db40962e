import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setOuterValues } from "../../src/framework/context.ts";
import {
  BoolParameter,
  DateParameter,
  IntParameter,
  MemoryTarget,
  ParameterError,
  StringParameter,
  Task,
  Temporal,
} from "../../src/framework/index.ts";
import { flattenTargets, flattenTasks } from "../../src/framework/structure.ts";

class Dump extends Task.with({ date: DateParameter() }) {
  override output() {
    return new MemoryTarget<string>(`dump/${this.date}`);
  }
}

beforeEach(() => MemoryTarget.clear());

describe("A task's constructor", () => {
  class Load extends Task.with({ date: DateParameter(), batch: IntParameter({ default: 500 }) }) {}

  test("takes values or their texts, and gives values", () => {
    const load = new Load({ date: "2026-11-24", batch: "20" });
    expect(load.date).toEqual(Temporal.PlainDate.from("2026-11-24"));
    expect(load.batch).toBe(20);
    expect(new Load({ date: Temporal.PlainDate.from("2026-11-24"), batch: 20 })).toEqual(load);
  });

  test("fills in the defaults", () => {
    expect(new Load({ date: "2026-11-24" }).batch).toBe(500);
  });

  test("asks for what is missing", () => {
    const make = () => new (Load as new (given: object) => Load)({});
    expect(make).toThrow(ParameterError);
    expect(make).toThrow('Load needs a value for its parameter "date": a date like 2026-11-24.');
  });

  test("refuses a name that it does not know, and tells those that it knows", () => {
    const given: { date: string } = Object.assign({ date: "2026-11-24" }, { day: "x" });
    expect(() => new Load(given)).toThrow('Load has no parameter "day". It has: date, batch.');
    expect(() => new (class Bare extends Task {})({ day: 1 })).toThrow('Bare has no parameter "day". It has: none.');
  });

  test("takes the empty text for a value", () => {
    class Named extends Task.with({ name: StringParameter({ default: "anything" }) }) {}
    expect(new Named({ name: "" }).name).toBe("");
  });

  test("makes properties that can not be changed", () => {
    const load = new Load({ date: "2026-11-24" });
    expect(() => Object.assign(load, { batch: 1 })).toThrow(TypeError);
  });
});

describe("A value from outside", () => {
  class Load extends Task.with({ batch: IntParameter({ default: 500 }), dry: BoolParameter({ default: false }) }) {}
  afterEach(() => setOuterValues(() => undefined));

  test("wins over the default and gives way to what is given", () => {
    setOuterValues((family, name) => (family === "Load" && name === "batch" ? "20" : undefined));
    expect(new Load({}).batch).toBe(20);
    expect(new Load({}).dry).toBe(false);
    expect(new Load({ batch: 1 }).batch).toBe(1);
  });

  test("is checked like any other", () => {
    setOuterValues(() => "lots");
    expect(() => new Load({})).toThrow('Load: parameter "batch": "lots" is not a whole number');
  });
});

describe("A class that extends another with parameters", () => {
  class Report extends Task.with({ date: DateParameter(), top: IntParameter({ default: 10 }) }) {}
  class RegionReport extends Report.with({ region: StringParameter() }) {}
  class LongReport extends Report.with({ top: IntParameter({ default: 1000 }) }) {}

  test("has its own and the inherited ones, those first", () => {
    expect(Object.keys(RegionReport.parameters)).toEqual(["date", "top", "region"]);
    expect(String(new RegionReport({ date: "2026-11-24", region: "north" }))).toBe(
      "RegionReport(date=2026-11-24, top=10, region=north)",
    );
  });

  test("may declare one anew", () => {
    expect(new LongReport({ date: "2026-11-24" }).top).toBe(1000);
    expect(new Report({ date: "2026-11-24" }).top).toBe(10);
  });

  test("is a family of its own", () => {
    class Copy extends Report {}
    expect(new Copy({ date: "2026-11-24" }).taskId).toMatch(/^Copy_2026-11-24_10_/);
  });
});

describe("A clone", () => {
  class Load extends Task.with({
    date: DateParameter(),
    batch: IntParameter({ default: 500, significant: false }),
    key: StringParameter({ visibility: "private" }),
  }) {}
  const load = new Load({ date: "2026-11-24", batch: 7, key: "secret" });

  test("differs in what was asked and in nothing else", () => {
    const before = load.clone({ date: load.date.subtract({ days: 1 }) });
    expect(before).toBeInstanceOf(Load);
    expect(before).toMatchObject({ batch: 7, key: "secret" });
    expect(before.date.toString()).toBe("2026-11-23");
  });

  test("is the same task when nothing was asked", () => {
    expect(load.clone().taskId).toBe(load.taskId);
  });

  test("refuses a name that the class does not have", () => {
    expect(() => load.clone({ day: 1 })).toThrow('Load has no parameter "day"');
  });
});

describe("The input of a task", () => {
  const date = "2026-11-24";
  const [first, second] = [new Dump({ date }), new Dump({ date: "2026-11-25" })];

  test.each([
    ["nothing", undefined, undefined],
    ["one task", first, first.output()],
    ["an array", [first, second], [first.output(), second.output()]],
    ["no task at all", [], []],
    ["a record", { today: first, tomorrow: second }, { today: first.output(), tomorrow: second.output() }],
    ["a record in which one is missing", { first, second: undefined }, { first: first.output(), second: undefined }],
    ["an array in which one is missing", [undefined, second], [undefined, second.output()]],
  ])("has the shape of requires(): %s", (_, required, input) => {
    class Needy extends Task {
      override requires() {
        return required as Dump;
      }
    }
    expect(new Needy().input()).toEqual(input);
  });
});

describe("What requires() and output() may return", () => {
  const tasks = [new Dump({ date: "2026-11-24" })];

  test("is flattened in order", () => {
    expect(flattenTasks({ a: tasks[0], b: tasks })).toEqual([tasks[0], tasks[0]]);
    expect(flattenTasks(null)).toEqual([]);
  });

  test.each([
    ["a text", "Dump", "not Dump."],
    ["a class instead of a task", Dump, "not class Dump"],
    ["a promise", Promise.resolve(tasks), "it can not be async."],
    ["a set", new Set(tasks), "not a Set."],
    ["a target", new MemoryTarget("x"), "not a MemoryTarget."],
  ])("is not %s", (_, required, words) => {
    expect(() => flattenTasks(required)).toThrow(
      /^requires\(\) must return tasks: nothing, one, an array or a record of them/,
    );
    expect(() => flattenTasks(required)).toThrow(words);
  });

  test("is told of as output() where that was asked", () => {
    expect(() => flattenTargets("data.csv")).toThrow(
      "output() must return targets: nothing, one, an array or a record",
    );
  });
});

describe("A task is complete", () => {
  class Split extends Task {
    override output() {
      return { left: new MemoryTarget("left"), rest: [new MemoryTarget("middle"), new MemoryTarget("right")] } as never;
    }
  }

  test("when every output exists", async () => {
    await new MemoryTarget("left").write(1);
    await new MemoryTarget("middle").write(1);
    expect(await new Split().complete()).toBe(false);
    await new MemoryTarget("right").write(1);
    expect(await new Split().complete()).toBe(true);
  });

  test("never, when it has no output", async () => {
    expect(await new (class Silent extends Task {})().complete()).toBe(false);
  });
});
