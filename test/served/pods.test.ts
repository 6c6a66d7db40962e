// What the page shows of tasks that ran in pods, and how one chooses that they do.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { openHistory } from "../../src/runner/history/open-history.ts";
import { loadProject } from "../../src/runner/project/load-project.ts";
import { planTask, RunEvents } from "../runner/history/events.ts";
import { eventually } from "../vscode/in-host/eventually.ts";
import type { ServedPage } from "./served-page.ts";
import { shopPage } from "./shop-page.ts";

const POD = { pod: "pw-sales-7c1-2-x8v", node: "node-7", namespace: "pipelines", context: "night shift" };
const LOGS = "kubectl --context 'night shift' logs --namespace pipelines pw-sales-7c1-2-x8v";

describe("pods on the served page", { timeout: 600_000 }, () => {
  let served: ServedPage;

  before(async () => {
    served = await shopPage();
    await recordRunInPods();
  });
  after(() => served?.close());
  beforeEach(() => served.fresh());

  /** A run whose first attempt at Sales was lost with its node, and whose second ended well. */
  async function recordRunInPods(): Promise<void> {
    const history = await openHistory(await loadProject(served.folder), () => {});
    const run = new RunEvents();
    const sales = planTask("Sales 2026-11-05");
    const first = { ...POD, pod: "pw-sales-7c1-1-k2m", node: "node-3" };
    for (const event of [
      run.started({ family: "Sales", params: { date: "2026-11-05" }, on: "kubernetes" }),
      run.planned(sales),
      run.taskStarted(sales),
      run.podStarted(sales, first),
      run.attemptFailed(sales, "The node node-3 was lost: NodeLost"),
      run.taskStarted(sales, 2),
      run.podStarted(sales, POD, 2),
      run.taskFinished(sales, "ran", { attempts: 2 }),
      run.finished("success"),
    ])
      history.record(event);
    history.close();
  }

  const where = () => served.page.locator("#page-backfill").getByLabel(/^Where/);
  const showForm = async () => {
    await served.tab("Backfill");
    await served.page.locator('#page-backfill [data-field="family"]').selectOption("Orders");
    await served.page.locator('#page-backfill [data-field="range"]').fill("2026-11-05..2026-11-06");
    await served.page.getByRole("button", { name: "Start: 2 to run" }).waitFor();
  };

  it("a run says that it was on Kubernetes, and its tasks in which pod and on which node", async () => {
    await served.tab("Runs");
    await served.page.locator(".run-header", { hasText: "on Kubernetes" }).waitFor();
    await served.page.locator(".run td.pod", { hasText: `${POD.pod} · ${POD.node}` }).waitFor();
    await served.page.getByRole("button", { name: /Sales.*pod pw-sales-7c1-1-k2m on node-3/ }).waitFor();
  });

  it("a task's detail has the command that shows its pod's log", async () => {
    await served.tab("Runs");
    await served.page.locator(".run tbody .link").first().click();
    const detail = served.page.locator("#page-runs .detail");
    await detail.getByText(`Pod ${POD.pod} on the node ${POD.node}`).waitFor();
    await detail.locator("pre.command", { hasText: LOGS }).waitFor();
    await detail.locator(".pod-view").getByRole("button", { name: "Copy command" }).click();
    await eventually(
      () => served.page.evaluate<string>("navigator.clipboard.readText()"),
      (text) => text === LOGS,
      60,
    );
    await served.picture("a task that ran in a pod");
  });

  it("the same run is asked for again on the cluster", async () => {
    await served.tab("Runs");
    await served.page.locator(".run .actions").getByRole("button", { name: "Copy command" }).click();
    await eventually(
      () => served.page.evaluate<string>("navigator.clipboard.readText()"),
      (text) => text === "pipewright run Sales --date 2026-11-05 --on kubernetes",
      60,
    );
  });

  it("the form asks where it runs only where the project has an image", async () => {
    await showForm();
    assert.equal(await where().count(), 0);
  });

  it("a backfill is sent to the cluster where one chooses that", async () => {
    const file = path.join(served.folder, "pipewright.config.json");
    const configuration = readFileSync(file, "utf8");
    writeFileSync(
      file,
      JSON.stringify({ ...JSON.parse(configuration), kubernetes: { image: "registry.example/shop:1" } }),
    );
    try {
      await served.fresh();
      await showForm();
      await where().selectOption({ label: "Kubernetes" });
      await served.picture("where a backfill runs");
      await served.page.getByRole("button", { name: "Start: 2 to run" }).click();
      // No pod could see the shop's files: the command has understood where it was to run.
      await served.page.getByText("These files lie on this machine alone").first().waitFor();
    } finally {
      writeFileSync(file, configuration);
    }
  });
});
