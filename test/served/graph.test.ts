// The graph on the page of `pipewright serve`, used as a person would use it.
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { eventually } from "../vscode/in-host/eventually.ts";
import type { ServedPage } from "./served-page.ts";
import { runShop, shopPage } from "./shop-page.ts";

describe("the graph on the served page", { timeout: 600_000 }, () => {
  let served: ServedPage;

  before(async () => {
    served = await shopPage();
    await runShop(served);
  });
  after(() => served?.close());
  beforeEach(async () => {
    await served.fresh();
    await served.nodeIs("Sales", "failed");
  });

  const shown = async () => (await served.page.locator(".node .family").allTextContents()).toSorted();
  const shows = (count: number) => served.page.locator(`.graph[data-nodes="${count}"]`).waitFor();
  /** What was drawn before goes, and what is drawn comes, a moment later. */
  const showsJust = async (families: readonly string[]) => {
    await eventually(shown, (now) => isDeepStrictEqual(now, families), 60);
  };
  const button = (name: string) => served.page.getByRole("button", { name, exact: true });
  const place = async (family: string) => {
    const box = await served.node(family).boundingBox();
    assert.ok(box, family);
    return box;
  };
  const goToSearch = async () => {
    await served.page.locator("body").press("/");
    await served.page.locator("vscode-text-field:focus").waitFor();
  };
  const focused = () => served.page.locator(":focus").getAttribute("data-family");
  const undimmed = async () => (await served.page.locator(".node:not(.dimmed) .family").allTextContents()).toSorted();

  it("shows classes with their kind, parameters, state, and how many dates are done", async () => {
    const { page } = served;
    await page.locator('.graph[data-nodes="7"][data-edges="7"]').waitFor();
    await page.locator('.node.external[data-family="Delivery"]').waitFor();
    await page.locator('.node.wrapper[data-family="Daily"]').waitFor();
    assert.equal(await served.node("Prices").locator(".parameters").textContent(), 'date, currency = "eur"');
    assert.equal(await served.node("Sales").locator(".done").textContent(), "14/16");
    assert.match((await served.node("Sales").getAttribute("aria-label")) ?? "", /Sales.*failed/);
    assert.match((await served.node("Prices").locator(".note").textContent()) ?? "", /16 ran · .* · \d/);
    await served.picture("graph on the page");
  });

  it("puts what is required before what requires it, or above it", async () => {
    assert.ok((await place("Orders")).x < (await place("Sales")).x);
    await button("Change direction").click();
    await served.until(`
      document.querySelector('[data-family="Orders"]')?.getBoundingClientRect().bottom <
      document.querySelector('[data-family="Sales"]')?.getBoundingClientRect().top`);
  });

  it("flows as the shape of its panel suggests, until one has chosen how", async () => {
    const { page } = served;
    const isAbove = `document.querySelector('[data-family="Orders"]')?.getBoundingClientRect().bottom <
      document.querySelector('[data-family="Sales"]')?.getBoundingClientRect().top`;
    try {
      await page.setViewportSize({ width: 520, height: 900 });
      await served.until(isAbove);
      await page.setViewportSize({ width: 1280, height: 800 });
      await served.until(`!(${isAbove})`);
      await button("Change direction").click();
      await served.until(isAbove);
      await page.setViewportSize({ width: 1200, height: 600 });
      await served.until(`document.querySelector(".graph")?.clientWidth === 1200`);
      await button("Show the whole graph").click();
      await served.until(isAbove);
    } finally {
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  });

  it("lets the edges of what is under the pointer stand out", async () => {
    const { page } = served;
    const leads = (count: number) => page.locator(`.edges.lead[data-edges="${count}"]`).waitFor({ state: "attached" });
    await served.node("Sales").hover();
    await leads(3);
    await served.node("Delivery").hover();
    await leads(1);
    await page.getByRole("tab", { name: "Graph" }).hover();
    await leads(0);
  });

  it("is shown whole in a panel of any size until one has moved, and then stays where it is in the middle", async () => {
    const { page } = served;
    const middle = async () => {
      const [{ x, y, width, height }, graph] = [await place("Sales"), await page.locator(".graph").boundingBox()];
      assert.ok(graph);
      return [x + width / 2 - graph.x - graph.width / 2, y + height / 2 - graph.y - graph.height / 2];
    };
    const isWhole = `[...document.querySelectorAll(".node")].length === 7 &&
      [...document.querySelectorAll(".node")].every((node) => node.getBoundingClientRect().right <= innerWidth)`;
    try {
      // The keyboard goes to a class, which is seen already.
      await served.node("Daily").focus();
      await page.setViewportSize({ width: 600, height: 800 });
      await served.until(isWhole);
      await page.setViewportSize({ width: 1280, height: 800 });
      await served.until(`${isWhole} && innerWidth === 1280`);
      await page.locator(".graph").hover();
      await page.mouse.wheel(-40, 60);
      await served.until(`sessionStorage.getItem("pipewright.graph")?.includes('"viewport":{')`);
      const moved = await middle();
      await page.setViewportSize({ width: 700, height: 600 });
      await eventually(middle, (now) => now.every((each, axis) => Math.abs(each - (moved[axis] ?? 0)) < 2), 60);
      for (let zoomed = 0; zoomed < 8; zoomed++) await page.getByRole("button", { name: "Zoom in" }).click();
      await served.until(`!(${isWhole})`);
      await page.getByRole("button", { name: "Show the whole graph" }).click();
      await served.until(isWhole);
    } finally {
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  });

  it("has controls in the colours of the theme, also when it becomes another one", async () => {
    for (const theme of ["Light", "Dark"] as const) {
      await served.theme(theme);
      await served.until(`getComputedStyle(document.querySelector('.toolbar vscode-button[appearance="icon"]:defined')).color ===
        getComputedStyle(document.body).color`);
      await served.until(`getComputedStyle(document.querySelector("vscode-text-field:defined").shadowRoot.querySelector(".root"))
        .backgroundColor === getComputedStyle(document.querySelector(".toolbar select")).backgroundColor`);
    }
  });

  it("is walked along its edges with the arrows", async () => {
    const { page } = served;
    await served.node("Sales").focus();
    for (const [key, family] of [
      ["ArrowRight", "SalesPage"],
      ["ArrowRight", "Daily"],
      ["ArrowLeft", "SalesPage"],
      ["Home", "Delivery"],
      ["End", "Daily"],
    ] as const) {
      await page.keyboard.press(key);
      assert.equal(await focused(), family, key);
    }
  });

  it("asks by R for a run, and by B for a backfill, of the class that the keyboard is at", async () => {
    for (const key of ["r", "b"]) {
      await served.tab("Graph");
      await served.node("Customers").focus();
      await served.page.keyboard.press(key);
      await served.page.locator('#page-backfill [data-field="family"]').waitFor();
      assert.equal(await served.page.locator('#page-backfill [data-field="family"]').inputValue(), "Customers");
    }
  });

  it("has its menu by the right button and by the keyboard", async () => {
    const { page } = served;
    await served.node("Orders").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Show in the grid" }).waitFor();
    await page.keyboard.press("Escape");
    await served.node("Orders").focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Copy the command" }).click();
    assert.equal(await page.evaluate("navigator.clipboard.readText()"), "pipewright run Orders");
  });

  it("shows what is near a class, and more of it by its handles and steps", async () => {
    const { page } = served;
    await served.node("Sales").focus();
    await page.keyboard.press("f");
    await shows(4);
    await showsJust(["Orders", "Prices", "Sales", "SalesPage"]);
    await served.node("Orders").locator(".handle.requires").click();
    await shows(5);
    await page.getByLabel("Steps down").fill("2");
    await page.getByLabel("Steps down").press("Enter");
    await shows(6);
    await button("Remove: Near Sales").click();
    await shows(7);
  });

  it("shows what lies between two classes", async () => {
    await served.node("Orders").focus();
    await served.page.keyboard.press("p");
    await served.page.locator(".chip", { hasText: "From Orders" }).waitFor();
    await served.node("SalesPage").focus();
    await served.page.keyboard.press("p");
    await shows(4);
    await showsJust(["Customers", "Orders", "Sales", "SalesPage"]);
  });

  it("is folded by folder and by tag, and opened again", async () => {
    const { page } = served;
    const fold = page.getByLabel("What is folded together");
    await fold.selectOption({ label: "By folder" });
    await shows(3);
    await showsJust(["tasks/ingest", "tasks/model", "tasks/report"]);
    await page.locator(".node.group", { hasText: "tasks/model" }).click();
    await shows(4);
    await fold.selectOption({ label: "By tag" });
    await shows(4);
    await showsJust(["Daily", "SalesPage", "model", "raw"]);
  });

  it("finds by the queries of the command line", async () => {
    const { page } = served;
    await goToSearch();
    for (const [query, families] of [
      ["+Customers", ["Customers", "Delivery", "Orders"]],
      ["state:failed", ["Sales"]],
      ["tag:model", ["Customers", "Sales"]],
      ["kind:external", ["Delivery"]],
    ] as const) {
      await page.keyboard.press("Control+A");
      await page.keyboard.type(query);
      await page.locator(".count", { hasText: `${families.length} found` }).waitFor();
      assert.deepEqual(await undimmed(), families, query);
    }
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "Delivery");
  });

  it("says what is wrong with a query", async () => {
    const { page } = served;
    await goToSearch();
    await page.keyboard.type("state:fialed");
    await page.locator(".count", { hasText: "fialed" }).waitFor();
  });

  it("is a tree for who can not see it", async () => {
    const { page } = served;
    await button("Show as a list").click();
    const row = (name: string) => page.getByRole("treeitem", { name: new RegExp(`^\\W*${name}\\b`) });
    await row("Daily").focus();
    for (const key of ["ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
    assert.equal(await focused(), "Sales");
    assert.equal(await page.locator(":focus").getAttribute("aria-level"), "3");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(), "SalesPage");
  });

  it("is saved as SVG, PNG, Mermaid, DOT and JSON", async () => {
    const { page } = served;
    const saved = async (label: string) => {
      await button("Save as…").click();
      const download = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: label, exact: true }).click();
      return readFile(await (await download).path());
    };
    const svg = (await saved("SVG")).toString();
    assert.match(svg, /^<svg[^]*SalesPage[^]*<\/svg>\s*$/);
    assert.match(svg, /stroke-dasharray/);
    assert.equal((await saved("PNG")).subarray(1, 4).toString(), "PNG");
    assert.match((await saved("Mermaid")).toString(), /^flowchart LR\n[^]*-->[^]*-\.->/);
    assert.match((await saved("Graphviz DOT")).toString(), /"Orders" -> "Sales";/);
    const { nodes, edges } = JSON.parse((await saved("JSON")).toString()) as { nodes: unknown[]; edges: unknown[] };
    assert.deepEqual([nodes.length, edges.length], [7, 7]);
  });

  it("shows the tasks of a date: what is complete, would run or waits, and why", async () => {
    const { page } = served;
    await button("Plan…").click();
    await page.locator(".plan-bar select").first().selectOption("Daily");
    await page.locator('.plan-bar [data-parameter="date"]').fill("2026-11-18");
    await button("Show plan").click();
    await page.locator(".chip", { hasText: "Plan of Daily(2026-11-18)" }).waitFor();
    await served.nodeIs("Orders", "skip");
    await served.nodeIs("Sales", "run");
    assert.match((await served.node("Sales").locator(".note").textContent()) ?? "", /output|missing|exist/);
    await served.picture("tasks of a date");
    await page.locator('.plan-bar [data-parameter="date"]').fill("2026-11-09");
    await button("Show plan").click();
    await served.nodeIs("Delivery", "waitForExternal");
    await button("Remove: Plan of Daily(2026-11-09)").click();
    await served.nodeIs("Sales", "failed");
  });

  it("is what it was after a reload, before the server has answered", async () => {
    const { page } = served;
    await served.node("Sales").focus();
    await page.keyboard.press("f");
    await shows(4);
    // What is kept is written after a moment; and the server says nothing from now on.
    await served.until(`sessionStorage.getItem("pipewright.graph")?.includes('"focus":{"family":"Sales"')`);
    await page.route("**/events", () => undefined);
    await page.reload();
    await shows(4);
    await served.nodeIs("Sales", "failed");
    await page.unroute("**/events");
  });

  it("follows edits: a class comes, a circle is drawn as one, and what stays keeps its place", async () => {
    const { page, folder } = served;
    const file = path.join(folder, "tasks/report/pages.ts");
    const original = readFileSync(file, "utf8");
    const [left, name] = [await place("Orders"), "Archive"];
    writeFileSync(
      file,
      `${original}\nexport class ${name} extends WrapperTask.with({ date: DateParameter() }) {\n  requires() {\n    return [new Daily({ date: this.date }), new ${name}({ date: this.date })];\n  }\n}\n`,
    );
    await served.node(name).waitFor();
    await shows(8);
    assert.ok((await place("Orders")).x < (await place("Sales")).x);
    assert.ok(Math.abs((await place("Orders")).y - left.y) < 400);
    // Back and forth: two classes that require each other.
    writeFileSync(
      file,
      original.replace(
        "return new SalesPage({ date: this.date });",
        "return [new SalesPage({ date: this.date }), new Again({ date: this.date })];",
      ) +
        "\nexport class Again extends WrapperTask.with({ date: DateParameter() }) {\n  requires() {\n    return new Daily({ date: this.date });\n  }\n}\n",
    );
    await served.node("Again").waitFor();
    await button("Save as…").click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "JSON" }).click();
    const { edges } = JSON.parse(await readFile(await (await download).path(), "utf8")) as {
      edges: { from: string; to: string; isCycle: boolean }[];
    };
    const circle = edges.filter(({ isCycle }) => isCycle).map(({ from, to }) => `${from} ${to}`);
    assert.deepEqual(circle.toSorted(), ["Again Daily", "Daily Again"]);
    await served.picture("a circle in the graph");
    writeFileSync(file, original);
    await shows(7);
  });

  it("marks what older code has made, on the nodes and in the grid, and says why", async () => {
    const { page, folder } = served;
    const file = path.join(folder, "tasks/ingest/prices.ts");
    const original = readFileSync(file, "utf8");
    writeFileSync(file, original.replace('write("{}")', 'write("{ }")'));
    await served.node("Prices").locator(".stale", { hasText: "16 stale" }).waitFor();
    assert.match((await served.node("Prices").getAttribute("aria-label")) ?? "", /16 stale 16\/16/);
    assert.equal(await served.node("Customers").locator(".stale").textContent(), "");
    await served.picture("stale classes in the graph");
    await served.node("Prices").focus();
    await page.keyboard.press("g");
    await page.locator('#page-grid [data-field="range"]').fill("2026-11-05..2026-11-06");
    await page.locator('#page-grid [data-cells="2"]').waitFor();
    await page.getByRole("grid").focus();
    await page
      .locator("#current-cell", { hasText: /stale · the code of Prices changed/ })
      .waitFor({ state: "attached" });
    await page.keyboard.press("Enter");
    await page.locator("#page-grid .detail .warning", { hasText: "the code of Prices changed" }).waitFor();
    await served.picture("stale dates in the grid");
    writeFileSync(file, original);
    await served.tab("Graph");
    await served.node("Prices").locator(".stale:empty").waitFor({ state: "attached" });
  });

  it("has a small map of a large graph, which leads where it is pressed", async () => {
    const { page, folder } = served;
    const classes = Array.from({ length: 400 }, (_, at) => {
      const needs = at < 20 ? "[]" : `[new Many${at - 20}(), new Many${(at * 7) % (at - 19)}()]`;
      return `export class Many${at} extends WrapperTask {\n  requires() {\n    return ${needs};\n  }\n}`;
    });
    assert.equal(await page.locator(".minimap").isVisible(), false);
    writeFileSync(
      path.join(folder, "tasks/many.ts"),
      `import { WrapperTask } from "pipewright";\n${classes.join("\n")}\n`,
    );
    await shows(407);
    const map = page.locator(".minimap");
    await map.waitFor();
    const middle = async () =>
      Number(/translate\((-?[\d.]+)px/.exec((await page.locator(".plane").getAttribute("style")) ?? "")?.[1]);
    await map.click({ position: { x: 170, y: 10 } });
    const right = await middle();
    await map.click({ position: { x: 10, y: 10 } });
    await served.until(`new DOMMatrix(document.querySelector(".plane").style.transform).e > ${right}`);
    await served.picture("a large graph");
    rmSync(path.join(folder, "tasks/many.ts"));
    await shows(7);
  });

  it("left no error behind, and nothing that the page's policy refused", () => {
    assert.deepEqual(served.complaints, []);
  });
});
