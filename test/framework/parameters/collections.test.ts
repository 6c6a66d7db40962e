import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  DateParameter,
  DictParameter,
  IntParameter,
  ListParameter,
  PathParameter,
  StringParameter,
  Task,
} from "../../../src/framework/index.ts";

describe("A list", () => {
  test("holds values, and takes them or their texts", () => {
    const { accept, format } = ListParameter(DateParameter());
    const { day } = DateParameter().parse("2026-11-24");
    expect(accept('["2026-11-24"]')[0]?.day).toBe(day);
    expect(format(accept(["2026-11-24", DateParameter().parse("2026-11-25")]))).toBe('["2026-11-24","2026-11-25"]');
  });

  test("holds any JSON where nothing is said of its elements; a text among them is a text", () => {
    const { accept, format } = ListParameter();
    expect(format(accept(["[1]", 1, null, { b: 1, a: ["x"] }]))).toBe('["[1]",1,null,{"a":["x"],"b":1}]');
    expect(() => accept([new Map()])).toThrow("JSON can not hold Map(0) {}");
  });

  test("can not be changed, nor what is in it", () => {
    const list = ListParameter().parse('[{"a": [1]}]');
    expect(Object.isFrozen(list)).toBe(true);
    expect(() => ((list[0] as { a: number[] }).a[0] = 2)).toThrow(TypeError);
    const given = ["north"];
    class Load extends Task.with({ regions: ListParameter(StringParameter()) }) {}
    const load = new Load({ regions: given });
    given.push("south");
    expect(load.regions).toEqual(["north"]);
  });

  test("keeps private what its elements do", () => {
    expect(ListParameter(StringParameter({ visibility: "private" }), { default: [] }).visibility).toBe("private");
    expect(DictParameter(StringParameter({ visibility: "private" })).visibility).toBe("private");
  });
});

describe("A dict", () => {
  test("makes the same task in whatever order its names come", () => {
    class Load extends Task.with({ limits: DictParameter(IntParameter()) }) {}
    const load = new Load({ limits: { south: 1, north: 2 } });
    expect(load.limits).toEqual({ north: 2, south: 1 });
    expect(load.taskId).toBe(new Load({ limits: '{"north": 2, "south": 1}' }).taskId);
  });

  test("may have the name of something that every object has", () => {
    const { parse, format } = DictParameter(IntParameter());
    expect(format(parse('{"__proto__": 1, "constructor": 2}'))).toBe('{"__proto__":1,"constructor":2}');
  });
});

describe("A path", () => {
  test("is left as it is, or made absolute", () => {
    expect(PathParameter().parse("data/../sales.csv")).toBe("data/../sales.csv");
    expect(PathParameter({ absolute: true }).parse("sales.csv")).toBe(path.resolve("sales.csv"));
  });

  test("may have to exist", () => {
    expect(PathParameter({ exists: true }).parse(import.meta.filename)).toBe(import.meta.filename);
    expect(() => PathParameter({ exists: true }).parse(`${import.meta.filename}.gone`)).toThrow("no file or folder");
  });
});
