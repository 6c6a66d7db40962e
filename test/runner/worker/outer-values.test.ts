import { describe, expect, test } from "vitest";
import { outerValues, variableName } from "../../../src/runner/worker/outer-values.ts";

describe("25. a parameter's value from outside", () => {
  test("has a name in the environment that tells family and parameter apart", () => {
    expect(variableName("LoadSales", "batchSize")).toBe("PIPEWRIGHT_LOAD_SALES__BATCH_SIZE");
    expect(variableName("HTTPDump", "date")).toBe("PIPEWRIGHT_HTTP_DUMP__DATE");
    expect(variableName("Top10Report", "n")).toBe("PIPEWRIGHT_TOP10_REPORT__N");
  });

  test("comes from the environment before the configuration", () => {
    const values = outerValues({ PIPEWRIGHT_LOAD__BATCH: "1" }, { Load: { batch: "2", other: "3" } });
    expect(values("Load", "batch")).toBe("1");
    expect(values("Load", "other")).toBe("3");
    expect(values("Load", "none")).toBeUndefined();
  });

  test("may be the empty text", () => {
    expect(outerValues({ PIPEWRIGHT_LOAD__NOTE: "" }, { Load: { note: "x" } })("Load", "note")).toBe("");
  });
});
