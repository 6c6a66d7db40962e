// The grid, the backfill form and the runs on the page of `pipewright serve`, used as a person would use them.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { eventually } from "../vscode/in-host/eventually.ts";
import type { ServedPage } from "./served-page.ts";
import { shopPage } from "./shop-page.ts";

describe("grid, backfills and runs on the served page", { timeout: 600_000 }, () => {
  let served: ServedPage;

  before(async () => {
    served = await shopPage();
  });
  after(() => served?.close());
  beforeEach(() => served.fresh());

  const button = (name: string | RegExp) => served.page.getByRole("button", { name, exact: typeof name === "string" });
  const inFolder = (file: string) => path.join(served.folder, file);
  const cell = (text: RegExp) => served.page.locator("#current-cell", { hasText: text });

  /** The range is typed; the grid is there when it has looked at the outputs. */
  const showGrid = async (range: string) => {
    await served.tab("Grid");
    await served.page.locator('#page-grid [data-field="range"]').fill(range);
    await served.page.locator('#page-grid [data-cells="112"]').waitFor();
    await served.page.getByText("Looking at the outputs…").waitFor({ state: "hidden" });
  };
  const showForm = async (family: string, range: string) => {
    await served.tab("Backfill");
    await served.page.locator('#page-backfill [data-field="family"]').selectOption(family);
    await served.page.locator('#page-backfill [data-field="range"]').fill(range);
  };
  const count = (action: string, number: number) =>
    served.page.locator(`.counts [data-action="${action}"] strong`, { hasText: new RegExp(`^${number}$`) }).waitFor();
  const card = (status: string) => served.page.locator(`.card[data-status="${status}"]`).first();

  it("say that nothing ran yet, and what to do about it", async () => {
    await served.tab("Runs");
    await served.page.getByRole("heading", { name: "Nothing ran here yet" }).waitFor();
    await served.tab("Backfill");
    await served.page.getByText("There is none yet.").waitFor();
    await served.tab("Grid");
    await cell(/missing|nothing known|outside/).waitFor({ state: "attached" });
  });

  it("the form counts what would run before anything runs, as the range is typed", async () => {
    await showForm("Orders", "2026-11-05..2026-11-06");
    await count("run", 2);
    await showForm("Orders", "2026-11-05..2026-11-10");
    await count("run", 6);
    await count("waitForExternal", 1);
    assert.ok(!existsSync(inFolder("made")));
    await showForm("Orders", "2026-13");
    await served.page.locator(".warning").first().waitFor();
  });

  it("a backfill goes from the form to its end, and is kept with how far it came", async () => {
    await showForm("Daily", "2026-11-05..2026-11-20");
    await served.page.locator(".dates .date", { hasText: "2026-11-09" }).waitFor();
    await button(/^Start: \d+ to run$/).click();
    await card("failed").getByText("14/16").waitFor();
    assert.ok(existsSync(inFolder("made/page/2026-11-05.html")));
    assert.ok(!existsSync(inFolder("made/page/2026-11-18.html")));
    await served.fresh();
    await served.tab("Backfill");
    await card("failed").getByText("14/16").waitFor();
    await served.picture("backfill form on the page");
  });

  it("a backfill is stopped while it runs, and goes on where it was, after the page was left too", async () => {
    writeFileSync(inFolder("hold"), "");
    await showForm("Sales", "2026-11-21..2026-11-22");
    await button(/^Start: \d+ to run$/).click();
    await served.fresh();
    await served.tab("Backfill");
    await card("running").getByText("0/2").waitFor();
    await card("running").getByRole("button", { name: "Stop" }).click();
    await card("cancelled").waitFor();
    assert.ok(!existsSync(inFolder("made/sales/2026-11-21.json")));
    rmSync(inFolder("hold"));
    await card("cancelled").getByRole("button", { name: "Resume" }).click();
    await card("success").getByText("2/2").waitFor();
    assert.ok(existsSync(inFolder("made/sales/2026-11-22.json")));
  });

  it("a backfill is paused: the task that runs comes to its end, the rest waits until it is resumed", async () => {
    const made = () => ["23", "24", "25"].filter((day) => existsSync(inFolder(`made/sales/2026-11-${day}.json`)));
    writeFileSync(inFolder("hold"), "");
    await showForm("Sales", "2026-11-23..2026-11-25");
    await served.page.getByLabel("At once").fill("1");
    await button(/^Start: \d+ to run$/).click();
    await served.page.locator('.card[data-status="running"] .part[data-tone="running"]').waitFor({ state: "attached" });
    await card("running").getByRole("button", { name: "Pause" }).click();
    await card("pausing").waitFor();
    assert.equal(await card("pausing").getByRole("button", { name: "Resume" }).count(), 0);
    rmSync(inFolder("hold"));
    await card("paused").getByText("1/3").waitFor();
    assert.equal(made().length, 1);
    await served.fresh();
    await served.tab("Backfill");
    await card("paused").getByText("1/3").waitFor();
    await served.picture("a paused backfill");
    await card("paused").getByRole("button", { name: "Resume" }).click();
    await card("success").getByText("3/3").waitFor();
    assert.equal(made().length, 3);
  });

  it("what failed is tried again with the cause gone", async () => {
    rmSync(inFolder("broken/2026-11-18"));
    await served.tab("Backfill");
    await card("failed").getByRole("button", { name: "Retry failed" }).click();
    await served.page.locator(".card").getByText("15/16").waitFor();
    assert.ok(existsSync(inFolder("made/page/2026-11-18.html")));
  });

  it("everything is made again only after a look at the list of what that overwrites", async () => {
    await showForm("Prices", "2026-11-05..2026-11-06");
    await button("Nothing to run").waitFor();
    await served.page.locator('[data-field="policy"]').selectOption({ label: "Everything again" });
    await button("Start: 2 to run").click();
    const dialog = served.page.getByRole("dialog");
    await dialog.getByRole("listitem").nth(1).waitFor();
    assert.deepEqual(await dialog.getByRole("listitem").allTextContents(), [
      "made/prices/2026-11-05-eur.json",
      "made/prices/2026-11-06-eur.json",
    ]);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await served.tab("Runs");
    assert.equal(await served.page.locator(".run-item", { hasText: "Prices" }).count(), 0);
    await served.tab("Backfill");
    await button("Start: 2 to run").click();
    await dialog.getByRole("button", { name: "Make them again" }).click();
    await served.page.locator(".card", { hasText: "Prices" }).getByText("2/2").waitFor();
  });

  it("what older code made is made again, where one asks for that", async () => {
    const file = inFolder("tasks/ingest/prices.ts");
    const original = readFileSync(file, "utf8");
    await showForm("Prices", "2026-11-05..2026-11-06");
    await served.page.locator('[data-field="policy"]').selectOption({ label: "What is missing, and what is stale" });
    await button("Nothing to run").waitFor();
    writeFileSync(file, original.replace('write("{}")', 'write("[]")'));
    await eventually(
      async () => {
        await showForm("Prices", "2026-11-05");
        await showForm("Prices", "2026-11-05..2026-11-06");
        await served.page.locator("[aria-busy]").waitFor({ state: "detached" });
        return button("Start: 2 to run").count();
      },
      (found) => found === 1,
      30,
    );
    await button("Start: 2 to run").click();
    await eventually(
      () => readFileSync(inFolder("made/prices/2026-11-06-eur.json"), "utf8"),
      (text) => text === "[]",
      60,
    );
  });

  it("a range is chosen in the calendar, by a drag and by the keys", async () => {
    await showForm("Daily", "2026-11-05..2026-11-20");
    const range = served.page.locator('#page-backfill [data-field="range"]');
    const day = (date: string) => served.page.locator(`.day[aria-label^="${date}"]`);
    await day("2026-11-09").hover();
    await served.page.mouse.down();
    await day("2026-11-12").hover();
    await served.page.mouse.up();
    assert.equal(await range.inputValue(), "2026-11-09..2026-11-12");
    assert.match((await day("2026-11-10").getAttribute("aria-label")) ?? "", /ran|complete/);
    await day("2026-11-12").focus();
    await served.page.keyboard.press("Shift+ArrowLeft");
    await served.page.keyboard.press("Enter");
    await served.until(
      `document.querySelector('#page-backfill [data-field="range"]').value === "2026-11-11..2026-11-12"`,
    );
  });

  it("the calendar begins in sight with the range, in a panel too narrow for all of its dates", async () => {
    await served.page.setViewportSize({ width: 500, height: 800 });
    try {
      await showForm("Daily", "2026-11-01..2026-11-20");
      await served.until(`(() => {
        const day = document.querySelector('.day.in')?.getBoundingClientRect();
        const strip = document.querySelector(".strip").getBoundingClientRect();
        return day !== undefined && day.left >= strip.left && day.right <= strip.right;
      })()`);
    } finally {
      await served.page.setViewportSize({ width: 1280, height: 800 });
    }
  });

  it("the grid tells of each date how it stands and why, and leads to its runs, log and output", async () => {
    rmSync(inFolder("made/sales/2026-11-18.json"));
    await showGrid("2026-11-05..2026-11-20");
    await served.picture("grid on the page");
    const grid = served.page.getByRole("grid");
    await grid.focus();
    await served.page.keyboard.press("Home");
    await cell(/^Daily 2026-11-05: (?:ran|complete)/).waitFor({ state: "attached" });
    for (let step = 0; step < 4; step++) await served.page.keyboard.press("ArrowRight");
    await cell(/^Daily 2026-11-09: pending/).waitFor({ state: "attached" });
    await served.page.keyboard.press("Home");
    while ((await served.page.locator("#current-cell").textContent())?.startsWith("Orders") !== true)
      await served.page.keyboard.press("ArrowDown");
    await served.page.keyboard.press("Enter");
    const detail = served.page.locator("#page-grid .detail");
    await detail.getByRole("heading", { name: "Orders" }).waitFor();
    await detail.getByText("reading the delivery of 2026-11-05").waitFor();
    await detail.getByRole("button", { name: "Outputs" }).click();
    await detail.getByText("made/orders/2026-11-05.csv").waitFor();
    // What somebody else makes has outputs too, and needs no run to have them.
    await grid.focus();
    await served.page.keyboard.press("ArrowDown");
    await served.page.keyboard.press("Enter");
    await detail.getByRole("heading", { name: "Delivery" }).waitFor();
    await detail.getByRole("button", { name: "Outputs" }).click();
    await detail.getByText("delivered/2026-11-05.csv").waitFor();
  });

  it("a range is drawn in the grid, with the mouse and with Shift and the arrows, and becomes a backfill", async () => {
    await showGrid("2026-11-05..2026-11-20");
    const grid = served.page.getByRole("grid");
    const box = await grid.boundingBox();
    assert.ok(box);
    // Labels are 200 wide and the header 46 high, a column 22 and a row 24.
    await served.page.mouse.move(box.x + 200 + 11, box.y + 46 + 12);
    await served.page.mouse.down();
    await served.page.mouse.move(box.x + 200 + 22 * 2 + 11, box.y + 46 + 12, { steps: 4 });
    await served.page.mouse.up();
    await served.page.locator(".selection", { hasText: "Daily 2026-11-05 … 2026-11-07" }).waitFor();
    await served.page.keyboard.press("Escape");
    await grid.focus();
    await served.page.keyboard.press("Home");
    await served.page.keyboard.press("Shift+ArrowRight");
    await served.page.keyboard.press("b");
    await served.until(
      `document.querySelector('#page-backfill [data-field="range"]')?.value === "2026-11-05..2026-11-06"`,
    );
  });

  it("the grid has months and weeks as well as days", async () => {
    await showGrid("2026-11-05..2026-11-20");
    const scale = served.page.locator("#page-grid").getByLabel("Columns");
    const grid = served.page.getByRole("grid");
    for (const [label, columns] of [
      ["Months", 1],
      ["Weeks", 3],
      ["Days", 16],
    ] as const) {
      await scale.selectOption({ label });
      await served.page.locator(`.grid[aria-colcount="${columns}"]`).waitFor();
    }
    await grid.waitFor();
  });

  it("a run has a timeline by worker, its tasks with attempts and durations, and its command", async () => {
    const { page } = served;
    await served.tab("Runs");
    await page.locator(".run-item", { hasText: "Daily(date=2026-11-05…2026-11-20)" }).last().click();
    await page.locator(".lane", { hasText: "Worker 1" }).waitFor();
    await page
      .locator('.run tr[data-status="failed"]', { hasText: "The sales of 2026-11-18 do not add up." })
      .waitFor();
    await page.locator(".run").getByRole("button", { name: "Copy command" }).click();
    assert.equal(
      await page.evaluate("navigator.clipboard.readText()"),
      "pipewright backfill Daily --from 2026-11-05 --to 2026-11-20 --over date",
    );
    await page.locator('.bar-item[data-tone="failed"]').first().press("Enter");
    await page.locator("#page-runs .detail pre.error", { hasText: "do not add up" }).waitFor();
    await served.picture("run detail on the page");
  });

  it("a log grows before one's eyes, and a run is stopped from where it is looked at", async () => {
    const { page } = served;
    writeFileSync(inFolder("hold"), "");
    await showForm("Sales", "2026-11-26");
    await button(/^Start: \d+ to run$/).click();
    await served.tab("Runs");
    await page.locator('.run[data-status="running"]').waitFor();
    await page.locator('.run tr[data-status="running"] .link', { hasText: "Sales" }).click();
    await page.locator(".log", { hasText: "held for the 1th time" }).waitFor();
    await page.locator(".log", { hasText: "held for the 20th time" }).waitFor();
    await page.locator(".run").getByRole("button", { name: "Stop" }).click();
    await page.locator('.run[data-status="cancelled"]').waitFor();
    rmSync(inFolder("hold"));
  });

  it("left no error behind, and nothing that the page's policy refused", () => {
    assert.deepEqual(served.complaints, []);
  });
});
