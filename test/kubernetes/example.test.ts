// The example with every task in a pod of its own: it makes what it makes on this machine.
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyExample } from "../support/copy-example.ts";
import { Example } from "../support/example.ts";
import { PodsProject } from "./pods-project.ts";

const DAYS = ["SalesReport", "--from", "2026-11-14", "--to", "2026-11-16"];

const here = Example.at(copyExample());
const project = new PodsProject({ source: here.folder, packages: ["@duckdb/node-api", "echarts"] });
const pods = Example.at(project.folder);

beforeAll(() => project.makeImage());
afterAll(() => {
  here.remove();
  project.remove();
});

test("three days, made in pods, are those made here", async () => {
  const { exitCode, finished, told } = await pods.run(["backfill", ...DAYS, "--on", "kubernetes"]);
  expect({ exitCode, status: finished.status }, told).toEqual({ exitCode: 0, status: "success" });
  expect((await here.run(["backfill", ...DAYS])).exitCode).toBe(0);
  expect(await pods.made()).toEqual(await here.made());
});
