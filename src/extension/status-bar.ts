import * as vscode from "vscode";
import { runProgress } from "./model/run-progress.ts";
import { taskName } from "./model/task-name.ts";
import type { Projects } from "./projects.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 150;
const SHOWN_IN_TOOLTIP = 10;

/** How far the runs are and how many tasks failed; there is no item when there is nothing to say. */
export function showStatusBar(projects: Projects): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("pipewright.status", vscode.StatusBarAlignment.Left, 10);
  item.name = "Pipewright";
  item.command = "pipewright.showFailures";

  const show = () => {
    const { t } = vscode.l10n;
    const failures = projects.all.flatMap(({ store }) => store.failures());
    const runs = projects.all.flatMap(({ store }) => store.activeRuns());
    const { done, total, fraction, running } = runProgress(runs);
    const parts: string[] = [];
    if (runs.length > 0) {
      const percent = Math.floor(fraction * 100);
      parts.push(`$(loading~spin) ${total === 0 ? t("planning") : `${t("{0} of {1}", done, total)} · ${percent} %`}`);
    }
    if (failures.length > 0) parts.push(`$(error) ${t("{0} failed", failures.length)}`);
    if (parts.length === 0) return item.hide();
    item.text = parts.join("  ");
    item.backgroundColor = failures.length > 0 ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    item.tooltip = tooltip([
      ...running,
      ...failures.map((failure) => `${taskName(failure)}: ${failure.error?.message ?? ""}`),
    ]);
    item.accessibilityInformation = {
      label: `Pipewright: ${item.text.replaceAll(/\$\([^)]*\) /g, "")}`,
      role: "button",
    };
    item.show();
  };
  const update = throttle(show, PAUSE_MS);
  show();
  return vscode.Disposable.from(
    item,
    update,
    projects.onDidChange(() => update.request()),
  );
}

function tooltip(lines: readonly string[]): string {
  const more = lines.length - SHOWN_IN_TOOLTIP;
  const shown = lines.slice(0, SHOWN_IN_TOOLTIP).map((line) => line.split("\n")[0]);
  return [...shown, ...(more > 0 ? [vscode.l10n.t("… and {0} more", more)] : [])].join("\n");
}
