import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { exampleUri, lineOf, openExample } from "./open-example.ts";

interface Stop {
  readonly session: vscode.DebugSession;
  readonly threadId: number;
}

interface Frame {
  readonly id: number;
  readonly line: number;
  readonly source?: { readonly path: string };
}

describe("debugging a task", function () {
  // A debugger starts, a run before it, and the machine may do more than this.
  this.timeout(120_000);

  const stops: Stop[] = [];
  const ended: string[] = [];
  const listening: vscode.Disposable[] = [];

  before(() => {
    listening.push(
      vscode.debug.registerDebugAdapterTrackerFactory("*", {
        createDebugAdapterTracker: (session) => ({
          onDidSendMessage: ({ event, body }: { event?: string; body?: { threadId: number } }) => {
            if (event === "stopped" && body !== undefined) stops.push({ session, threadId: body.threadId });
          },
        }),
      }),
      vscode.debug.onDidTerminateDebugSession(({ name }) => ended.push(name)),
    );
  });

  after(() => {
    vscode.Disposable.from(...listening).dispose();
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  });

  /** @returns the line, from 1 */
  const breakAt = async (file: string, text: string) => {
    const document = await openExample(file);
    const place = new vscode.Location(document.uri, new vscode.Position(lineOf(document, text), 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
    return place.range.start.line + 1;
  };

  /** Where the debugger stands for the nth time, and what can be asked there. */
  const stopped = async (nth: number) => {
    const stop = await eventually(() => stops[nth - 1], Boolean, 60);
    const { session, threadId } = stop as Stop;
    const { stackFrames } = (await session.customRequest("stackTrace", { threadId })) as { stackFrames: Frame[] };
    const [frame] = stackFrames;
    assert.ok(frame);
    const evaluate = async (expression: string) => {
      const asked = { expression, frameId: frame.id, context: "watch" };
      return ((await session.customRequest("evaluate", asked)) as { result: string }).result;
    };
    return { ...frame, evaluate, goOn: () => session.customRequest("continue", { threadId }) };
  };

  it("stops in run() and in a helper, with the chosen parameters, after what the task requires was made", async () => {
    const inRun = await breakAt("tasks/sales-page.ts", "await renderSalesPage(");
    const inHelper = await breakAt("page/render-sales-page.ts", "const title =");
    const run = vscode.commands.executeCommand("pipewright.debugTask", {
      family: "SalesPage",
      params: { date: "2026-11-16" },
    });
    const first = await stopped(1);
    assert.match(first.source?.path ?? "", /sales-page\.ts$/);
    assert.equal(first.line, inRun);
    assert.match(await first.evaluate("this.date.toString()"), /2026-11-16/);
    assert.match(await first.evaluate("sales.length"), /^[1-9]\d*$/);
    assert.ok(existsSync(exampleUri("data/aggregate/2026-11-16.csv").fsPath));
    await first.goOn();

    const second = await stopped(2);
    assert.match(second.source?.path ?? "", /render-sales-page\.ts$/);
    assert.equal(second.line, inHelper);
    assert.match(await second.evaluate("date.toString()"), /2026-11-16/);
    await second.goOn();
    await run;
    await eventually(
      () => ended,
      (names) => names.includes("Debug SalesPage(date=2026-11-16)"),
    );
  });

  it("leaves a run that shows as any other", async () => {
    const document = await openExample("tasks/sales-page.ts");
    const lenses = async () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 20);
    await eventually(lenses, (found) => found.some(({ command }) => / ran /.test(command?.title ?? "")));
  });

  it("goes by a configuration of launch.json, and stopping the debugger ends the run", async () => {
    await breakAt("tasks/dump-sales.ts", "const lines = PRODUCTION.rows");
    const stopsBefore = stops.length;
    const folder = vscode.workspace.workspaceFolders?.[0];
    await vscode.debug.startDebugging(folder, {
      type: "pipewright",
      request: "launch",
      name: "Debug DumpSales",
      task: "DumpSales",
      parameters: { date: "2026-11-17" },
    });
    const stop = await stopped(stopsBefore + 1);
    assert.match(stop.source?.path ?? "", /dump-sales\.ts$/);
    await vscode.debug.stopDebugging();
    await eventually(
      () => ended,
      (names) => names.includes("Debug DumpSales(date=2026-11-17)"),
    );
    const document = await openExample("tasks/dump-sales.ts");
    const lenses = async () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 20);
    // A task that is as quick as this one may come to its end before it hears of it.
    await eventually(lenses, (found) => found.some(({ command }) => /cancelled|2 ran/.test(command?.title ?? "")));
  });
});
