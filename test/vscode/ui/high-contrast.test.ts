// What is drawn outside the panel, in the themes for those who see less: words and colours that can be told from what is
// behind them.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import axe from "axe-core";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture } from "../host/pictures.ts";
import type { Workbench } from "../host/workbench.ts";

const EXTENSION = "pipewright.pipewright";
const FAILING_DAY = "2026-11-18";

/** Where words of ours are. */
const PLACES = [".part.sidebar", ".part.statusbar", ".codelens-decoration", ".monaco-hover"];

for (const theme of ["Default High Contrast", "Default High Contrast Light"]) {
  describe(`the theme ${theme}`, { timeout: 300_000 }, () => {
    let opened: OpenedWindow | undefined;
    let workbench: Workbench;
    const pictured = (name: string, test: () => Promise<void>) =>
      leavingPicture(`${theme} ${name}`, () => workbench, test);

    before(async () => {
      opened = await openWindow({ env: { FAIL_ON: FAILING_DAY }, settings: { "workbench.colorTheme": theme } });
      ({ workbench } = opened);
    });

    after(() => opened?.close());

    /** The words that are too near in colour to what is behind them. */
    const illegible = async () => {
      await workbench.page.evaluate(axe.source);
      const found = await workbench.page.evaluate(
        `axe.run({ include: ${JSON.stringify(PLACES)}.filter((place) => document.querySelector(place)).map((place) => [place]) }, { runOnly: ["color-contrast"] })`,
      );
      const { violations, passes } = found as axe.AxeResults;
      assert.ok(passes.some(({ nodes }) => nodes.length > 0));
      return violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`));
    };

    pictured("a task that failed, in the editor and in the trees", async () => {
      await workbench.openFile("aggregate-sales.ts");
      await workbench.codeLens("Run").first().waitFor();
      await workbench.runCommand("View: Show Pipewright");
      await workbench.contextMenu(workbench.treeRow("AggregateSales, never ran"), "Run Task…");
      await workbench.answer("Run AggregateSales", FAILING_DAY);
      await workbench.treeRow("AggregateSales, failed").waitFor();
      await workbench.statusItem(EXTENSION, "pipewright.status").getByText("1 failed").waitFor();
      await workbench.codeLens(/failed/).waitFor();
      assert.deepEqual(await illegible(), []);
    });

    pictured("a task that ran, with what its hover says", async () => {
      await workbench.runCommand("Notifications: Clear All Notifications");
      await workbench.openFile("load-sales.ts");
      await workbench.codeLens(/ran/).waitFor();
      await workbench.editorLine("class LoadSales").getByText("LoadSales", { exact: true }).hover();
      await workbench.page.locator(".monaco-hover:visible", { hasText: "Last runs" }).waitFor();
      assert.deepEqual(await illegible(), []);
    });
  });
}
