import { ageText } from "../../protocol/age-text.ts";
import { durationText } from "../../protocol/duration-text.ts";
import type { TaskRunRecord } from "../../protocol/history-record.ts";
import type { ParameterDeclaration, TaskClass, TaskIndex, TaskKind } from "../../protocol/task-index.ts";
import { relativesOf } from "./relatives.ts";
import { statusIcon } from "./status-icon.ts";
import { statusWord } from "./status-words.ts";
import { inEnglish, type Translate } from "./translate.ts";

/** More names than these are a wall of text. */
const MOST_NAMES = 12;

/** What a hover tells besides the class itself. */
export interface HoverWishes {
  readonly t?: Translate;
  /** Of its tasks, the latest first. */
  readonly runs?: readonly TaskRunRecord[];
  /** The address of a run's log, where it has one. */
  linkToLog?(run: TaskRunRecord): string | undefined;
  /** What can be done with the class: what it is called, with a codicon, and its address. */
  readonly actions?: readonly { readonly title: string; readonly link: string }[];
}

/**
 * What a task class is, in Markdown: its parameters, what it requires and what requires it, how its last runs went, and what can be done with it.
 *
 * @param linkTo the address of a class's place in the code
 */
export function hoverText(
  task: TaskClass,
  index: TaskIndex,
  linkTo: (task: TaskClass) => string,
  { t = inEnglish, runs = [], linkToLog = () => undefined, actions = [] }: HoverWishes = {},
): string {
  const { upstream, downstream } = relativesOf(index, task.family);
  const links = (tasks: readonly TaskClass[]) => {
    const names = tasks.slice(0, MOST_NAMES).map((other) => `[${escape(other.family)}](${linkTo(other)})`);
    const more = tasks.length - names.length;
    return [...names, ...(more > 0 ? [t("{0} more", more)] : [])].join(", ");
  };
  const kinds: Record<TaskKind, string> = {
    task: t("a task"),
    external: t("made by something else"),
    wrapper: t("only requires others"),
  };
  const facts = [
    kinds[task.kind],
    ...(task.tags ?? []).map((tag) => `#${escape(tag)}`),
    ...(task.schedule === undefined ? [] : [`\`${task.schedule.replaceAll("`", "")}\``]),
  ];
  return [
    `**${escape(task.family)}** — ${facts.join(" · ")}`,
    task.parameters.map((parameter) => parameterLine(parameter, t)).join("\n"),
    upstream.length > 0 ? t("Requires {0}", links(upstream)) : "",
    downstream.length > 0 ? t("Required by {0}", links(downstream)) : "",
    runs.length > 0 ? [t("Last runs"), "", ...runs.map((run) => runLine(run, linkToLog(run), t))].join("\n") : "",
    actions.map(({ title, link }) => `[${title}](${link})`).join(" · "),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function runLine(
  { params, status, startedAt, finishedAt, durationMs, attempts }: TaskRunRecord,
  log: string | undefined,
  t: Translate,
) {
  const time = finishedAt ?? startedAt;
  const parts = [
    log === undefined ? statusWord(status, t) : `[${statusWord(status, t)}](${log})`,
    escape(valuesText(params)),
    time === undefined ? "" : ageText(time, Date.now(), t),
    durationMs === undefined || attempts === 0 ? "" : durationText(durationMs),
  ];
  return `- $(${statusIcon(status)}) ${parts.filter((part) => part !== "").join(" · ")}`;
}

/** Dates by themselves, other values with their names. */
function valuesText(params: Readonly<Record<string, string>>): string {
  const texts = Object.entries(params).map(([name, value]) => (/^\d{4}-/.test(value) ? value : `${name}=${value}`));
  return texts.join(", ");
}

function parameterLine(
  { name, type, default: value, significant, description }: ParameterDeclaration,
  t: Translate,
): string {
  const text = `${name}: ${type}${value === undefined ? "" : ` = ${value.replace(/\s+/g, " ")}`}`;
  const notes = [
    ...(significant ? [] : [t("not significant")]),
    ...(description === undefined ? [] : [escape(description)]),
  ];
  return `- \`${text.replaceAll("`", "'")}\`${notes.length > 0 ? ` — ${notes.join(", ")}` : ""}`;
}

/** What users write is shown as it is, and is no Markdown. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~]/g, "\\$&").replace(/\s+/g, " ");
}
