import * as vscode from "vscode";
import type { RunRequest } from "../protocol/run-arguments.ts";
import type { ParameterDeclaration, TaskClass } from "../protocol/task-index.ts";
import { rangeParameters, rangeProblem, rangeSize } from "./model/backfill-range.ts";
import { parameterExample, parameterProblem } from "./model/parameter-text.ts";
import { suggestedFrom, suggestedValue } from "./model/suggested-value.ts";

type Params = Readonly<Record<string, string>>;
type Range = NonNullable<RunRequest["range"]>;

const REMEMBERED = "pipewright.lastValues";

/**
 * Asks for the values that a run needs, one after the other.
 *
 * @param given values that are known already, and not asked for
 * @param title what they are for, such as `Run LoadSales`
 * @returns `undefined` when the user turned away
 */
export async function askParameters(
  task: TaskClass,
  given: Params,
  title: string,
  memory: vscode.Memento,
): Promise<Params | undefined> {
  const missing = task.parameters.filter(
    ({ name, default: value }) => value === undefined && given[name] === undefined,
  );
  const params: Record<string, string> = { ...given };
  for (const [at, parameter] of missing.entries()) {
    const remembered = recall(memory, task.family, parameter);
    const text = await askValue(parameter, {
      title: missing.length > 1 ? `${title} (${at + 1}/${missing.length})` : title,
      value: remembered ?? suggestedValue(parameter, new Date()),
      check: (value) => parameterProblem(parameter, value, vscode.l10n.t),
    });
    if (text === undefined) return undefined;
    params[parameter.name] = text;
    await remember(memory, task.family, parameter, text);
  }
  return params;
}

/** What a range is asked for, where it is not a backfill's. */
export interface RangeWish {
  /** The value that the questions start with. */
  suggest(parameter: ParameterDeclaration): { readonly from: string; readonly to: string };
  /** What is said of a range of so many values. */
  note(size: number): string;
}

/**
 * Asks for the range of a backfill: over which parameter, where there are several, from, and to.
 *
 * @returns `undefined` when the user turned away, or the task has no parameter to go over
 */
export async function askRange(
  task: TaskClass,
  title: string,
  memory: vscode.Memento,
  wish?: RangeWish,
): Promise<Range | undefined> {
  const parameter = await chooseRangeParameter(task, title);
  if (parameter === undefined) return undefined;
  const { name } = parameter;
  const wished = wish?.suggest(parameter);
  const last = wished?.to ?? recall(memory, task.family, parameter, "to") ?? suggestedValue(parameter, new Date());
  const from = await askValue(parameter, {
    title: vscode.l10n.t("{0}: from which {1}", title, name),
    value: wished?.from ?? recall(memory, task.family, parameter, "from") ?? suggestedFrom(parameter, last),
    check: (value) => parameterProblem(parameter, value, vscode.l10n.t),
  });
  if (from === undefined) return undefined;
  const to = await askValue(parameter, {
    title: vscode.l10n.t("{0}: to which {1}, included", title, name),
    value: last < from ? from : last,
    check: (value) =>
      rangeProblem(parameter, from, value, vscode.l10n.t) ?? sizeNote(rangeSize(parameter, from, value), wish),
  });
  if (to === undefined) return undefined;
  await remember(memory, task.family, parameter, from, "from");
  await remember(memory, task.family, parameter, to, "to");
  return { over: name, from, to };
}

function sizeNote(size: number, wish?: RangeWish): vscode.InputBoxValidationMessage {
  const message = wish
    ? wish.note(size)
    : size === 1
      ? vscode.l10n.t("1 task; those that are complete are not run again.")
      : vscode.l10n.t("{0} tasks; those that are complete are not run again.", size);
  return { message, severity: vscode.InputBoxValidationSeverity.Info };
}

async function chooseRangeParameter(task: TaskClass, title: string): Promise<ParameterDeclaration | undefined> {
  const candidates = rangeParameters(task);
  if (candidates.length === 0) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("{0} has no date, month, hour or the like to go over: there is nothing to backfill.", task.family),
    );
  }
  if (candidates.length < 2) return candidates[0];
  const items = candidates.map((parameter) => ({ label: parameter.name, description: parameter.type, parameter }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t("Over which parameter?"),
  });
  return picked?.parameter;
}

interface Question {
  readonly title: string;
  readonly value: string;
  readonly check: (text: string) => string | vscode.InputBoxValidationMessage | undefined;
}

async function askValue(
  parameter: ParameterDeclaration,
  { title, value, check }: Question,
): Promise<string | undefined> {
  const { name, type, description, choices = type === "bool" ? ["false", "true"] : undefined } = parameter;
  if (choices !== undefined) {
    // The likely one first: Enter takes it.
    const items = [...choices].sort((a, b) => Number(b === value) - Number(a === value));
    return vscode.window.showQuickPick(items, { title, placeHolder: description ?? name, ignoreFocusOut: true });
  }
  return vscode.window.showInputBox({
    title,
    value,
    prompt: [name, description].filter(Boolean).join(": "),
    placeHolder: parameterExample(type) ?? type,
    validateInput: check,
    password: parameter.visibility === "private",
    ignoreFocusOut: true,
  });
}

type Remembered = Readonly<Record<string, string>>;

/** The last value of this task; else that of the same parameter of another one, since a day's tasks are run together. */
function recall(memory: vscode.Memento, family: string, parameter: ParameterDeclaration, end = ""): string | undefined {
  const values = memory.get<Remembered>(REMEMBERED, {});
  return values[keyOf(family, parameter, end)] ?? values[keyOf("", parameter, end)];
}

async function remember(
  memory: vscode.Memento,
  family: string,
  parameter: ParameterDeclaration,
  text: string,
  end = "",
): Promise<void> {
  // What is private is written down nowhere.
  if (parameter.visibility === "private") return;
  const values = memory.get<Remembered>(REMEMBERED, {});
  const added = { [keyOf(family, parameter, end)]: text, [keyOf("", parameter, end)]: text };
  await memory.update(REMEMBERED, { ...values, ...added });
}

function keyOf(family: string, { name, type }: ParameterDeclaration, end: string): string {
  return [family, name, type, end].join("/");
}
