import { describe, expect, it } from "vitest";
import { isQuery, PANEL_ASKS, readPanelAsk } from "../../src/protocol/panel-ask.ts";

describe("what a page asks", () => {
  it("is read with the fields that are known, and no others", () => {
    const given = { family: "LoadSales", params: { date: "2026-11-24" }, deep: true, more: "x" };
    expect(readPanelAsk("plan", given)).toEqual({ family: "LoadSales", params: { date: "2026-11-24" }, deep: true });
  });

  it("may carry a range, whose ends have to be there", () => {
    const range = { over: "date", from: "2026-11-01", to: "2026-11-30" };
    expect(readPanelAsk("start", { family: "A", params: {}, range })?.range).toEqual(range);
    expect(readPanelAsk("start", { family: "A", params: {}, range: { over: "date" } })).toBeUndefined();
  });

  it.each([
    ["nothing", undefined],
    ["a text", "plan"],
    ["a field of another kind", { family: 7, params: {} }],
    ["parameters that are no texts", { family: "A", params: { date: { toString: "x" } } }],
    ["a number that is none", { family: "A", params: {}, workers: Number.NaN }],
  ])("is refused as %s", (_, given) => {
    expect(readPanelAsk("start", given)).toBeUndefined();
  });

  it("does not reach what every object has", () => {
    expect(isQuery("constructor")).toBe(false);
    expect(readPanelAsk("reveal", Object.create({ family: "Inherited" }))).toBeUndefined();
  });

  it("changes something only by what is no query", () => {
    expect(PANEL_ASKS.filter((name) => !isQuery(name))).toEqual([
      "ready",
      "scriptFailed",
      "start",
      "stop",
      "pause",
      "reveal",
      "runTask",
      "debugTask",
      "revealLine",
      "openTerminal",
      "saveFile",
    ]);
  });
});
