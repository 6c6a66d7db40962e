import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { registerCommand } from "./command.ts";
import { askParameters } from "./parameter-input.ts";
import type { Projects } from "./projects.ts";
import { chooseTask } from "./task-argument.ts";

const KEPT = "pipewright.presets";

type Params = Readonly<Record<string, string>>;

interface Preset {
  readonly family: string;
  readonly name: string;
  readonly params: Params;
}

/** `pipewright.runPreset`: runs a task with values that were given a name, which the workspace keeps. */
export function registerRunPreset(
  projects: Projects,
  memory: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const runPreset = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, projects);
    if (chosen === undefined) return;
    const { parts, task } = chosen;
    const params = await choosePreset(task, memory);
    if (params !== undefined) await parts.runs.perform({ command: "run", family: task.family, params });
  };
  return registerCommand("pipewright.runPreset", runPreset, log);
}

async function choosePreset(task: TaskClass, memory: vscode.Memento): Promise<Params | undefined> {
  const { t } = vscode.l10n;
  const presets = memory.get<readonly Preset[]>(KEPT, []);
  const items = presets
    .filter(({ family }) => family === task.family)
    .map((preset) => ({ label: preset.name, description: textOf(preset.params), preset }));
  const remove = { iconPath: new vscode.ThemeIcon("trash"), tooltip: t("Forget") };
  const picked = await pick(
    [...items.map((item) => ({ ...item, buttons: [remove] })), { label: `$(add) ${t("New preset…")}` }],
    t("Run {0}", task.family),
    (preset) =>
      memory.update(
        KEPT,
        presets.filter((each) => each !== preset),
      ),
  );
  if (picked === undefined) return undefined;
  if (picked.preset !== undefined) return askParameters(task, picked.preset.params, t("Run {0}", task.family), memory);

  const params = await askParameters(task, {}, t("Run {0}", task.family), memory);
  if (params === undefined) return undefined;
  const name = await vscode.window.showInputBox({
    title: t("New preset…"),
    prompt: t("What these values are called"),
    value: textOf(params),
    ignoreFocusOut: true,
  });
  if (name === undefined) return undefined;
  // What is private is written down nowhere.
  const secret = new Set(task.parameters.filter(({ visibility }) => visibility === "private").map((each) => each.name));
  const kept = Object.fromEntries(Object.entries(params).filter(([parameter]) => !secret.has(parameter)));
  const others = presets.filter((each) => each.family !== task.family || each.name !== name);
  await memory.update(KEPT, [...others, { family: task.family, name, params: kept }]);
  return params;
}

interface Item extends vscode.QuickPickItem {
  readonly preset?: Preset;
}

/** A list whose entries have a button that forgets them. */
function pick(
  items: readonly Item[],
  title: string,
  forget: (preset: Preset | undefined) => Thenable<void>,
): Promise<Item | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  list.title = title;
  list.items = items;
  return new Promise<Item | undefined>((resolve) => {
    list.onDidTriggerItemButton(({ item }) => {
      list.items = list.items.filter((each) => each !== item);
      void forget(item.preset);
    });
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]);
      list.hide();
    });
    list.onDidHide(() => resolve(undefined));
    list.show();
  }).finally(() => list.dispose());
}

function textOf(params: Params): string {
  return Object.entries(params)
    .map(([name, text]) => `${name}=${text}`)
    .join(", ");
}
