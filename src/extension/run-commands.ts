import * as vscode from "vscode";
import type { RunRequest } from "../protocol/run-arguments.ts";
import { registerCommand } from "./command.ts";
import { readHistory } from "./history-watcher.ts";
import { failedRequests } from "./model/failed-requests.ts";
import { lastDownstream } from "./model/last-downstream.ts";
import { askParameters, askRange } from "./parameter-input.ts";
import type { Projects } from "./projects.ts";
import { chooseTask, chooseTasks } from "./task-argument.ts";
import type { WindowRun } from "./window-runs.ts";

/** The commands that start runs and stop them. */
export function registerRunCommands(
  projects: Projects,
  memory: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  /** Runs what is chosen: with what it requires, or in another way. */
  const runTask =
    (how: Pick<RunRequest, "force" | "alone">) =>
    async (...given: unknown[]) => {
      const runs = [];
      for (const { parts, task, params: known } of await chooseTasks(given, projects, { toRun: true })) {
        const params = await askParameters(task, known, vscode.l10n.t("Run {0}", task.family), memory);
        if (params === undefined) return;
        runs.push({ parts, request: { command: "run", family: task.family, params, ...how } as const });
      }
      // One after the other: they share the project's workers, and what two of them require is made once either way.
      for (const { parts, request } of runs) await parts.runs.perform(request);
    };

  /** Makes a task, and everything that needs it. */
  const runTaskDown = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, projects, { toRun: true });
    if (chosen === undefined) return;
    const { parts, task, params: known } = chosen;
    const title = vscode.l10n.t("Run {0}", task.family);
    const params = await askParameters(task, known, title, memory);
    if (params === undefined) return;
    for (const last of lastDownstream(parts.index.index, task)) {
      // What they have in common is the same in both: the day, mostly.
      const shared = last.parameters.flatMap(({ name }) => (name in params ? [[name, params[name] ?? ""]] : []));
      const values = await askParameters(
        last,
        Object.fromEntries(shared) as Record<string, string>,
        vscode.l10n.t("Run {0}", last.family),
        memory,
      );
      if (values === undefined) return;
      await parts.runs.perform({ command: "run", family: last.family, params: values });
    }
  };

  const backfillTask = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, projects, { toRun: true });
    if (chosen === undefined) return;
    const { parts, task } = chosen;
    const title = vscode.l10n.t("Backfill {0}", task.family);
    const range = await askRange(task, title, memory);
    if (range === undefined) return;
    const others = { ...task, parameters: task.parameters.filter(({ name }) => name !== range.over) };
    const fixed = Object.fromEntries(Object.entries(chosen.params).filter(([name]) => name !== range.over));
    const params = await askParameters(others, fixed, title, memory);
    if (params !== undefined) await parts.runs.perform({ command: "backfill", family: task.family, params, range });
  };

  /** For the panel, where everything was said already: of a task, or of a range of them. */
  const startRun = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, projects, { toRun: true });
    if (chosen === undefined) return;
    const { parts, task, params } = chosen;
    const how = given[0] as Omit<RunRequest, "command">;
    // One that goes on knows its range.
    const command = how.range === undefined && how.backfillId === undefined ? "run" : "backfill";
    await parts.runs.perform({ ...how, command, family: task.family, params });
  };

  const rerunFailed = async () => {
    await projects.ready();
    const asked = await Promise.all(
      projects.all.map(async ({ store, runners, runs }) => ({
        runs,
        requests: failedRequests(store.failures(), await readHistory(runners, ["history"], "run")),
      })),
    );
    if (asked.every(({ requests }) => requests.length === 0)) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There is no failed run to repeat."));
    }
    for (const { runs, requests } of asked) for (const request of requests) await runs.perform(request);
  };

  const stopRun = async (...given: unknown[]) => {
    const all = projects.all.flatMap(({ runs }) => runs.running);
    const [about, selection] = given;
    const named = (Array.isArray(selection) ? selection : [about]).filter(hasRunId);
    for (const each of named) {
      const own = all.find(({ runId }) => runId === each.runId);
      if (own !== undefined) own.cancel();
      else await vscode.commands.executeCommand("pipewright.stopOtherRun", each);
    }
    if (named.length > 0) return;
    for (const run of all.length < 2 ? all : await chooseRuns(all)) run.cancel();
  };

  return vscode.Disposable.from(
    registerCommand("pipewright.runTask", runTask({}), log),
    registerCommand("pipewright.runTaskOnly", runTask({ alone: true }), log),
    registerCommand("pipewright.runTaskAgain", runTask({ force: true }), log),
    registerCommand("pipewright.runTaskDown", runTaskDown, log),
    registerCommand("pipewright.backfillTask", backfillTask, log),
    registerCommand("pipewright.startRun", startRun, log),
    registerCommand("pipewright.rerunFailed", rerunFailed, log),
    registerCommand("pipewright.stopRun", stopRun, log),
  );
}

function hasRunId(value: unknown): value is { readonly runId: string } {
  return typeof value === "object" && value !== null && "runId" in value && typeof value.runId === "string";
}

async function chooseRuns(running: readonly WindowRun[]): Promise<readonly WindowRun[]> {
  const items = running.map((run) => ({ label: run.name, run }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t("Which runs should stop?"),
  });
  return picked?.map(({ run }) => run) ?? [];
}
