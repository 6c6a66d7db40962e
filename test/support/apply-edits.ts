import type { SourceEdit } from "../../src/protocol/problem-fix.ts";

/** A text with pieces of it replaced, as an editor does it. */
export function applyEdits(text: string, edits: readonly SourceEdit[]): string {
  const lines = text.split("\n");
  const offset = (line: number, column: number) =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  return edits
    .map((edit) => ({ ...edit, from: offset(edit.line, edit.column), to: offset(edit.endLine, edit.endColumn) }))
    .sort((a, b) => b.from - a.from)
    .reduce((changed, { from, to, text: put }) => changed.slice(0, from) + put + changed.slice(to), text);
}
