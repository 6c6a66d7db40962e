// The API server can not be reached for a while: pods go on, and the run goes on with them when it is back.
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ChaosRun } from "../chaos/chaos-run.ts";
import { pipewright, start } from "../support/command.ts";
import { BreakableWay } from "./breakable-way.ts";
import { PodsProject } from "./pods-project.ts";

const AWAY_MS = 30_000;

const project = new PodsProject({ source: path.join(import.meta.dirname, "pipeline") });
const way = new BreakableWay(process.env.KUBECONFIG as string);

beforeAll(() => project.makeImage());
afterAll(() => {
  way.close();
  project.remove();
});

test("what ends while the API server is away counts when it is back, and nothing is made twice", async () => {
  await way.open();
  const KUBECONFIG = path.join(project.folder, "kubeconfig");
  way.writeConfig(KUBECONFIG);
  const args = ["run", "Wall", "--wall", "1", "--on", "kubernetes", "--json"];
  const run = new ChaosRun(start(project.folder, args, undefined, { KUBECONFIG }));
  await project.hasBegun("brick-1-0-0");
  way.close();
  await pause(AWAY_MS);
  await way.open();
  const { exitCode, finished, told } = await run.end();
  expect({ exitCode, status: finished?.status }, told).toEqual({ exitCode: 0, status: "success" });
  expect(told).toMatch(/API server|cluster/);
  for (const layer of [0, 1, 2])
    for (const n of [0, 1, 2, 3]) expect(project.began(`brick-1-${layer}-${n}`)).toHaveLength(1);
});

test("a run that never reaches it says so, and what to look at", async () => {
  way.close();
  const KUBECONFIG = path.join(project.folder, "kubeconfig");
  const { exitCode, stderr } = await pipewright(project.folder, ["run", "Wall", "--wall", "2", "--on", "kubernetes"], {
    KUBECONFIG,
  });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^The cluster does not answer: .*127\.0\.0\.1.*`kubectl cluster-info` asks it as well\.$/m);
});
