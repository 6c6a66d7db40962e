// A window that is reloaded again and again in the middle of a backfill leaves no process behind, and no run that seems to
// go on.
//
//   npm run test:vscode -- --ui reloads --thorough
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { lines, pipewright } from "../../support/command.ts";
import { descendantsOf } from "../host/descendants-of.ts";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { pictureFile } from "../host/pictures.ts";
import { processesIn } from "../host/processes-in.ts";
import type { Server } from "../host/server.ts";
import { until } from "../host/until.ts";
import type { Workbench } from "../host/workbench.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const RELOADS = 50;
const EXTENSION = "pipewright.pipewright";
const ENOUGH_MS = 90_000;

const SOURCE = `import { spawn } from "node:child_process";
import { DateParameter, LocalTarget, Task } from "pipewright";

export class Endless extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`data/endless/\${this.date}.txt\`);
  }

  async run() {
    spawn("sleep", ["3600"]);
    await new Promise((_, reject) => this.signal.addEventListener("abort", () => reject(this.signal.reason)));
  }
}
`;

describe("a window that is reloaded in the middle of backfills", { timeout: 3_600_000 }, () => {
  let opened: OpenedWindow | undefined;
  let folder: string;
  let server: Server;
  let workbench: Workbench;

  before(async () => {
    opened = await openWindow({ prepare: (made) => writeFileSync(path.join(made, "tasks/endless.ts"), SOURCE) });
    ({ folder, server, workbench } = opened);
  });

  after(() => opened?.close());

  void it("leaves no process behind, and no run that seems to go on", async () => {
    await workbench.openFile("endless.ts");
    await workbench.codeLens("Backfill…").waitFor();
    const first = await settled();
    assert.equal(first.filter((name) => name === "analyzer.js").length, 1, first.join());
    for (let reload = 1; reload <= RELOADS; reload++) {
      await workbench.followCodeLens("Backfill…", workbench.page.getByText("from which date"));
      await workbench.answer("from which date", "2026-09-01");
      await workbench.answer("to which date", "2026-11-20");
      await workbench.statusItem(EXTENSION, "pipewright.status").getByText("0 of 81").waitFor();
      await until(() => processesIn(folder).includes("sleep 3600"), ENOUGH_MS);
      assert.ok(processesIn(folder).includes("sleep 3600"), "the tasks' own processes do not run");
      await workbench.reload();
      // Of the file that is still open: the new window's extension is at work.
      await workbench.codeLens("Backfill…").waitFor();
      assert.deepEqual(await settled(first), first, `after reload ${reload}`);
    }
    await workbench.screenshot(pictureFile("a window that was reloaded in the middle of a backfill"));
    const { stdout } = await pipewright(folder, ["history", "--json", "--limit", String(2 * RELOADS)]);
    const runs = lines<{ readonly status?: string }>(stdout);
    assert.equal(runs.length, RELOADS);
    assert.deepEqual(
      runs.filter(({ status }) => status !== "cancelled"),
      [],
    );

    await workbench.close();
    await until(() => processesIn(folder).length === 0, ENOUGH_MS);
    assert.deepEqual(processesIn(folder), []);
  });

  const commands = () => descendantsOf(server.pid).map(({ command }) => command);

  /** What runs when nothing more comes or goes; with `wanted`, when it is that. */
  async function settled(wanted?: readonly string[]): Promise<string[]> {
    let last = "";
    for (const end = Date.now() + ENOUGH_MS; ; await sleep(500)) {
      const names = commands().filter(isOurs).map(nameOf).sort();
      const now = names.join();
      if (Date.now() > end || (wanted === undefined ? now === last : now === wanted.join())) return names;
      last = now;
    }
  }
});

/** TypeScript's servers come and go as they like. */
function isOurs(command: string): boolean {
  return existsSync(path.join(root, "dist", nameOf(command))) || command.startsWith("sleep ");
}

/** Which program a command line is of: `analyzer.js`. */
function nameOf(command: string): string {
  const script = command.split(" ").find((word) => /\.[cm]?js$/.test(word));
  return path.basename(script ?? command.split(" ")[0] ?? "");
}
