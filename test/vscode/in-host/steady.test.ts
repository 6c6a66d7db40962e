// A window that is used all day: runs, cancelled runs and a graph that is opened and closed leave nothing behind.
//
//   npm run test:vscode -- --in-host steady --thorough    50 rounds in place of 4
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { queryObjects, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { processesIn } from "../host/processes-in.ts";
import { eventually } from "./eventually.ts";
import { exampleUri, openExample } from "./open-example.ts";

const ROUNDS = process.env.MODE === "thorough" ? 50 : 4;
/** Until everything has been loaded and every cache has been filled once. */
const WARM_UP = 2;
/** What a round may add to the memory: the editor keeps its log, and caches grow by fits and starts. */
const BYTES_OF_A_ROUND = 150_000;
const BYTES_AT_ALL = 2_000_000;

const SOURCE = `import { writeFileSync } from "node:fs";
import { IntParameter, LocalTarget, Task } from "pipewright";

export class Brief extends Task.with({ round: IntParameter() }) {
  output() {
    return new LocalTarget(\`data/brief-\${this.round}.txt\`);
  }

  async run() {
    await this.output().write("done");
  }
}

export class Endless extends Task.with({ round: IntParameter() }) {
  output() {
    return new LocalTarget(\`data/endless-\${this.round}.txt\`);
  }

  async run() {
    writeFileSync(\`data/begun-\${this.round}.txt\`, "");
    await new Promise((_, reject) => this.signal.addEventListener("abort", () => reject(this.signal.reason)));
  }
}
`;

interface Kept {
  readonly heap: number;
  readonly disposables: number;
  readonly emitters: number;
  readonly nodeEmitters: number;
  readonly processListeners: number;
  readonly children: number;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Each listener to an event of the editor's is a `Disposable`, each event of ours an `EventEmitter`. */
function kept(): Kept {
  collectGarbage();
  const countOf = (constructor: new (...args: never[]) => object) => Number(queryObjects(constructor));
  return {
    heap: process.memoryUsage().heapUsed,
    disposables: countOf(vscode.Disposable),
    emitters: countOf(vscode.EventEmitter),
    nodeEmitters: countOf(EventEmitter),
    processListeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    children: process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length,
  };
}

/** What a listener or an object of each round would add is more than any of this. */
function hasNotGrown(before: Kept, after: Kept): boolean {
  const { heap, ...counts } = before;
  const names = Object.keys(counts) as (keyof typeof counts)[];
  return (
    names.every((name) => after[name] - before[name] < ROUNDS) &&
    after.children <= before.children &&
    after.heap - heap < BYTES_AT_ALL + ROUNDS * BYTES_OF_A_ROUND
  );
}

describe("a window in which much is run", function () {
  this.timeout(1_200_000);
  const source = exampleUri("tasks/steady.ts").fsPath;
  const lensesOfSource = async () => {
    const file = vscode.Uri.file(source);
    return await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", file);
  };
  const project = exampleUri(".").fsPath.replace(/\/\.?$/, "");
  const panels = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview);
  /** What other tests have had started to answer their questions, and goes on. */
  let standing = 0;
  const started = () =>
    processesIn(project).filter((command) => /worker\.js|cli\.js/.test(command) && !command.includes("analyzer"));

  const round = async (at: number) => {
    await vscode.commands.executeCommand("pipewright.runTask", {
      family: "Brief",
      params: { round: `${at}` },
      project,
    });
    assert.ok(existsSync(exampleUri(`data/brief-${at}.txt`).fsPath));

    const endless = { family: "Endless", params: { round: `${at}` }, project };
    const cancelled = vscode.commands.executeCommand("pipewright.runTask", endless);
    await eventually(() => existsSync(exampleUri(`data/begun-${at}.txt`).fsPath), Boolean, 90);
    await vscode.commands.executeCommand("pipewright.stopRun");
    await cancelled;

    await vscode.commands.executeCommand("pipewright.openGraph");
    await eventually(panels, (all) => all.length === 1, 60);
    await vscode.window.tabGroups.close(panels());
    // What reads the history after a run, and what answers the panel.
    await eventually(started, (all) => all.length <= standing, 90);
  };

  it(`leaves no process, no listener and no memory, after ${ROUNDS} rounds`, async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    writeFileSync(source, SOURCE);
    await openExample("tasks/steady.ts");
    await eventually(lensesOfSource, (lenses) => lenses.length > 0, 60); // by now its classes are known
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    standing = started().filter((command) => /cli\.js (mcp|serve)/.test(command)).length;
    try {
      for (let at = 0; at < WARM_UP; at++) await round(at);
      const before = kept();
      for (let at = 0; at < ROUNDS; at++) await round(WARM_UP + at);
      const after = await eventually(kept, (now) => hasNotGrown(before, now), 90);
      writeFileSync(path.join(__dirname, "steady.json"), JSON.stringify({ rounds: ROUNDS, before, after }));
    } finally {
      rmSync(source);
    }
  });
});
