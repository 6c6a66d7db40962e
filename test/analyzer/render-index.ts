import type { TaskIndex } from "../../src/protocol/task-index.ts";

/** An index as a person would write it down. */
export function renderIndex({ tasks, edges, problems }: TaskIndex): string {
  const parts = [
    ...tasks.map(({ family, kind, exportName, file, line, column, endLine, parameters }) => {
      const exported =
        exportName === undefined ? ", not exported" : exportName === family ? "" : `, exported as ${exportName}`;
      const head = `${kind} ${family}${exported}  (${file}:${line}:${column}-${endLine})`;
      return [head, ...parameters.map(renderParameter)].join("\n");
    }),
    edges.map(renderEdge).join("\n"),
    ...problems.map(
      ({ severity, code, message, file, line, column }) =>
        `${severity} ${code}  (${file}:${line}:${column})\n  ${message}`,
    ),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderParameter({
  name,
  type,
  default: value,
  significant,
  description,
}: TaskIndex["tasks"][0]["parameters"][0]) {
  const notes = [significant ? "" : " (not significant)", description === undefined ? "" : ` — ${description}`];
  return `  ${name}: ${type}${value === undefined ? "" : ` = ${value}`}${notes.join("")}`;
}

function renderEdge({ from, to, kind, mapping, file, line }: TaskIndex["edges"][0]) {
  const values = Object.entries(mapping).map(([name, text]) => `${name}: ${text}`);
  return `${from} ${kind === "dynamic" ? "yields" : "requires"} ${to}(${values.join(", ")})  (${file}:${line})`;
}
