import type { BaseClass, ParameterDeclaration, Problem, TaskEdge, TaskIndex } from "../../src/protocol/task-index.ts";

/** An index as a person would write it down. */
export function renderIndex({ tasks, bases = [], edges, problems }: TaskIndex): string {
  const parts = [
    ...tasks.map(({ family, parameters, tags, schedule, ...at }) =>
      [
        renderHead(at.kind, family, at),
        ...parameters.map(renderParameter),
        ...(tags ? [`  tagged ${tags.join(", ")}`] : []),
        ...(schedule === undefined ? [] : [`  scheduled ${schedule}`]),
      ].join("\n"),
    ),
    bases.map(({ name, kind, ...at }) => renderHead(`base of ${kind}s`, name, at)).join("\n"),
    edges.map(renderEdge).join("\n"),
    ...problems.map(renderProblem),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderProblem(problem: Problem): string {
  const { severity, code, message, file, line, column, endLine, endColumn, related = [], fixes = [] } = problem;
  const end = endLine === undefined ? "" : `-${endLine === line ? "" : `${endLine}:`}${endColumn}`;
  const cures = fixes.flatMap(({ title, edits }) => [
    `  fix: ${title}`,
    ...edits.map((edit) => {
      const range = `${edit.line}:${edit.column}-${edit.endLine}:${edit.endColumn}`;
      return `    ${edit.file}:${range} ${JSON.stringify(edit.text)}`;
    }),
  ]);
  return [
    `${severity} ${code}  (${file}:${line}:${column}${end})`,
    `  ${message}`,
    ...related.map((place) => `  see ${place.file}:${place.line}:${place.column} ${place.message}`),
    ...cures,
  ].join("\n");
}

type Place = Omit<BaseClass, "name" | "kind">;

function renderHead(kind: string, name: string, { exportName, file, line, column, endLine }: Place): string {
  const exported =
    exportName === undefined ? ", not exported" : exportName === name ? "" : `, exported as ${exportName}`;
  return `${kind} ${name}${exported}  (${file}:${line}:${column}-${endLine})`;
}

function renderParameter(parameter: ParameterDeclaration): string {
  const { name, type, default: value, significant, description, visibility, choices, min, max, interval } = parameter;
  const notes = [
    significant ? "" : "not significant",
    visibility ?? "",
    choices ? `one of ${choices.join(", ")}` : "",
    min === undefined ? "" : `from ${min}`,
    max === undefined ? "" : `to ${max}`,
    interval === undefined ? "" : `every ${interval}`,
  ].filter((note) => note !== "");
  const inBrackets = notes.length === 0 ? "" : ` (${notes.join(", ")})`;
  const said = description === undefined ? "" : ` — ${description}`;
  return `  ${name}: ${type}${value === undefined ? "" : ` = ${value}`}${inBrackets}${said}`;
}

function renderEdge({ from, to, kind, mapping, file, line, confidence, range, byType }: TaskEdge): string {
  const values = Object.entries(mapping).map(([name, text]) => `${name}: ${text}`);
  const verb = kind === "dynamic" ? "yields" : confidence === "conditional" ? "may require" : "requires";
  const sure = byType ? ", by its type" : "";
  const at = range && `${range.line}:${range.column}-${range.endLine}:${range.endColumn}`;
  return `${from} ${verb} ${to}(${values.join(", ")})${sure}  (${file}:${at ?? line})`;
}
