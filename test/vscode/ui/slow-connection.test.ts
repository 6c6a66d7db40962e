// A window whose extensions are far away, as with Remote SSH: each message takes its time.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { pipewright } from "../../support/command.ts";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture } from "../host/pictures.ts";
import { SlowWay } from "../host/slow-way.ts";
import type { Workbench } from "../host/workbench.ts";

const LATENCY_MS = 300;
const DAYS = 40;
const ONE_AFTER_ANOTHER = ["--workers", "1"];
const DAYS_FOR_LENSES = ["--from", "2026-01-01", "--to", "2026-02-09"];
const DAYS_FOR_MENUS = ["--from", "2026-03-01", "--to", "2026-04-09"];
const DAYS_FOR_RUNS = ["--from", "2026-05-01", "--to", "2026-06-09"];

/** While 40 days of it are made, what is said over its class changes twice in a second. */
const SOURCE = `import { DateParameter, LocalTarget, Task } from "pipewright";

export class Hasty extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`data/hasty/\${this.date}.txt\`);
  }

  async run() {
    await new Promise((resolve) => setTimeout(resolve, 500));
    console.log(\`made \${this.date}\`);
    await this.output().write("done");
  }
}
`;

describe("Over a slow connection", { timeout: 600_000 }, () => {
  const way = new SlowWay();
  let opened: OpenedWindow | undefined;
  let folder: string;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);

  before(async () => {
    opened = await openWindow({
      prepare: (made) => writeFileSync(path.join(made, "tasks/hasty.ts"), SOURCE),
      way,
    });
    ({ folder, workbench } = opened);
  });

  after(() => opened?.close());

  /** Does something again and again while a backfill of so many days goes on. */
  const duringBackfill = async (days: readonly string[], act: () => Promise<void>) => {
    const over = new AbortController();
    const args = ["backfill", "Hasty", ...days, ...ONE_AFTER_ANOTHER];
    const backfill = pipewright(folder, args).finally(() => over.abort());
    while (!over.signal.aborted) await act();
    const { exitCode, stderr } = await backfill;
    assert.equal(exitCode, 0, stderr);
  };

  pictured("a click on a CodeLens is answered, however often what it says changes meanwhile", async () => {
    await workbench.openFile("hasty.ts");
    await workbench.codeLens("Run").waitFor();
    way.latency = LATENCY_MS;
    const dialog = workbench.page.locator(".quick-input-widget:visible", { hasText: "Hasty" });
    const refusal = workbench.notification("Actual command not found");
    let answered = 0;
    await duringBackfill(DAYS_FOR_LENSES, async () => {
      // Not the one that says "running".
      await workbench.codeLens(/Run$/).click();
      const answer = dialog.or(refusal).first();
      // A lens that is drawn anew under the pointer has lost the click.
      await answer.waitFor({ timeout: 2000 }).catch(() => {});
      assert.equal(await refusal.count(), 0, `after ${answered} that were answered`);
      answered += await dialog.count();
      await workbench.page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    });
    assert.ok(answered > 0, "no click was answered");
    await workbench.codeLens(`${DAYS} ran`).waitFor();
  });

  pictured("the menu of a task in the tree knows its task, however often its row changes meanwhile", async () => {
    await workbench.runCommand("View: Show Pipewright");
    await workbench.treeRow("Hasty, ").waitFor();
    const dialog = workbench.page.locator(".quick-input-widget:visible", { hasText: "Hasty" });
    await duringBackfill(DAYS_FOR_MENUS, async () => {
      await workbench.contextMenu(workbench.treeRow("Hasty, "), "Run Task…");
      await dialog.waitFor();
      assert.match(await dialog.innerText(), /Run Hasty/);
      await workbench.page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    });
    await workbench.treeRow(`Hasty, ${2 * DAYS} ran`).waitFor();
  });

  pictured("the menu of a task in Runs & Backfills knows its task while another run goes on", async () => {
    const { page } = workbench;
    const rows = page.locator(".part.sidebar").getByRole("treeitem");
    const question = page.locator(".quick-input-widget:visible");
    const earlier = workbench.treeRow("Hasty(date=2026-03-01").first();
    await earlier.click();
    await page.keyboard.press("ArrowRight");
    let times = 0;
    await duringBackfill(DAYS_FOR_RUNS, async () => {
      // The row of the new run puts all others at other places: from then on they stay.
      if (times === 0) await rows.filter({ hasText: "running" }).first().waitFor();
      const date = times % 2 === 0 ? "2026-03-02" : "2026-03-03";
      await workbench.contextMenu(rows.filter({ hasText: date }).first(), "Show Log");
      const log = workbench.editorLine(`made ${date}`);
      await log.or(question).first().waitFor();
      assert.equal(await question.count(), 0, `after ${times} that were answered`);
      times++;
    });
    assert.ok(times > 1, `${times} logs were opened`);
  });
});
