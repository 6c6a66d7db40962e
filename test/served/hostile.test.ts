// Names, values, logs and errors that are markup are shown as the text that they are.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pipewright } from "../support/command.ts";
import { hostileTasks } from "../support/hostile-tasks.ts";
import { ServedPage } from "./served-page.ts";

const NAME = `<img src=x onerror=alert(1)> "shop"`;

describe("markup from a project, on the served page", { timeout: 600_000 }, () => {
  let source: string;
  let served: ServedPage;
  const dialogs: string[] = [];

  before(async () => {
    source = mkdtempSync(path.join(tmpdir(), "pipewright-hostile-"));
    hostileTasks(source);
    served = await ServedPage.open(source, NAME);
    await pipewright(served.folder, ["run", "Hostile", "--date", "2026-11-05"]);
    await served.fresh();
    served.page.on("dialog", (dialog) => void dialog.dismiss().then(() => dialogs.push(dialog.message())));
    await served.nodeIs("Hostile", "failed");
  });
  after(async () => {
    await served?.close();
    rmSync(source, { recursive: true, force: true });
  });

  /** Nothing ran, and nothing of it became an element. */
  const isHarmless = async () => {
    assert.equal(await served.page.evaluate("window.attacked"), undefined);
    assert.equal(
      await served.page.locator("img, iframe, object, embed, body script ~ script, a[href^='javascript']").count(),
      0,
    );
    assert.deepEqual(dialogs, []);
  };

  it("is text in the graph, its groups and what it is saved as", async () => {
    const { page } = served;
    await isHarmless();
    await page.getByLabel("What is folded together").selectOption({ label: "By tag" });
    await page.locator(".node.group", { hasText: "<img src=x" }).waitFor();
    await page.getByRole("button", { name: "Save as…" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "SVG" }).click();
    const svg = readFileSync(await (await download).path(), "utf8");
    assert.doesNotMatch(svg, /<img|<script/);
    await isHarmless();
  });

  it("is text in a plan", async () => {
    const { page } = served;
    await page.getByLabel("What is folded together").selectOption({ label: "Every class" });
    await page.getByRole("button", { name: "Plan…" }).click();
    await page.locator('.plan-bar [data-parameter="date"]').fill("2026-11-06");
    await page.getByRole("button", { name: "Show plan" }).click();
    await page.locator(".chip", { hasText: "Plan of" }).waitFor();
    await isHarmless();
  });

  it("is text in the grid and its detail", async () => {
    const { page } = served;
    await served.tab("Grid");
    await page.locator('#page-grid [data-field="range"]').fill("2026-11-04..2026-11-06");
    await page.locator('#page-grid [data-cells="3"]').waitFor();
    await page.getByRole("grid").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.locator("#page-grid .detail pre.error", { hasText: "<script>" }).waitFor();
    await isHarmless();
  });

  it("is text in the form", async () => {
    const { page } = served;
    await served.tab("Backfill");
    await page.locator('#page-backfill [data-field="range"]').fill("2026-11-04..2026-11-06");
    await page.locator(".dates .date").nth(2).waitFor();
    await isHarmless();
  });

  it("is text in a run, its log and its error", async () => {
    const { page } = served;
    await served.tab("Runs");
    await page.locator('.run tr[data-status="failed"] .link').first().click();
    await page.locator("#page-runs .log", { hasText: "</pre><script>" }).waitFor();
    await page.locator("#page-runs pre.error", { hasText: "<svg/onload" }).waitFor();
    await isHarmless();
  });

  it("left nothing that the page's policy refused: it never was more than text", () => {
    assert.deepEqual(served.complaints, []);
  });
});
