import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { registerCommand } from "./command.ts";
import { askParameters } from "./parameter-input.ts";
import type { Projects } from "./projects.ts";
import { chooseTask } from "./task-argument.ts";

const SETTING = "presets";

type Params = Readonly<Record<string, string>>;

/** As the setting has them: by class, then by name. Whoever writes it by hand may write numbers. */
type Presets = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

interface Preset {
  readonly name: string;
  readonly params: Params;
}

/**
 * `pipewright.runPreset`: runs a task with values that were given a name. They are a setting of the folder, in its
 * `.vscode/settings.json`, so that all who work on it have them.
 */
export function registerRunPreset(
  projects: Projects,
  memory: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const runPreset = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, projects, { toRun: true });
    if (chosen === undefined) return;
    const { parts, task } = chosen;
    const params = await choosePreset(parts.folder, task, memory);
    if (params !== undefined) await parts.runs.perform({ command: "run", family: task.family, params });
  };
  return registerCommand("pipewright.runPreset", runPreset, log);
}

async function choosePreset(folder: vscode.Uri, task: TaskClass, memory: vscode.Memento): Promise<Params | undefined> {
  const { t } = vscode.l10n;
  const { family } = task;
  const remove = { iconPath: new vscode.ThemeIcon("trash"), tooltip: t("Forget") };
  const own = ownPresets(folder)[family] ?? {};
  const items = presetsOf(folder, family).map((preset) => ({
    label: preset.name,
    description: textOf(preset.params),
    // Those of the user's settings, or of the whole workspace's, are not this folder's to forget.
    buttons: preset.name in own ? [remove] : [],
    preset,
  }));
  const picked = await pick([...items, { label: `$(add) ${t("New preset…")}` }], t("Run {0}", family), (preset) =>
    keep(folder, family, preset.name, undefined),
  );
  if (picked === undefined) return undefined;
  if (picked.preset !== undefined) return askParameters(task, picked.preset.params, t("Run {0}", family), memory);

  const params = await askParameters(task, {}, t("Run {0}", family), memory);
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
  await keep(folder, family, name, kept);
  return params;
}

function presetsOf(folder: vscode.Uri, family: string): readonly Preset[] {
  const all = vscode.workspace.getConfiguration("pipewright", folder).get<Presets>(SETTING, {});
  return Object.entries(all[family] ?? {}).map(([name, values]) => ({
    name,
    params: Object.fromEntries(Object.entries(values).map(([parameter, value]) => [parameter, String(value)])),
  }));
}

/** What stands in the folder's own settings. */
function ownPresets(folder: vscode.Uri): Presets {
  const configuration = vscode.workspace.getConfiguration("pipewright", folder);
  return configuration.inspect<Presets>(SETTING)?.workspaceFolderValue ?? {};
}

/** @param params nothing: it is forgotten */
async function keep(folder: vscode.Uri, family: string, name: string, params: Params | undefined): Promise<void> {
  const all = ownPresets(folder);
  const { [name]: _, ...others } = all[family] ?? {};
  const own = params === undefined ? others : { ...others, [name]: params };
  const { [family]: __, ...rest } = all;
  const left = Object.keys(own).length === 0 ? rest : { ...rest, [family]: own };
  await vscode.workspace
    .getConfiguration("pipewright", folder)
    .update(SETTING, Object.keys(left).length === 0 ? undefined : left, vscode.ConfigurationTarget.WorkspaceFolder);
}

interface Item extends vscode.QuickPickItem {
  readonly preset?: Preset;
}

/** A list whose entries have a button that forgets them. */
function pick(
  items: readonly Item[],
  title: string,
  forget: (preset: Preset) => Promise<void>,
): Promise<Item | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  list.title = title;
  list.items = items;
  return new Promise<Item | undefined>((resolve) => {
    list.onDidTriggerItemButton(({ item }) => {
      if (item.preset === undefined) return;
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
