// What a run prints in a terminal leads to what it names.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture } from "../host/pictures.ts";
import type { Workbench } from "../host/workbench.ts";

const FAILING_DAY = "2026-11-18";

describe("the output of a run in a terminal", { timeout: 300_000 }, () => {
  let opened: OpenedWindow | undefined;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);

  before(async () => {
    const tasks = [
      { label: "a bad day", type: "pipewright", task: "AggregateSales", parameters: { date: FAILING_DAY } },
    ];
    const prepare = (folder: string) => {
      mkdirSync(path.join(folder, ".vscode"));
      writeFileSync(path.join(folder, ".vscode/tasks.json"), JSON.stringify({ version: "2.0.0", tasks }));
    };
    opened = await openWindow({ prepare, env: { FAIL_ON: FAILING_DAY } });
    ({ workbench } = opened);
  });

  after(() => opened?.close());

  pictured("a click on a task's name leads to its class", async () => {
    // Tasks are asked for once the window knows where they run.
    await workbench.openFile("sales-report.ts");
    await workbench.codeLens("Run").first().waitFor();
    await workbench.runCommand("Tasks: Run Task");
    await workbench.pick(/a bad day/);
    await workbench.followTerminalLink(
      `AggregateSales(date=${FAILING_DAY})`,
      workbench.editorTab("aggregate-sales.ts"),
    );
    await workbench.editorLine("class AggregateSales").waitFor();
  });

  pictured("a click on a task that ran before it leads to another file", async () => {
    await workbench.followTerminalLink(`LoadSales(date=${FAILING_DAY})`, workbench.editorTab("load-sales.ts"));
    await workbench.editorLine("class LoadSales").waitFor();
  });

  pictured("a click on the place that threw leads to its line", async () => {
    const position = workbench.page.locator(".part.statusbar", { hasText: "Ln 21, Col 13" });
    await workbench.followTerminalLink("tasks/aggregate-sales.ts:21:13", position);
    await workbench.editorLine("throw new Error").waitFor();
  });
});
