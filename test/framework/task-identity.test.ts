import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DateParameter, IntParameter, ParameterError, StringParameter, Task } from "../../src/framework/index.ts";
import { identityOf } from "../../src/framework/task-identity.ts";

class LoadSales extends Task.with({
  date: DateParameter(),
  table: StringParameter({ default: "sales" }),
  batch: IntParameter({ default: 500, significant: false }),
}) {}

describe("24. A taskId", () => {
  test("is the same in every process and on every machine", () => {
    expect(new LoadSales({ date: "2026-11-24" }).taskId).toBe("LoadSales_2026-11-24_sales_f5b8979c3f");
  });

  test("is the same for a value and for its text", () => {
    const { date } = new LoadSales({ date: "2026-11-24" });
    expect(new LoadSales({ date }).taskId).toBe(new LoadSales({ date: "2026-11-24" }).taskId);
  });

  test("changes with each significant parameter", () => {
    const { taskId } = new LoadSales({ date: "2026-11-24" });
    expect(new LoadSales({ date: "2026-11-25" }).taskId).not.toBe(taskId);
    expect(new LoadSales({ date: "2026-11-24", table: "returns" }).taskId).not.toBe(taskId);
  });

  test("does not change with a parameter that is not significant", () => {
    expect(new LoadSales({ date: "2026-11-24", batch: 1 }).taskId).toBe(new LoadSales({ date: "2026-11-24" }).taskId);
  });

  test("does not change with the order in which parameters are declared", () => {
    const one = class Named extends Task.with({ a: IntParameter(), b: IntParameter() }) {};
    const other = class Named extends Task.with({ b: IntParameter(), a: IntParameter() }) {};
    const hashOf = (taskId: string) => taskId.split("_").at(-1);
    expect(hashOf(new one({ a: 1, b: 2 }).taskId)).toBe(hashOf(new other({ a: 1, b: 2 }).taskId));
  });

  test("can name a file whatever the parameters hold, and differs wherever they differ", () => {
    class Named extends Task.with({ name: StringParameter() }) {}
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        const [first, second] = [new Named({ name: a }).taskId, new Named({ name: b }).taskId];
        expect(first).toMatch(/^[\w.-]{1,80}$/);
        expect(first === second).toBe(a === b);
      }),
    );
  });

  test("is of the class's own family, where it has one", () => {
    class Internal extends Task {
      static override readonly family = "Public";
    }
    class Heir extends Internal {}
    expect(new Internal().taskId).toMatch(/^Public_/);
    expect(new Heir().family).toBe("Heir");
  });
});

describe("24. A private value", () => {
  class Upload extends Task.with({
    file: StringParameter(),
    password: StringParameter({ visibility: "private" }),
    pin: IntParameter({ visibility: "private", default: 1 }),
  }) {}
  const upload = new Upload({ file: "a.csv", password: "sesame-open" });

  test("stands in no id, no text and no list of parameters", () => {
    expect(upload.taskId).not.toContain("sesame");
    expect(String(upload)).toBe("Upload(file=a.csv)");
    expect(identityOf(upload).params).toEqual({ file: "a.csv" });
  });

  test("is kept apart for the processes that make the task again", () => {
    expect(identityOf(upload).secrets).toEqual({ password: "sesame-open", pin: "1" });
  });

  test("is not shown when it is wrong", () => {
    const make = () => new Upload({ file: "a.csv", password: "x", pin: "12 34" });
    expect(make).toThrow(ParameterError);
    expect(make).toThrow(
      'Upload: parameter "pin": the given value (private) is wrong; expected a whole number like 500.',
    );
  });

  test("makes another task where it is significant", () => {
    expect(new Upload({ file: "a.csv", password: "other" }).taskId).not.toBe(upload.taskId);
  });
});
