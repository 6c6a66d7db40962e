// Agents are offered no server where there is no Node to run it: who set the wrong one is told, once.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture } from "../host/pictures.ts";
import type { Workbench } from "../host/workbench.ts";

describe("a Node that does not start", { timeout: 300_000 }, () => {
  let opened: OpenedWindow | undefined;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);

  before(async () => {
    const settings = { "chat.disableAIFeatures": false, "pipewright.nodePath": "/nowhere/node" };
    opened = await openWindow({ settings });
    ({ workbench } = opened);
  });

  after(() => opened?.close());

  pictured("the message says why agents are offered no MCP server, and leads to the setting", async () => {
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("MCP: List Servers");
    await workbench.page.keyboard.press("Escape");
    const message = workbench.notification("AI agents are offered no MCP server");
    await message.waitFor();
    assert.match(await message.innerText(), /\/nowhere\/node/);
    await message.getByRole("button", { name: "Open Settings" }).click();
    await workbench.editorTab("Settings").waitFor();
    await workbench.page.locator(".settings-editor", { hasText: "Node Path" }).waitFor();
  });
});
