import { expect, it } from "vitest";
import { runProgress } from "../../../src/extension/model/run-progress.ts";
import { applyEvent, type RunState } from "../../../src/protocol/run-state.ts";
import { Events } from "../events.ts";

it("counts what is to be done, and the part of it that running tasks tell of", () => {
  const run = new Events();
  const state = [
    run.started("A"),
    run.planned(["A", "1"], ["A", "2"], ["A", "3"], ["A", "4"], ["A", "5", "skip"]),
    run.taskStarted("A", "1"),
    run.taskFinished("A", "1", "failed", "no"),
    run.taskStarted("A", "2"),
    run.progressed("A", "2", 0.5),
  ].reduce<RunState | undefined>(applyEvent, undefined);
  expect(runProgress([state as RunState])).toEqual({ done: 1, total: 4, fraction: 0.375, running: ["A(date=2)"] });
});

it("is nothing while a run is planned", () => {
  expect(runProgress([])).toEqual({ done: 0, total: 0, fraction: 0, running: [] });
});
