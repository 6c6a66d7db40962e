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
const DAYS = ["--from", "2026-01-01", "--to", "2026-02-09", "--workers", "1"];

/** While 40 days of it are made, what is said over its class changes twice in a second. */
const SOURCE = `import { DateParameter, LocalTarget, Task } from "pipewright";

export class Hasty extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`data/hasty/\${this.date}.txt\`);
  }

  async run() {
    await new Promise((resolve) => setTimeout(resolve, 500));
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

  pictured("a click on a CodeLens is answered, however often what it says changes meanwhile", async () => {
    const { page } = workbench;
    await workbench.openFile("hasty.ts");
    await workbench.codeLens("Run").waitFor();
    const dialog = page.locator(".quick-input-widget:visible", { hasText: "Hasty" });
    const refusal = workbench.notification("Actual command not found");
    const over = new AbortController();
    let answered = 0;
    way.latency = LATENCY_MS;
    const backfill = pipewright(folder, ["backfill", "Hasty", ...DAYS]).finally(() => over.abort());
    while (!over.signal.aborted) {
      // Not the one that says "running".
      await workbench.codeLens(/Run$/).click();
      const answer = dialog.or(refusal).first();
      // A lens that is drawn anew under the pointer has lost the click.
      await answer.waitFor({ timeout: 2000 }).catch(() => {});
      assert.equal(await refusal.count(), 0, `after ${answered} that were answered`);
      answered += await dialog.count();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    }
    const { exitCode, stderr } = await backfill;
    assert.equal(exitCode, 0, stderr);
    assert.ok(answered > 0, "no click was answered");
    await workbench.codeLens("40 ran").waitFor();
  });
});
