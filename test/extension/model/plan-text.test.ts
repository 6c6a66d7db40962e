import { expect, it } from "vitest";
import { planText } from "../../../src/extension/model/plan-text.ts";
import { inEnglish } from "../../../src/extension/model/translate.ts";
import { refOf } from "../events.ts";

it("lists what would be done, and why", () => {
  const rest = { requires: [], outputs: [], priority: 0 };
  const tasks = [
    { ...refOf("DumpSales", "2026-11-20"), action: "skip", reason: "complete", ...rest },
    { ...refOf("Load", "2026-11-20"), action: "run", reason: "output data/a.csv does not exist", ...rest },
  ] as const;
  expect(planText("Load(date=2026-11-20)", tasks, inEnglish)).toBe(
    [
      "Plan of Load(date=2026-11-20)",
      "",
      "1 to run, 1 complete, 0 missing from outside, 0 that cannot be placed.",
      "",
      "skip  DumpSales(date=2026-11-20)  complete",
      "run   Load(date=2026-11-20)       output data/a.csv does not exist",
      "",
    ].join("\n"),
  );
});
