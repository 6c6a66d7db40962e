import { ageText } from "../../../protocol/age-text.ts";
import { durationText } from "../../../protocol/duration-text.ts";
import type { Explanation, Making } from "../../../protocol/explanation.ts";
import { colours } from "../colours.ts";
import { foldTasks } from "./fold-tasks.ts";
import { sizeText } from "./set-aside-text.ts";
import { count } from "./words.ts";

/** Pieces of code and inputs that are named one by one; of more, how many more there are. */
const MOST = 10;

/** What made an output, for people. */
export function explainText({ making, upstream, stale }: Explanation): string {
  const { run, params, attempts, code, outputs, setAside, log } = making;
  const asked = `${run.command} ${run.family}${run.range ? ` ${run.range.from}…${run.range.to}` : ""}`;
  const tries = attempts > 1 ? `, in ${attempts} attempts` : "";
  const lines: [string, readonly string[]][] = [
    ["made", [`${whenText(making)}, in ${durationText(making.durationMs)}${tries}`]],
    ["by run", [`${run.runId}  ${colours.dim(`pipewright ${asked}`)}`]],
    ["parameters", Object.entries(params).map(([name, text]) => `${name}=${text}`)],
    ["code", code ? codeLines(code) : ["not known"]],
    ["outputs", outputs.map(outputText)],
    ["made of", inputLines(making, upstream)],
    ["behind that", behindLines(making, upstream)],
    ["log", log ? [log] : []],
  ];
  return [
    colours.bold(foldTasks([making])[0] ?? making.taskId),
    ...(setAside ? [colours.yellow("set aside since, or removed")] : []),
    ...stale.map((text) => colours.yellow(`stale: ${text}`)),
    ...lines.flatMap(([title, values]) =>
      values.map((value, index) => `  ${(index === 0 ? title : "").padEnd(13)}${value}`),
    ),
  ].join("\n");
}

function whenText({ finishedAt }: Making): string {
  return `${finishedAt.slice(0, 19).replace("T", " ")} UTC, ${ageText(finishedAt, Date.now())}`;
}

function codeLines({ hash, pieces }: NonNullable<Making["code"]>): string[] {
  return few(
    pieces.map(
      ({ file, name, line }) => `${name || "(when the file is loaded)"}  ${colours.dim(`${file} line ${line}`)}`,
    ),
    "place",
    [`hash ${hash.slice(0, 16)}`],
  );
}

function outputText({ name, size, sha256 }: Making["outputs"][number]): string {
  const facts = [size !== undefined && sizeText(size), sha256 && `sha256 ${sha256.slice(0, 16)}…`].filter(Boolean);
  return `${name}${facts.length > 0 ? `  ${colours.dim(facts.join(", "))}` : ""}`;
}

/** What it read itself. */
function inputLines({ inputs }: Making, upstream: readonly Making[]): string[] {
  const known = new Map(upstream.map((each) => [each.taskRun, each]));
  const direct = inputs.map(({ taskId, taskRun }) => {
    const making = taskRun === undefined ? undefined : known.get(taskRun);
    if (making === undefined) return `${taskId}  ${colours.dim("made by no run that is known")}`;
    const again = making.isOld ? colours.yellow("  made again since") : "";
    return `${foldTasks([making])[0]}  ${colours.dim(`made ${whenText(making)}, by run ${making.run.runId}`)}${again}`;
  });
  return few(direct, "task");
}

/** All that was read further up, what was made last first. */
function behindLines({ inputs }: Making, upstream: readonly Making[]): string[] {
  const read = new Set(inputs.map(({ taskRun }) => taskRun));
  const further = upstream.filter(({ taskRun }) => !read.has(taskRun));
  return foldTasks(further.toReversed()).map((text) => colours.dim(text));
}

function few(lines: readonly string[], what: string, first: readonly string[] = []): string[] {
  const more = lines.length - MOST;
  return [...first, ...lines.slice(0, MOST), ...(more > 0 ? [`and ${count(more, what)} more`] : [])];
}
