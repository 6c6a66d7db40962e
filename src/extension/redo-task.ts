import * as vscode from "vscode";
import { type RunRequest, runArguments } from "../protocol/run-arguments.ts";
import type { TaskClass } from "../protocol/task-index.ts";
import { registerCommand } from "./command.ts";
import { rangeParameters } from "./model/backfill-range.ts";
import { joinedTasks, parseSetAside, redoSummary, redoText, type SetAsideLine } from "./model/redo-list.ts";
import { requestName } from "./model/request-name.ts";
import { staleNote } from "./model/stale-note.ts";
import { suggestedMonth } from "./model/suggested-value.ts";
import { askParameters, askRange } from "./parameter-input.ts";
import type { Parts } from "./parts.ts";
import type { Projects } from "./projects.ts";
import { saveBeforeRun } from "./save-before-run.ts";
import { chooseTasks } from "./task-argument.ts";

const SCHEME = "pipewright-redo";

/** `pipewright.invalidateTask`: outputs that a bug has spoiled are set aside, and made again. */
export function registerRedoTask(
  projects: Projects,
  memory: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const { t } = vscode.l10n;
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const texts = new Map<string, string>();

  const redoTask = async (...given: unknown[]) => {
    const [first, ...others] = await chooseTasks(given, projects, { toRun: true });
    if (first === undefined) return;
    const { parts } = first;
    const tasks = await pickTasks(
      parts,
      [first, ...others].map(({ task }) => task),
    );
    const [task] = tasks;
    if (task === undefined) return;
    const asked = await askWhat(task, tasks);
    const how = asked && (await pickHow());
    if (asked === undefined || how === undefined || !(await saveBeforeRun())) return;
    const calls = asked.map((request) => [
      "invalidate",
      ...runArguments({ ...request, command: "plan" }).slice(1),
      ...how,
    ]);
    const found = joinedTasks(await invalidate(parts, calls, "--dry-run"));
    if (found.length === 0) {
      void vscode.window.showInformationMessage(t("Nothing of that is there to be made again."));
      return;
    }
    const title = t("Redo {0}", asked.map(requestName).join(", "));
    await showList(redoText(title, found, t));
    const [again, aside] = [t("Make Again"), t("Only Set Aside")];
    const answer = await vscode.window.showWarningMessage(
      title,
      {
        modal: true,
        detail: [
          ...redoSummary(found, t),
          "",
          t(
            "Files go to a trash, from which `pipewright restore` brings them back. The list behind this has every output.",
          ),
        ].join("\n"),
      },
      again,
      aside,
    );
    if (answer === undefined) return;
    const done = await invalidate(parts, calls, "--yes");
    parts.history.reread();
    if (answer !== again) return;
    // One after the other: what two of them need is made by the first.
    for (const { when, tasks: set } of done)
      if (set.length > 0) await parts.runs.perform({ command: "backfill", family: title, params: {}, setAside: when });
  };

  /** All that the project ever made are there to choose from; those that were meant are chosen already. */
  const pickTasks = async ({ index, store }: Parts, meant: readonly TaskClass[]): Promise<readonly TaskClass[]> => {
    const summaries = store.summaries();
    const known = index.index.tasks.filter((task) => task.kind === "task" && summaries.has(task.family));
    const all = [...meant, ...known.filter(({ family }) => meant.every((task) => task.family !== family))];
    const items = all.map((task, at) => {
      const stale = store.stales.get(task.family);
      return {
        label: task.family,
        picked: at < meant.length,
        ...(stale !== undefined && { description: staleNote(stale, t) }),
        task,
      };
    });
    const picked = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      title: t("Redo This Month…"),
      placeHolder: t("Which tasks' outputs are wrong?"),
      ignoreFocusOut: true,
    });
    return picked?.map(({ task }) => task) ?? [];
  };

  /** The dates are those of the first; the others' have to be of the same kind. */
  const askWhat = async (task: TaskClass, all: readonly TaskClass[]): Promise<readonly RunRequest[] | undefined> => {
    const title = t("Redo {0}", task.family);
    if (rangeParameters(task).length === 0) {
      const params = await askParameters(task, {}, title, memory);
      return params && all.map(({ family }) => ({ command: "plan", family, params }) as const);
    }
    const range = await askRange(task, title, memory, {
      suggest: (parameter) => suggestedMonth(parameter, new Date()),
      note: (size) => t("What there is of these {0} is made again.", size),
    });
    if (range === undefined) return undefined;
    const without = all.find((each) => rangeParameters(each).every(({ name }) => name !== range.over));
    if (without !== undefined)
      throw new Error(t("{0} has no {1} to go over: choose it alone.", without.family, range.over));
    return all.map(({ family }) => ({ command: "plan", family, params: {}, range }) as const);
  };

  const pickHow = async (): Promise<readonly string[] | undefined> => {
    const items = [
      { label: t("With all that was made of them"), flags: ["--downstream"] },
      { label: t("Only what is stale of them, with all that was made of it"), flags: ["--stale", "--downstream"] },
      { label: t("Only these"), description: t("what was made of them becomes stale"), flags: [] },
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: t("Redo This Month…"),
      placeHolder: t("What else is made again?"),
      ignoreFocusOut: true,
    });
    return picked?.flags;
  };

  const showList = async (text: string) => {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${t("Redo This Month…")}.txt` });
    texts.set(uri.toString(), text);
    changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
  };

  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
    }),
    registerCommand("pipewright.invalidateTask", redoTask, log),
  );
}

/** @throws Error with the runner's words, when some of it can not be taken back, say: nothing is touched then */
async function invalidate(
  { runners }: Parts,
  calls: readonly (readonly string[])[],
  flag: "--dry-run" | "--yes",
): Promise<readonly SetAsideLine[]> {
  const work = async () => {
    const lists: SetAsideLine[] = [];
    for (const args of calls) {
      const runner = await runners.start([...args, flag], (text) => {
        const line = parseSetAside(text);
        if (line !== undefined) lists.push(line);
      });
      const { code, said } = await runner.ended;
      if (code !== 0) throw new Error(said || `pipewright ${args.join(" ")}: exit ${code}`);
    }
    return lists;
  };
  const title = flag === "--yes" ? vscode.l10n.t("Setting outputs aside…") : vscode.l10n.t("Looking at what there is…");
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work);
}
