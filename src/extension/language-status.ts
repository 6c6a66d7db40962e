import * as vscode from "vscode";
import { TASK_LANGUAGES } from "./model/task-languages.ts";
import type { Projects } from "./projects.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 200;

/** Behind the braces of a TypeScript or JavaScript file: whether its task classes were read, how many there are, what was found. */
export function showLanguageStatus(projects: Projects): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("pipewright.analyzer", TASK_LANGUAGES);
  item.name = "Pipewright";
  item.command = { title: vscode.l10n.t("Open Graph"), command: "pipewright.openGraph" };

  const show = () => {
    const { t } = vscode.l10n;
    const { front } = projects;
    const state = front?.index.state;
    item.busy = state?.state === "loading";
    item.severity = vscode.LanguageStatusSeverity.Information;
    item.detail = undefined;
    if (state === undefined) item.text = t("No pipeline");
    else if (state.state === "loading") item.text = t("Reading task classes");
    else if (state.state === "failed") {
      item.text = t("The task classes could not be read");
      item.detail = state.reason;
      item.severity = vscode.LanguageStatusSeverity.Error;
    } else {
      const { tasks, problems } = state.index;
      item.text = tasks.length === 1 ? t("1 task class") : t("{0} task classes", tasks.length);
      if (problems.length > 0) item.detail = t("{0} findings", problems.length);
      if (problems.some(({ severity }) => severity === "error")) item.severity = vscode.LanguageStatusSeverity.Warning;
    }
  };
  const update = throttle(show, PAUSE_MS);
  const request = () => update.request();
  show();
  return vscode.Disposable.from(
    item,
    update,
    projects.onDidChange(request),
    vscode.window.onDidChangeActiveTextEditor(request),
  );
}
