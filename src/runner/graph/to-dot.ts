import type { TaskIndex, TaskKind } from "../../protocol/task-index.ts";
import { dataFlow } from "./data-flow.ts";
import { parametersText } from "./node-text.ts";

const STYLES: Record<TaskKind, string> = {
  task: "",
  wrapper: ', style="rounded"',
  external: ', style="dashed"',
};

/**
 * The graph for Graphviz: `pipewright graph --format dot | dot -Tsvg`. Dashed arrows: asked for while running.
 *
 * @see https://graphviz.org/doc/info/lang.html
 */
export function toDot(index: TaskIndex): string {
  const nodes = index.tasks.map(({ family, kind, parameters }) => {
    const lines = [family, parametersText(parameters)].filter((line) => line !== "");
    return `  ${quote(family)} [label="${lines.map(escape).join("\\n")}"${STYLES[kind]}];`;
  });
  const arrows = dataFlow(index).map(
    ({ from, to, dynamic }) => `  ${quote(from)} -> ${quote(to)}${dynamic ? ' [style="dashed"]' : ""};`,
  );
  const settings = ["  rankdir=TB;", '  node [shape="box", fontname="Helvetica"];'];
  return `${["digraph pipewright {", ...settings, ...nodes, ...arrows, "}"].join("\n")}\n`;
}

function quote(text: string): string {
  return `"${escape(text)}"`;
}

function escape(text: string): string {
  return text.replaceAll(/[\\"]/g, "\\$&").replaceAll(/\p{Cc}+/gu, " ");
}
