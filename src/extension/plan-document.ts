import * as vscode from "vscode";
import type { PlanTask } from "../protocol/plan.ts";
import { runArguments } from "../protocol/run-arguments.ts";
import { registerCommand } from "./command.ts";
import { planText } from "./model/plan-text.ts";
import { taskName } from "./model/task-name.ts";
import { askParameters } from "./parameter-input.ts";
import type { Parts } from "./parts.ts";
import type { Projects } from "./projects.ts";
import { saveBeforeRun } from "./save-before-run.ts";
import { chooseTask } from "./task-argument.ts";

const SCHEME = "pipewright-plan";

/** `pipewright.planTask`: what a run would do, as a document to read. */
export function registerPlanTask(projects: Projects, log: vscode.LogOutputChannel): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const texts = new Map<string, string>();

  const planTask = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, projects, { toRun: true });
    if (chosen === undefined) return;
    const { parts } = chosen;
    const { family } = chosen.task;
    const title = vscode.l10n.t("Plan {0}", family);
    const params = await askParameters(chosen.task, chosen.params, title, parts.context.workspaceState);
    if (params === undefined || !(await saveBeforeRun())) return;
    const name = taskName({ family, params });
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name.replaceAll("/", "∕")}.plan.txt` });
    texts.set(uri.toString(), planText(name, await readPlan(parts, family, params), vscode.l10n.t));
    changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
  };

  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? vscode.l10n.t("Ask for the plan again."),
    }),
    registerCommand("pipewright.planTask", planTask, log),
  );
}

async function readPlan(
  { runners }: Parts,
  family: string,
  params: Readonly<Record<string, string>>,
): Promise<readonly PlanTask[]> {
  let output = "";
  const runner = await runners.start(runArguments({ command: "plan", family, params }), (line) => {
    output += line;
  });
  const { code, said } = await runner.ended;
  if (output === "") throw new Error(said || `pipewright plan: exit ${code}`);
  return (JSON.parse(output) as { readonly tasks: readonly PlanTask[] }).tasks;
}
