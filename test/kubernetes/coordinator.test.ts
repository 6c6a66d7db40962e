// The coordinator is killed at random moments and started again: what is at work in pods is taken over, nothing is made
// twice.
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ChaosRun } from "../chaos/chaos-run.ts";
import { faults } from "../chaos/faults.ts";
import { start } from "../support/command.ts";
import { PodsProject } from "./pods-project.ts";

const BRICKS = 12;

const counts = { thorough: 20, bounded: 3, keptAs: "pods" };

const kills = faults("kill -9 of the coordinator", counts, (next, index) => ({
  wall: index,
  events: 2 + Math.floor(next() * 2 * BRICKS),
  delay: Math.floor(next() * 1500),
}));

const project = new PodsProject({ source: path.join(import.meta.dirname, "pipeline") });

beforeAll(() => project.makeImage());
afterAll(() => project.remove());

test.for(kills.all)("killed $delay ms after $events events", async ({ wall, events, delay }) => {
  const run = () =>
    new ChaosRun(start(project.folder, ["run", "Wall", "--wall", String(wall), "--on", "kubernetes", "--json"]));
  const first = run();
  await first.reach(events);
  await pause(delay);
  if (!first.hasEnded) process.kill(first.pid, "SIGKILL");
  await first.end();
  const second = await run().end();
  expect(second, second.told).toMatchObject({ exitCode: 0, finished: { status: "success" } });
  const bricks = [0, 1, 2].flatMap((layer) => [0, 1, 2, 3].map((n) => `brick-${wall}-${layer}-${n}`));
  const names = [`wall-${wall}`, ...bricks];
  expect(names.map((name) => [name, project.began(name).length])).toEqual(names.map((name) => [name, 1]));
  kills.survived();
});
