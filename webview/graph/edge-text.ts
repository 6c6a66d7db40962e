import type { TaskEdge } from "../../src/protocol/task-index.ts";
import { t } from "../words.ts";
import type { GraphEdge } from "./graph-model.ts";
import { runsNote } from "./runs-note.ts";

/** More than these in one bundle are a wall of text. */
const MOST_PARTS = 12;

/** What an edge of the graph stands for: which parameters are passed on, how sure it is, and where it is written. */
export function edgeText({ parts = [] }: GraphEdge): string {
  const more = parts.length - MOST_PARTS;
  return [...parts.slice(0, MOST_PARTS).map(partText), ...(more > 0 ? [t("{0} more", more)] : [])].join("\n\n");
}

function partText(edge: TaskEdge): string {
  const { from, to, mapping, file, line } = edge;
  const passed = Object.entries(mapping).map(([name, value]) => `${name} → ${value.replace(/\s+/g, " ")}`);
  return [
    t("{0} requires {1}", from, to),
    ...passed,
    edge.observed ? "" : sureness(edge),
    runsNote(edge) ?? "",
    `${file}:${line}`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function sureness({ confidence, kind }: TaskEdge): string {
  switch (confidence ?? (kind === "dynamic" ? "dynamic" : "exact")) {
    case "exact":
      return t("always");
    case "conditional":
      return t("under a condition");
    case "dynamic":
      return t("decided while it runs");
  }
}
