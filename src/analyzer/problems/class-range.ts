import type { SourceRange } from "../../protocol/task-index.ts";
import type { LinkedTask } from "../linking/link-file.ts";

/** The name of a class, or the word `class` where it has none: it stands for all of the class. */
export function classRange({ linked, task: { family, line, column } }: LinkedTask): SourceRange {
  return { line, column, endLine: line, endColumn: column + (linked.facts.behaviour?.name ?? family).length };
}
