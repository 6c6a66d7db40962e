// What one can ask of a backfill on the page, and what is told of it while it runs; of tasks by the hour.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { eventually } from "../vscode/in-host/eventually.ts";
import type { ServedPage } from "./served-page.ts";
import { shopPage } from "./shop-page.ts";

/** Each hour writes down when it begins and ends; it waits while there is a `hold-<hour>`, and fails by a `broken-<hour>`. */
const TICKS = `import { appendFileSync, existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { DateHourParameter, LocalTarget, Task } from "pipewright";

export class Ticks extends Task.with({ at: DateHourParameter() }) {
  output() {
    return new LocalTarget(\`made/ticks/\${this.at}.txt\`);
  }

  async run() {
    const hour = String(this.at).slice(11, 13);
    appendFileSync("ticks.txt", \`begin \${hour}\\n\`);
    for (let waited = 1; existsSync(\`hold-\${hour}\`); waited++) {
      this.log(\`held for the \${waited}th time\`);
      await sleep(100, undefined, { signal: this.signal });
    }
    if (existsSync(\`broken-\${hour}\`)) throw new Error(\`The clock stopped at \${hour}.\`);
    await this.output().write("tick");
    appendFileSync("ticks.txt", \`end \${hour}\\n\`);
  }
}
`;

describe("the options of a backfill on the served page", { timeout: 600_000 }, () => {
  let served: ServedPage;

  before(async () => {
    served = await shopPage();
    writeFileSync(inFolder("tasks/ticks.ts"), TICKS);
    await served.node("Ticks").waitFor();
  });
  after(() => served?.close());
  beforeEach(async () => {
    rmSync(inFolder("ticks.txt"), { force: true });
    await served.fresh();
  });

  const inFolder = (file: string) => path.join(served.folder, file);
  const touch = (file: string) => writeFileSync(inFolder(file), "");
  const ticks = () =>
    existsSync(inFolder("ticks.txt")) ? readFileSync(inFolder("ticks.txt"), "utf8").split("\n") : [];
  const card = (range: string, status: string) =>
    served.page.locator(`.card[data-status="${status}"]`, { hasText: `at=${range}` });

  /** @returns the range as it is shown in a backfill's name */
  const fillForm = async (from: string, to: string): Promise<string> => {
    await served.tab("Backfill");
    await served.page.locator('#page-backfill [data-field="family"]').selectOption("Ticks");
    await served.page.locator('#page-backfill [data-field="range"]').fill(`2026-11-24T${from}..2026-11-24T${to}`);
    return `2026-11-24T${from}…2026-11-24T${to}`;
  };
  const start = (count: number) => served.page.getByRole("button", { name: `Start: ${count} to run` }).click();

  it("takes the range as one says it, and counts what of it would run", async () => {
    await fillForm("00", "02");
    await served.page.locator('#page-backfill [data-field="range"]').fill("last 5h");
    await served.page.getByRole("button", { name: "Start: 5 to run" }).waitFor();
  });

  it("runs the newest first, one at a time, where one asks for that", async () => {
    const range = await fillForm("00", "02");
    await served.page
      .locator("#page-backfill")
      .getByLabel(/^Order/)
      .selectOption({ label: "Newest first" });
    await served.page.getByLabel("At once").fill("1");
    await start(3);
    await card(range, "success").getByText("3/3").waitFor();
    assert.deepEqual(ticks(), ["begin 02", "end 02", "begin 01", "end 01", "begin 00", "end 00", ""]);
  });

  it("runs as many at once as are asked for, moves only where one likes that, and tells how long the rest will take", async () => {
    const hours = ["03", "04", "05", "06"];
    for (const hour of hours) touch(`hold-${hour}`);
    const range = await fillForm("03", "06");
    await served.page.getByLabel("At once").fill("3");
    await start(4);
    await eventually(ticks, (lines) => lines.length > 3, 60);
    assert.deepEqual(ticks().toSorted(), ["", "begin 03", "begin 04", "begin 05"]);
    await served.tab("Graph");
    for (const [reducedMotion, animation] of [
      ["no-preference", "turn"],
      ["reduce", "none"],
    ] as const) {
      await served.page.emulateMedia({ reducedMotion });
      const icon = `document.querySelector('.node[data-tone="running"] .status .icon')`;
      await served.until(`${icon} !== null && getComputedStyle(${icon}).animationName === "${animation}"`);
    }
    await served.tab("Backfill");
    for (const hour of ["03", "04", "05"]) rmSync(inFolder(`hold-${hour}`));
    await card(range, "running")
      .getByText(/3\/4 .*about .* left/)
      .waitFor();
    rmSync(inFolder("hold-06"));
    await card(range, "success").getByText("4/4").waitFor();
  });

  it("starts no more after the first failure, where one asks for that", async () => {
    touch("broken-08");
    const range = await fillForm("07", "10");
    await served.page.getByLabel("At once").fill("1");
    await served.page.getByText("Stop at the first failure").click();
    await start(4);
    await card(range, "failed").getByText("1/4").waitFor();
    assert.deepEqual(ticks(), ["begin 07", "end 07", "begin 08", ""]);
  });

  it("are a grid of hours, or of days", async () => {
    const { page } = served;
    await served.tab("Grid");
    await page.locator('#page-grid [data-field="family"]').selectOption("Ticks");
    await page.locator('#page-grid [data-field="range"]').fill("2026-11-24T00..2026-11-24T23");
    const columns = (count: number) => page.locator(`.grid[aria-colcount="${count}"]`).waitFor();
    await columns(24);
    assert.equal(await page.locator("#page-grid").getByLabel("Columns").inputValue(), "hour");
    await page.getByRole("grid").focus();
    await page.keyboard.press("Home");
    for (let hour = 0; hour < 8; hour++) await page.keyboard.press("ArrowRight");
    await page.locator("#current-cell", { hasText: /^Ticks 2026-11-24T08: failed/ }).waitFor({ state: "attached" });
    await served.picture("hours in the grid");
    await page.locator("#page-grid").getByLabel("Columns").selectOption({ label: "Days" });
    await columns(1);
    await page
      .locator("#current-cell", { hasText: /^Ticks 2026-11-24: failed · 8\/24/ })
      .waitFor({ state: "attached" });
  });

  it("tells of a task that took longer than usual by how much, and what is usual", async () => {
    const { page } = served;
    touch("hold-20");
    await fillForm("20", "20");
    await start(1);
    await served.tab("Runs");
    await page.locator('.run tr[data-status="running"] .link', { hasText: "Ticks" }).click();
    await page.locator("#page-runs .log", { hasText: "held for the 30th time" }).waitFor();
    rmSync(inFolder("hold-20"));
    const slower = page.locator('.run[data-status="success"] .slower', { hasText: /▲ \d+ %/ });
    await slower.waitFor();
    assert.match((await slower.getAttribute("title")) ?? "", /^usually \d/);
  });

  it("left no error behind", () => {
    assert.deepEqual(served.complaints, []);
  });
});
