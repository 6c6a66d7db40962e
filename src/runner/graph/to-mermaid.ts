import type { TaskIndex, TaskKind } from "../../protocol/task-index.ts";
import { dataFlow } from "./data-flow.ts";
import { parametersText } from "./node-text.ts";

const SHAPES: Record<TaskKind, readonly [open: string, close: string]> = {
  task: ["[", "]"],
  wrapper: ["([", "])"],
  external: ["[/", "/]"],
};

/**
 * The graph as a Mermaid flowchart, which GitHub and GitLab draw in Markdown. Dashed: asked for while running.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function toMermaid(index: TaskIndex): string {
  const ids = new Map<string, string>();
  // A family can be any text; an id can not.
  for (const { family } of index.tasks) if (!ids.has(family)) ids.set(family, `t${ids.size}`);
  const drawn = new Set<string>();
  const nodes = index.tasks.flatMap(({ family, kind, parameters }) => {
    if (drawn.has(family)) return [];
    drawn.add(family);
    const [open, close] = SHAPES[kind];
    const lines = [family, parametersText(parameters)].filter((line) => line !== "");
    return `  ${ids.get(family)}${open}"${lines.map(escape).join("<br>")}"${close}`;
  });
  const arrows = dataFlow(index).map(
    ({ from, to, dynamic }) => `  ${ids.get(from)} ${dynamic ? "-.->" : "-->"} ${ids.get(to)}`,
  );
  return `${["flowchart TD", ...nodes, ...arrows].join("\n")}\n`;
}

/** Mermaid's own entities, written with `#` in place of `&`. */
function escape(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ").replaceAll(/[#&"<>`\\]/g, (character) => `#${character.codePointAt(0)};`);
}
