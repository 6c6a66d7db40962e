// The panel's pages in a real workbench: what the editor alone can do for them, and what axe finds in them.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import axe, { type AxeResults } from "axe-core";
import type { Frame } from "playwright-core";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture, pictureFile } from "../host/pictures.ts";
import type { Workbench } from "../host/workbench.ts";
import { eventually } from "../in-host/eventually.ts";

const EXTENSION = "pipewright.pipewright";
/** The themes of VS Code that stand for the four kinds, as the list calls them. */
const THEMES = {
  "Light Modern": "vscode-light",
  "Dark High Contrast": "vscode-high-contrast",
  "Light High Contrast": "vscode-high-contrast-light",
  "Dark Modern": "vscode-dark",
} as const;

describe("the panel's pages in VS Code", { timeout: 900_000 }, () => {
  let opened: OpenedWindow | undefined;
  let workbench: Workbench;

  before(async () => {
    opened = await openWindow({ env: { FAIL_ON: "2026-11-18" } });
    ({ workbench } = opened);
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("Pipewright: Open Task Graph");
  });

  after(() => opened?.close());

  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);
  const panel = () => workbench.webview(EXTENSION);
  const node = (family: string) => panel().locator(`.node[data-family="${family}"]`);
  const tab = (name: string) => panel().getByRole("tab", { name, exact: true }).click();

  pictured("the graph follows the cursor from class to class, and stays where it is pinned", async () => {
    const near = (family: string) => panel().locator(".chip", { hasText: `Near ${family}` });
    const pin = panel().getByRole("button", { name: "Follow the editor's cursor" });
    await node("LoadSales").focus();
    await workbench.page.keyboard.press("f");
    await near("LoadSales").waitFor();
    // Beside the graph, and not over it.
    await node("LoadSales").press("Enter");
    await workbench.editorTab("load-sales.ts").waitFor();
    await workbench.openFile("sales-page.ts");
    await workbench.editorLine("class SalesPage").click();
    await near("SalesPage").waitFor();
    await pin.click();
    // What is opened while the panel is in front would cover it.
    await workbench.editorTab("sales-page.ts").click();
    await workbench.openFile("dump-sales.ts");
    await workbench.editorLine("class DumpSales").click();
    // A round through the panel and the editor: by now it would have followed.
    await panel().locator('[aria-pressed="false"]').waitFor();
    await near("SalesPage").waitFor();
    await pin.click();
    await near("DumpSales").waitFor();
    await panel()
      .getByRole("button", { name: /^Remove: Near/ })
      .click();
    await node("SalesReport").waitFor();
  });

  pictured("a place in a log leads to the code, and a run to a terminal with its command", async () => {
    await workbench.contextMenu(node("AggregateSales"), "Run Task…");
    await workbench.answer("Run AggregateSales", "2026-11-18");
    await panel().locator('.node[data-family="AggregateSales"][data-status="failed"]').waitFor();
    await tab("Runs");
    await panel().locator('.run tr[data-status="failed"] .link').first().click();
    const link = panel().locator("#page-runs .log .link", { hasText: "aggregate-sales.ts" }).first();
    await link.waitFor();
    // In the text that it stands in, and not on a line of its own.
    assert.ok(
      await (await document()).evaluate(`(() => {
        const link = [...document.querySelectorAll("#page-runs .log .link")]
          .find(({ textContent }) => textContent.includes("aggregate-sales.ts"));
        const before = document.createRange();
        before.setStart(link.parentNode, 0);
        before.setEndBefore(link);
        const last = [...before.getClientRects()].at(-1);
        return last !== undefined && Math.abs(last.bottom - link.getClientRects()[0].bottom) < 2;
      })()`),
    );
    await link.click();
    await workbench.editorTab("aggregate-sales.ts").waitFor();
    await workbench.editorLine("throw new Error").waitFor();
    await workbench.editorTab("Task Graph").click();
    await panel().locator("#page-runs .detail").getByRole("button", { name: "Close" }).click();
    await panel().getByRole("button", { name: "Reproduce in terminal" }).click();
    const rows = workbench.page.locator(".terminal-wrapper.active .xterm-rows");
    await rows.waitFor();
    await eventually(
      async () => (await rows.innerText()).replaceAll("\u00A0", " ").replaceAll("\n", ""),
      (text) => text.includes("npx pipewright run AggregateSales --date 2026-11-18"),
      60,
    );
    await workbench.runCommand("View: Toggle Terminal");
  });

  const pages = {
    graph: async () => {
      await tab("Graph");
      await node("AggregateSales").waitFor();
    },
    grid: async () => {
      await tab("Grid");
      await panel().locator('#page-grid [data-field="range"]').fill("2026-11-10..2026-11-20");
      await panel().locator("#page-grid[data-cells], #page-grid [data-cells]").first().waitFor();
      await panel().getByText("Looking at the outputs…").waitFor({ state: "hidden" });
    },
    form: async () => {
      await tab("Backfill");
      await panel().locator('#page-backfill [data-field="range"]').fill("2026-11-10..2026-11-20");
      await panel().locator(".dates .date", { hasText: "2026-11-10" }).waitFor();
      await panel().locator("[aria-busy]").waitFor({ state: "detached" });
    },
    "run detail": async () => {
      await tab("Runs");
      // In a narrow panel it takes the place of the run.
      const detail = panel().locator("#page-runs .detail pre.error");
      if (!(await detail.isVisible())) await panel().locator('.run tr[data-status="failed"] .link').first().click();
      await detail.waitFor();
    },
  };

  /** The panel's own document: scripts that are typed in, as the tools of developers do, need no policy. */
  const document = async (): Promise<Frame> => {
    for (const frame of workbench.page.frames()) {
      const isPanel = await frame.evaluate('document.body?.dataset.host === "editor"').catch(() => false);
      if (isPanel) return frame;
    }
    throw new Error("There is no panel.");
  };

  /** In words: the rule, and the place. */
  const violations = async (): Promise<string[]> => {
    const frame = await document();
    await frame.evaluate(axe.source);
    const { violations: found } = await frame.evaluate<AxeResults>(
      "axe.run(document, { resultTypes: ['violations'] })",
    );
    return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
  };

  for (const [theme, kind] of Object.entries(THEMES)) {
    it(`axe finds nothing in any page in ${theme}`, async () => {
      await workbench.runCommand("Preferences: Color Theme");
      await workbench.typeIntoInput(theme);
      await workbench.pick(new RegExp(`^${theme}`));
      await panel().locator(`body.${kind}`).waitFor();
      for (const [page, go] of Object.entries(pages)) {
        await go();
        await workbench.screenshot(pictureFile(`editor ${page} in ${theme}`));
        assert.deepEqual(await violations(), [], page);
      }
    });
  }

  it("left no error in the console", () => {
    assert.deepEqual(workbench.errorsAbout(/pipewright/i), []);
  });
});
