import * as vscode from "vscode";
import { registerCommand } from "./command.ts";
import { readHistory } from "./history-watcher.ts";
import { failedRequests } from "./model/failed-requests.ts";
import { parseRunEvent } from "./model/parse-line.ts";
import { type RunRequest, requestName, runArguments } from "./model/run-arguments.ts";
import { askParameters, askRange } from "./parameter-input.ts";
import type { Parts } from "./parts.ts";
import type { Runner } from "./runner-process.ts";
import { saveBeforeRun } from "./save-before-run.ts";
import { chooseTask } from "./task-argument.ts";

interface Running {
  readonly name: string;
  readonly runner: Runner;
}

/** The commands that start runs and stop them. */
export function registerRunCommands(parts: Parts): vscode.Disposable {
  const { context, store, runners, history, log } = parts;
  const memory = context.workspaceState;
  const running = new Set<Running>();
  let count = 0;

  const perform = async (request: RunRequest) => {
    if (!(await saveBeforeRun())) return;
    const workers = vscode.workspace.getConfiguration("pipewright", parts.folder).get<number>("workers", 0);
    const run = `run ${++count}`;
    let failed = 0;
    const runner = await runners.start(runArguments({ ...request, workers }), (line) => {
      const event = parseRunEvent(line);
      if (event === undefined) return log.debug(`A line of the runner was not understood: ${line}`);
      store.apply(run, event);
      if (event.event !== "runFinished") return;
      failed = event.tasks.filter(({ status }) => status === "failed" || status === "schedulingError").length;
    });
    const entry = { name: requestName(request), runner };
    running.add(entry);
    try {
      const { code, said } = await runner.ended;
      store.end(run);
      if (failed > 0) tellOfFailures(request, failed);
      // Wrong usage and the like: the runner has said what.
      else if (code !== undefined && ![0, 10, 130].includes(code))
        throw new Error(said || `${entry.name}: exit ${code}`);
    } finally {
      running.delete(entry);
      history.refresh();
    }
  };

  const runTask = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, parts);
    if (chosen === undefined) return;
    const title = vscode.l10n.t("Run {0}", chosen.task.family);
    const params = await askParameters(chosen.task, chosen.params, title, memory);
    if (params !== undefined) await perform({ command: "run", family: chosen.task.family, params });
  };

  const backfillTask = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, parts);
    if (chosen === undefined) return;
    const { task } = chosen;
    const title = vscode.l10n.t("Backfill {0}", task.family);
    const range = await askRange(task, title, memory);
    if (range === undefined) return;
    const others = { ...task, parameters: task.parameters.filter(({ name }) => name !== range.over) };
    const fixed = Object.fromEntries(Object.entries(chosen.params).filter(([name]) => name !== range.over));
    const params = await askParameters(others, fixed, title, memory);
    if (params !== undefined) await perform({ command: "backfill", family: task.family, params, range });
  };

  const rerunFailed = async () => {
    const requests = failedRequests(store.failures(), await readHistory(runners, ["history"], "run"));
    if (requests.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There is no failed run to repeat."));
    }
    for (const request of requests) await perform(request);
  };

  const stopRun = async () => {
    const all = [...running];
    const chosen = all.length < 2 ? all : await chooseRuns(all);
    for (const { runner } of chosen) runner.cancel();
  };

  return vscode.Disposable.from(
    registerCommand("pipewright.runTask", runTask, log),
    registerCommand("pipewright.backfillTask", backfillTask, log),
    registerCommand("pipewright.rerunFailed", rerunFailed, log),
    registerCommand("pipewright.stopRun", stopRun, log),
  );
}

/** Does not hold up the command: a notification may stay for hours. */
function tellOfFailures(request: RunRequest, failed: number): void {
  const show = vscode.l10n.t("Show Failures");
  const message =
    failed === 1
      ? vscode.l10n.t("{0}: 1 task failed.", requestName(request))
      : vscode.l10n.t("{0}: {1} tasks failed.", requestName(request), failed);
  void vscode.window.showErrorMessage(message, show).then((answer) => {
    if (answer === show) void vscode.commands.executeCommand("pipewright.showFailures");
  });
}

async function chooseRuns(running: readonly Running[]): Promise<readonly Running[]> {
  const items = running.map((entry) => ({ label: entry.name, entry }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t("Which runs should stop?"),
  });
  return picked?.map(({ entry }) => entry) ?? [];
}
