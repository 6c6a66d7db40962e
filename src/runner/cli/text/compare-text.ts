import type {
  FileFigures,
  OutputComparison,
  TableDifferences,
  TaskComparison,
  TreeDifferences,
} from "../../../protocol/output-comparison.ts";
import { colours } from "../colours.ts";
import { foldTasks } from "./fold-tasks.ts";
import { count } from "./words.ts";

/** Old outputs next to the new ones, for people: what is the same together, what differs one by one. */
export function compareText(tasks: readonly TaskComparison[]): string {
  const changed = tasks.filter(({ outputs }) => outputs.some(({ status }) => status === "changed"));
  const missing = tasks.filter(
    (task) => !changed.includes(task) && task.outputs.some(({ status }) => status === "missing"),
  );
  const same = tasks.filter(
    (task) =>
      !changed.includes(task) && !missing.includes(task) && task.outputs.some(({ status }) => status === "same"),
  );
  const lost = tasks.filter(({ removed }) => removed.length > 0);
  const lines = [
    ...changed.flatMap((task) => [
      `${foldTasks([task])[0]}  ${colours.yellow("changed")}`,
      ...task.outputs.flatMap((output) => outputLines(output)),
    ]),
    ...folded(same, colours.green("the same")),
    ...folded(missing, "not made again yet"),
    ...folded(lost, "removed for good by the target: nothing older to compare with"),
  ];
  const compared = tasks.flatMap(({ outputs }) => outputs).filter(({ status }) => status !== "missing");
  const differ = compared.filter(({ status }) => status === "changed").length;
  return [...lines, `\n${count(compared.length, "output")} compared, ${differ} changed.`].join("\n");
}

function folded(tasks: readonly TaskComparison[], what: string): string[] {
  return foldTasks(tasks).map((text) => `${text}  ${what}`);
}

function outputLines({ name, status, old, new: now, differences }: OutputComparison): string[] {
  if (now === undefined || status !== "changed")
    return [`    ${name}  ${status === "same" ? "the same" : "not made again yet"}`];
  return [
    `    ${name}`,
    ...figureLines(old, now).map((line) => `        ${line}`),
    ...(differences === undefined
      ? []
      : differences.kind === "table"
        ? tableLines(differences)
        : treeLines(differences)
    ).map((line) => `        ${line}`),
  ];
}

function figureLines(old: FileFigures, now: FileFigures): string[] {
  const hasRows = old.rows !== undefined && now.rows !== undefined;
  return [
    `bytes   ${number(old.bytes)} → ${number(now.bytes)}`,
    ...(hasRows ? [`rows    ${number(old.rows)} → ${number(now.rows)}`] : []),
    `sha256  ${old.sha256.slice(0, 12)}… → ${now.sha256.slice(0, 12)}…`,
  ];
}

function tableLines(table: TableDifferences): string[] {
  const { key, columnsAdded, columnsRemoved, columns, examples } = table;
  const rows = [
    key.length > 0 && `${number(table.rowsChanged)} changed`,
    `${number(table.rowsAdded)} added`,
    `${number(table.rowsRemoved)} removed`,
    `${number(table.rowsSame)} the same`,
  ].filter(Boolean);
  return [
    `of the rows ${rows.join(", ")}${key.length > 0 ? ` (told apart by ${key.join(", ")})` : ""}`,
    ...(columnsAdded.length > 0 ? [`new columns: ${columnsAdded.join(", ")}`] : []),
    ...(columnsRemoved.length > 0 ? [`columns that are gone: ${columnsRemoved.join(", ")}`] : []),
    ...columns.map(({ name, changed, totals }) => {
      const parts = [
        changed && `differs in ${count(changed, "row")}`,
        totals && `total ${number(totals.old)} → ${number(totals.new)}`,
      ];
      return `${name}  ${parts.filter(Boolean).join("; ")}`;
    }),
    ...exampleLines(examples),
  ];
}

function treeLines({ changed, added, removed, examples }: TreeDifferences): string[] {
  return [
    `of the values ${number(changed)} changed, ${number(added)} added, ${number(removed)} removed`,
    ...exampleLines(examples),
  ];
}

function exampleLines(examples: TableDifferences["examples"]): string[] {
  return examples.map(({ at, old, new: now }) =>
    colours.dim(`  ${at || "(all)"}  ${short(old) ?? "(nothing)"} → ${short(now) ?? "(nothing)"}`),
  );
}

function number(value: number | undefined): string {
  return (value ?? 0).toLocaleString("en", { maximumFractionDigits: 6 });
}

/** In one line, and without what would make a terminal do something. */
function short(text: string | undefined): string | undefined {
  const plain = text?.replaceAll(/\p{Cc}/gu, " ");
  return plain !== undefined && plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
