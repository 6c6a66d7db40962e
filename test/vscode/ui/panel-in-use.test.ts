// The panel in a real workbench, used on a project of its own: what its menu does, what it says while the runner can not
// be started, and what stays of a backfill when the window is loaded again.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { leavingPicture } from "../host/pictures.ts";
import { type Server, startServer } from "../host/server.ts";
import { openWorkbench, type Workbench } from "../host/workbench.ts";
import { eventually } from "../in-host/eventually.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const EXTENSION = "pipewright.pipewright";
const DAY = "2026-11-05";

describe("the panel of VS Code in use", { timeout: 900_000 }, () => {
  let folder: string;
  let server: Server;
  let workbench: Workbench;

  before(async () => {
    // Within the repository, where `pipewright` resolves.
    mkdirSync(path.join(root, "artifacts"), { recursive: true });
    folder = mkdtempSync(path.join(root, "artifacts/shop-"));
    cpSync(path.join(root, "test/served/shop"), folder, { recursive: true });
    for (const name of ["delivered", ".vscode"]) mkdirSync(inFolder(name));
    for (const day of ["05", "06", "07"]) writeFileSync(inFolder(`delivered/2026-11-${day}.csv`), "order\n");
    writeFileSync(inFolder(".vscode/settings.json"), '{ "pipewright.nodePath": "/nowhere/node" }\n');
    server = await startServer({ extension: root });
    workbench = await openWorkbench(server, { folder });
    await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("Pipewright: Open Task Graph");
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);
  const inFolder = (file: string) => path.join(folder, file);
  const panel = () => workbench.webview(EXTENSION);
  const node = (family: string) => panel().locator(`.node[data-family="${family}"]`);
  const nodeIs = (family: string, status: string) =>
    panel().locator(`.node[data-family="${family}"][data-status="${status}"]`).waitFor();
  const tab = (name: string) => panel().getByRole("tab", { name, exact: true }).click();
  const graph = () => workbench.editorTab("Task Graph").click();
  const choose = async (family: string, entry: string, question = `Run ${family}`) => {
    await workbench.contextMenu(node(family), entry);
    await workbench.answer(question, DAY);
  };
  const card = (status: string) => panel().locator(`.card[data-status="${status}"]`).first();

  pictured(
    "without a Node that starts it draws the graph, says what is the matter, and goes on when that is mended",
    async () => {
      await nodeIs("Sales", "neverRan");
      await tab("Runs");
      await panel()
        .getByText("The Node of the setting pipewright.nodePath does not start: /nowhere/node")
        .first()
        .waitFor();
      writeFileSync(inFolder(".vscode/settings.json"), "{}\n");
      await eventually(
        async () => {
          await tab("Graph");
          await tab("Runs");
          return panel().getByText("Nothing ran here yet").isVisible();
        },
        (isSaid) => isSaid,
        60,
      );
      await tab("Graph");
    },
  );

  pictured("only this task is run from the graph's menu, once what it requires is complete", async () => {
    await choose("Orders", "Run Only This Task…");
    await nodeIs("Orders", "ran");
    await choose("Sales", "Run Only This Task…");
    await workbench.notification(/Prices.* which is not complete/).waitFor();
    assert.ok(!existsSync(inFolder("made/prices")));
    await workbench.runCommand("Notifications: Clear All Notifications");
  });

  pictured("the plan of a task is read before anything runs", async () => {
    await choose("Daily", "Plan Task…", "Plan Daily");
    await workbench.editorTab(/^Daily.*plan\.txt$/).waitFor();
    await workbench.editorLine("SalesPage").waitFor();
    assert.ok(!existsSync(inFolder("made/sales")));
    await graph();
  });

  pictured("a task is run from here down, with all that needs it", async () => {
    await choose("Orders", "Run From Here Down…");
    for (const family of ["Sales", "SalesPage", "Customers", "Daily"]) await nodeIs(family, "ran");
    assert.ok(existsSync(inFolder(`made/page/${DAY}.html`)));
  });

  pictured("a complete task is run again where one asks for that", async () => {
    const output = inFolder(`made/prices/${DAY}-eur.json`);
    writeFileSync(output, "old");
    await choose("Prices", "Run Task Again…");
    await eventually(
      () => readFileSync(output, "utf8"),
      (text) => text === "{}",
      60,
    );
  });

  pictured("the command of a task is copied, the graph is pinned at it, and it is found in the grid", async () => {
    await choose("Orders", "Copy Command…", "The command that runs Orders");
    await eventually(
      () => workbench.page.evaluate<string>("navigator.clipboard.readText()"),
      (text) => text === `npx pipewright run Orders --date ${DAY}`,
      60,
    );
    await workbench.contextMenu(node("Sales"), "Pin the Graph Here");
    await panel().locator(".chip", { hasText: "Near Sales" }).waitFor();
    await panel().locator('.graph[data-nodes="4"]').waitFor();
    await panel().locator('[aria-pressed="false"]').waitFor();
    await workbench.contextMenu(node("Orders"), "Show in Grid");
    await panel()
      .locator("#current-cell", { hasText: /^Orders/ })
      .waitFor({ state: "attached" });
    await tab("Graph");
    await panel()
      .getByRole("button", { name: /^Remove: Near/ })
      .click();
    await panel().locator('.graph[data-nodes="7"]').waitFor();
  });

  pictured("where tasks run is chosen for all that runs them; what can not run there says why", async () => {
    const chooseWhere = async (place: string) => {
      await workbench.runCommand("Pipewright: Choose Where Tasks Run…");
      await workbench.pick(place);
      const settings = () => readFileSync(inFolder(".vscode/settings.json"), "utf8");
      await eventually(settings, (text) => text.includes(`"${place === "Kubernetes" ? "kubernetes" : "local"}"`), 60);
    };
    await chooseWhere("Kubernetes");
    await choose("Orders", "Run Task Again…");
    await workbench.notification("These files lie on this machine alone").waitFor();
    await workbench.runCommand("Notifications: Clear All Notifications");
    await chooseWhere("This Machine");
  });

  pictured("a backfill outlives the window that it was started from, and goes on from there", async () => {
    writeFileSync(inFolder("hold"), "");
    await tab("Backfill");
    await panel().locator('#page-backfill [data-field="family"]').selectOption("Sales");
    await panel().locator('#page-backfill [data-field="range"]').fill("2026-11-05..2026-11-07");
    await panel()
      .getByRole("button", { name: /^Start: \d+ to run$/ })
      .click();
    await card("running").getByText("1/3").waitFor();
    await workbench.reload();
    // In a browser VS Code keeps which page one was on every few seconds, and not when the window is left.
    await tab("Backfill");
    // No run outlives the window; what was asked for does.
    await card("cancelled").getByText("1/3").waitFor();
    rmSync(inFolder("hold"));
    await card("cancelled").getByRole("button", { name: "Resume" }).click();
    await card("success").getByText("3/3").waitFor();
    assert.ok(existsSync(inFolder("made/sales/2026-11-07.json")));
  });

  it("left no error in the console but that of the first setting", () => {
    const errors = workbench.errorsAbout(/pipewright/i);
    assert.deepEqual(
      errors.filter((error) => !error.includes("/nowhere/node")),
      [],
    );
  });
});
