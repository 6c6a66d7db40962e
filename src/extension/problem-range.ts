import * as vscode from "vscode";

/** A place as the index tells of it, from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** The same as the editor counts; to the end of its line where the end is not known. */
export function problemRange({ line, column, endLine, endColumn }: Place): vscode.Range {
  return endLine === undefined || endColumn === undefined
    ? new vscode.Range(line - 1, column - 1, line - 1, Number.MAX_SAFE_INTEGER)
    : new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}
