import { describe, expect, it } from "vitest";
import { joinedTasks, parseSetAside, redoSummary, redoText } from "../../../src/extension/model/redo-list.ts";
import { suggestedMonth } from "../../../src/extension/model/suggested-value.ts";

const t = (message: string, ...args: (string | number)[]) =>
  message.replaceAll(/\{(\d)\}/g, (_, at: string) => String(args[Number(at)]));

const task = (family: string, day: string, isDownstream?: true) => ({
  taskId: `${family}_${day}`,
  family,
  params: { date: day },
  ...(isDownstream && { isDownstream }),
  outputs: [{ name: `out/${family}-${day}.csv`, size: 1500 }],
});
const line = (...tasks: ReturnType<typeof task>[]) => ({ event: "toSetAside", when: "20261127", tasks }) as const;

describe("what is to be made again", () => {
  it("is read from the runner's lines, and other lines are not taken for it", () => {
    expect(parseSetAside(JSON.stringify(line()))).toEqual(line());
    expect([parseSetAside("no JSON"), parseSetAside('{"event":"runFinished","tasks":[]}')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("has each task once, and as asked for where one of the lists asks for it", () => {
    const [hit, asked] = [task("Load", "2026-11-01", true), task("Load", "2026-11-01")];
    expect(joinedTasks([line(hit), line(asked)])).toEqual([asked]);
    expect(joinedTasks([line(asked), line(hit)])).toEqual([asked]);
  });

  it("is told class by class with sizes, and which is only hit; and output by output", () => {
    const tasks = [task("Page", "2026-11-02", true), task("Load", "2026-11-02"), task("Load", "2026-11-01")];
    expect(redoSummary(tasks, t)).toEqual([
      "Page  ×1  2026-11-02  1.5 kB  made of what you chose",
      "Load  ×2  2026-11-01…2026-11-02  3.0 kB",
    ]);
    const rows = [{ name: "rows of 2026-11-03" }];
    const text = redoText("Redo Load", [{ ...task("Load", "2026-11-03"), outputs: rows }], t);
    expect(text).toContain("  Load  ×1  2026-11-03  removed for good, by its target\n");
    expect(text).toContain("Load(date=2026-11-03)\n    rows of 2026-11-03  removed for good, by its target\n");
  });
});

it("a month is suggested as far as it has gone", () => {
  const date = { name: "date", type: "date" } as never;
  expect(suggestedMonth(date, new Date(2026, 10, 27))).toEqual({ from: "2026-11-01", to: "2026-11-26" });
  expect(suggestedMonth(date, new Date(2026, 10, 1))).toEqual({ from: "2026-10-01", to: "2026-10-31" });
});
