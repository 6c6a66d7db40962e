// No run outlives the extension host that it was started from, however that ends.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { lines, pipewright } from "../../support/command.ts";
import { descendantsOf } from "../host/descendants-of.ts";
import { ENDLESS_TASK } from "../host/endless-task.ts";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture } from "../host/pictures.ts";
import { processOf } from "../host/process-of.ts";
import { processesIn } from "../host/processes-in.ts";
import { until } from "../host/until.ts";
import type { Workbench } from "../host/workbench.ts";

const ENOUGH_MS = 60_000;

/** As they are called in a built extension and by its task. */
const OURS = /\/dist\/\w+\.js\b|^sleep /;

describe("an extension host that crashes in the middle of a run", { timeout: 300_000 }, () => {
  let opened: OpenedWindow | undefined;
  let folder: string;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);

  before(async () => {
    opened = await openWindow({ prepare: (made) => writeFileSync(path.join(made, "tasks/endless.ts"), ENDLESS_TASK) });
    ({ folder, workbench } = opened);
  });

  after(() => opened?.close());

  pictured("leaves no process behind, and the next one shows that the run was cancelled", async () => {
    await workbench.runCommand("View: Show Pipewright");
    await workbench.contextMenu(workbench.treeRow("Endless, never ran"), "Run Task…");
    await until(() => processesIn(folder).includes("sleep 3600"), ENOUGH_MS);
    const [host] = descendantsOf(opened?.server.pid ?? 0).filter(({ command }) => /type=extensionHost/.test(command));
    assert.ok(host);
    const started = descendantsOf(host.pid).filter(({ command }) => OURS.test(command));
    for (const part of ["analyzer.js", "cli.js run", "worker.js", "sleep 3600"])
      assert.ok(
        started.some(({ command }) => command.includes(part)),
        part,
      );
    process.kill(host.pid, "SIGKILL");
    const left = () => started.filter(({ pid, command }) => processOf(pid)?.command === command);
    await until(() => left().length === 0, ENOUGH_MS);
    assert.deepEqual(left(), []);
    await workbench.treeRow("Endless, cancelled just now").waitFor();
    const { stdout } = await pipewright(folder, ["history", "--json"]);
    assert.deepEqual(
      lines<{ readonly status: string }>(stdout).map(({ status }) => status),
      ["cancelled"],
    );
  });
});
