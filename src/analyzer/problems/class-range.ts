import type { SourceRange, TaskClass } from "../../protocol/task-index.ts";

/** The name of a class, which stands for all of it. */
export function classRange({ family, line, column }: TaskClass): SourceRange {
  return { line, column, endLine: line, endColumn: column + family.length };
}
