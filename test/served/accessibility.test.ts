// What axe finds on the served page, in the four kinds of themes: https://github.com/dequelabs/axe-core
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import axe, { type AxeResults } from "axe-core";
import type { ServedPage } from "./served-page.ts";
import { runShop, shopPage } from "./shop-page.ts";

const THEMES = ["Dark", "Light", "High contrast", "High contrast, light"] as const;

describe("axe on the served page", { timeout: 900_000 }, () => {
  let served: ServedPage;

  before(async () => {
    served = await shopPage();
    await runShop(served);
    await served.fresh();
    await served.nodeIs("Sales", "failed");
  });
  after(() => served?.close());

  /** In words: the rule, and the places. Scripts that are typed in, as the tools of developers do, need no policy. */
  const violations = async (): Promise<string[]> => {
    await served.page.evaluate(axe.source);
    const { violations: found } = await served.page.evaluate<AxeResults>(
      "axe.run(document, { resultTypes: ['violations'] })",
    );
    return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
  };

  const places = {
    graph: async () => {
      await served.tab("Graph");
      await served.nodeIs("Sales", "failed");
    },
    list: async () => {
      await served.tab("Graph");
      await served.page.getByRole("button", { name: "Show as a list" }).click();
      await served.page.getByRole("treeitem").first().waitFor();
    },
    "grid with a task": async () => {
      await served.tab("Grid");
      await served.page.locator('#page-grid [data-field="range"]').fill("2026-11-05..2026-11-20");
      await served.page.locator('#page-grid [data-cells="112"]').waitFor();
      await served.page.getByText("Looking at the outputs…").waitFor({ state: "hidden" });
      await served.page.getByRole("grid").focus();
      await served.page.keyboard.press("Home");
      await served.page.keyboard.press("Enter");
      await served.page.locator("#page-grid .detail .item").first().waitFor();
    },
    form: async () => {
      await served.tab("Backfill");
      await served.page.locator('#page-backfill [data-field="range"]').fill("2026-11-05..2026-11-22");
      await served.page.locator(".dates .date", { hasText: "2026-11-05" }).waitFor();
      await served.page.locator("[aria-busy]").waitFor({ state: "detached" });
      await served.page.locator(".card").first().waitFor();
    },
    "run with a task": async () => {
      await served.tab("Runs");
      await served.page.locator('.run tr[data-status="failed"] .link').first().click();
      await served.page.locator("#page-runs .detail pre.error").waitFor();
    },
  };

  for (const [place, go] of Object.entries(places)) {
    it(`finds nothing on the ${place}, in any theme`, async () => {
      await served.fresh();
      await go();
      for (const theme of THEMES) {
        await served.theme(theme);
        await served.picture(`${place} in ${theme}`);
        assert.deepEqual(await violations(), [], theme);
      }
    });
  }
});
