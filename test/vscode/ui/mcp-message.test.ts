// Agents are offered no server where there is no Node to run it: who set the wrong one is told, once.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture } from "../host/pictures.ts";
import type { Workbench } from "../host/workbench.ts";
import { eventually } from "../in-host/eventually.ts";

describe("a Node that does not start", { timeout: 300_000 }, () => {
  let opened: OpenedWindow | undefined;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);

  before(async () => {
    // A setting of the machine: the window's user has it from nowhere but there, or from the folder.
    const prepare = (folder: string) => {
      mkdirSync(path.join(folder, ".vscode"), { recursive: true });
      writeFileSync(path.join(folder, ".vscode/settings.json"), '{ "pipewright.nodePath": "/nowhere/node" }');
    };
    opened = await openWindow({ prepare, settings: { "chat.disableAIFeatures": false } });
    ({ workbench } = opened);
  });

  after(() => opened?.close());

  pictured("the message says why agents are offered no MCP server, and leads to the setting", async () => {
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("MCP: List Servers");
    const message = workbench.notification("AI agents are offered no MCP server");
    await message.waitFor();
    assert.match(await message.innerText(), /\/nowhere\/node/);
    await message.getByRole("button", { name: "Open Settings" }).click();
    // Where it stands, and with what stands there.
    const setting = workbench.page.locator(".settings-editor .setting-item-contents", { hasText: "Node Path" });
    await eventually(
      () => setting.locator("input").first().inputValue(),
      (value) => value === "/nowhere/node",
      60,
    );
  });
});
