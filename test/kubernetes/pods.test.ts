// Tasks in the pods of a real cluster: what comes of those that end by themselves.
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunEvent } from "../../src/protocol/run-event.ts";
import { pipewright } from "../support/command.ts";
import { runIn } from "../support/run-in.ts";
import { PodsProject } from "./pods-project.ts";

const ON = ["--on", "kubernetes"];
const project = new PodsProject({ source: path.join(import.meta.dirname, "pipeline") });
const { folder } = project;

beforeAll(() => project.makeImage());
afterAll(() => project.remove());

describe("In pods", () => {
  test("a pipeline is made, and its history is here", async () => {
    const { exitCode, events, statuses, stderr } = await runIn(folder, "run", "Total", "--parts", "3", ...ON);
    expect([exitCode, statuses("Part"), statuses("Total")], stderr).toEqual([0, ["ran", "ran", "ran"], ["ran"]]);
    expect(project.read("total.txt")).toBe("3");
    const kinds = (kind: RunEvent["event"]) => events.filter(({ event }) => event === kind).length;
    expect([kinds("taskProgressed"), kinds("taskMessaged")]).toEqual([3, 3]);
    const { stdout } = await pipewright(folder, ["logs", "Part", "--n", "1"]);
    const shown = await pipewright(folder, ["history", "Total", "--json"]);
    const { pod } = JSON.parse(shown.stdout.split("\n")[0] ?? "");
    expect(pod).toEqual({
      pod: expect.stringMatching(/^pw-total-/),
      node: expect.stringMatching(/./),
      namespace: "default",
    });
    const runs = await pipewright(folder, ["history", "--json"]);
    expect(JSON.parse(runs.stdout.split("\n")[0] ?? "")).toMatchObject({ family: "Total", on: "kubernetes" });
    expect(stdout).toMatch(/kubectl logs --namespace default pw-part-\S+\nprinted\n\S+ half\n/);
  });

  test("a task that asks for more starts over when that is made", async () => {
    const { exitCode, statuses } = await runIn(folder, "run", "Dynamic", ...ON);
    expect([exitCode, statuses("Part"), statuses("Dynamic")]).toEqual([0, ["ran"], ["ran"]]);
    expect(project.read("dynamic.txt")).toBe("got 77");
  });

  test("to start over is no failure, and what was asked for is told of as anywhere", async () => {
    const { exitCode, events, result } = await runIn(folder, "run", "Flaky", ...ON);
    expect([exitCode, result("Flaky").status], JSON.stringify(result("Flaky"))).toEqual([0, "ran"]);
    const failed = events.flatMap((each) => (each.event === "attemptFailed" ? [each.error.message] : []));
    expect(failed).toEqual(["once"]);
    const told = events.find((each) => each.event === "taskFinished" && each.family === "Flaky");
    expect(told).toMatchObject({ asked: [expect.stringMatching(/^Part_78_/), expect.stringMatching(/^Part_79_/)] });
  });

  test("a failure has its message, and its line in the source here", async () => {
    const { exitCode, result } = await runIn(folder, "run", "Boom", ...ON);
    expect(exitCode).toBe(20);
    expect(result("Boom").error).toMatchObject({
      message: "boom",
      location: { file: path.join(folder, "tasks", "tasks.ts") },
    });
  });

  test("what nothing catches fails its task by its own words", async () => {
    const { exitCode, result } = await runIn(folder, "run", "Careless", ...ON);
    expect([exitCode, result("Careless").error?.message]).toEqual([20, "Not caught: not caught anywhere"]);
  });

  test("a file that no pod would see is refused by name before anything runs", async () => {
    const { exitCode, stderr } = await pipewright(folder, ["run", "Outside", ...ON]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("elsewhere/outside.txt");
  });
});
