import { describe, expect, it } from "vitest";
import { type FamilySummary, summariesOfRun } from "../../../src/extension/model/family-summary.ts";
import { runNote } from "../../../src/extension/model/run-note.ts";
import { inEnglish } from "../../../src/extension/model/translate.ts";
import type { RunEvent } from "../../../src/protocol/run-event.ts";
import { applyEvent, type RunState } from "../../../src/protocol/run-state.ts";
import { Events } from "../events.ts";

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
const ended = (summary: Partial<FamilySummary>): FamilySummary => ({
  family: "DumpSales",
  status: "ran",
  counts: { ran: 1 },
  active: false,
  task: { taskId: "a", params: {}, time: "2026-11-24T10:00:00.000Z", durationMs: 1234 },
  ...summary,
});
const note = (summary: FamilySummary) => runNote(summary, NOW, inEnglish);

function summaryAfter(...events: readonly RunEvent[]): FamilySummary {
  let state: RunState | undefined;
  for (const event of events) state = applyEvent(state, event);
  return summariesOfRun(state as RunState)[0] as FamilySummary;
}

describe("a note on how a class stands", () => {
  it("says what happened, when, and how long it took", () => {
    expect(note(ended({}))).toBe("ran 2 h ago · 1.2 s");
    expect(note(ended({ status: "failed", counts: { failed: 1 } }))).toBe("failed 2 h ago · 1.2 s");
  });

  it("counts the tasks where there are several", () => {
    expect(note(ended({ status: "failed", counts: { ran: 6, failed: 1 } }))).toBe("1 failed, 6 ran · 2 h ago");
  });

  it("gives no duration to what was complete already", () => {
    expect(note(ended({ status: "alreadyComplete", counts: { alreadyComplete: 1 } }))).toBe("complete 2 h ago");
  });

  it("tells the progress of the one task that runs", () => {
    const run = new Events();
    const running = [run.started("A"), run.planned(["A", "2026-11-20"]), run.taskStarted("A", "2026-11-20")];
    expect(note(summaryAfter(...running))).toBe("running");
    expect(note(summaryAfter(...running, run.progressed("A", "2026-11-20", 0.4)))).toBe("running 40 %");
  });

  it("tells how many of several are through, and that some failed", () => {
    const run = new Events();
    const events = [
      run.started("A"),
      run.planned(["A", "2026-11-20"], ["A", "2026-11-21"], ["A", "2026-11-22"], ["A", "2026-11-23", "skip"]),
      run.taskStarted("A", "2026-11-20"),
      run.taskFinished("A", "2026-11-20", "failed", "no"),
      run.taskStarted("A", "2026-11-21"),
    ];
    expect(note(summaryAfter(...events))).toBe("running · 2 of 4, 1 failed");
  });
});
