import { describe, expect, it } from "vitest";
import type { CellStatus, GridCell } from "../../src/protocol/panel-api.ts";
import { rangeValues, shiftValue } from "../../src/protocol/range-values.ts";
import { cellAt, columnsOf, scalesOf } from "../../webview/grid/columns.ts";

const NOVEMBER = rangeValues("day", "2026-10-30", "2026-11-10");

describe("the columns of the grid", () => {
  it("are days, weeks from Monday, or months", () => {
    expect(columnsOf(NOVEMBER, "day")).toHaveLength(12);
    expect(columnsOf(NOVEMBER, "week").map(({ name, from, to }) => [name, to - from + 1])).toEqual([
      ["2026-10-26", 3],
      ["2026-11-02", 7],
      ["2026-11-09", 2],
    ]);
    expect(columnsOf(NOVEMBER, "month").map(({ name }) => name)).toEqual(["2026-10", "2026-11"]);
  });

  it("are no finer than the values", () => {
    expect(scalesOf("hour")).toEqual(["hour", "day", "week", "month"]);
    expect(scalesOf("month")).toEqual(["month"]);
  });

  it("look as the worst of their cells, and tell how many are done", () => {
    const cell = (status: CellStatus): GridCell => ({ status, taskIds: [status], params: {} });
    const cells = [cell("ran"), cell("failed"), cell("missing"), null, cell("complete")];
    expect(cellAt(cells, { name: "", from: 0, to: 4 })).toMatchObject({ tone: "failed", status: "failed", done: 2 });
    expect(cellAt(cells, { name: "", from: 3, to: 3 })).toBeUndefined();
  });

  it("tell how many of their cells are stale", () => {
    const made: GridCell = { status: "ran", taskIds: ["a"], params: {} };
    const stale = { ...made, stale: ["the code of LoadSales changed"] };
    expect(cellAt([made, stale, stale, null], { name: "", from: 0, to: 3 })).toMatchObject({ tone: "ran", stale: 2 });
  });
});

describe("the values of a range", () => {
  it("are counted over the ends of months and years, in every unit", () => {
    expect(rangeValues("day", "2026-02-27", "2026-03-01")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
    expect(rangeValues("month", "2026-12", "2027-01")).toEqual(["2026-12", "2027-01"]);
    expect(rangeValues("hour", "2026-11-24T23", "2026-11-25T00")).toEqual(["2026-11-24T23", "2026-11-25T00"]);
    expect(rangeValues("week", "2026-W53", "2027-W01")).toEqual(["2026-W53", "2027-W01"]);
    expect(rangeValues("day", "2026-03-01", "2026-02-27")).toEqual([]);
  });

  it("can be gone along from one of them", () => {
    expect(shiftValue("day", "2026-11-01", -1)).toBe("2026-10-31");
    expect(shiftValue("hour", "2026-11-24T23", 1)).toBe("2026-11-25T00");
  });
});
