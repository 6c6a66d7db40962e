import * as vscode from "vscode";

/** The colours of the graph, by the codicons of the statuses; what has none is as plain as its text. */
const COLORS: Readonly<Record<string, string>> = {
  pass: "pipewright.ran",
  error: "pipewright.failed",
  "sync~spin": "pipewright.running",
  question: "pipewright.blocked",
};

/** The codicon of a status, in its colour. */
export function statusThemeIcon(icon: string): vscode.ThemeIcon {
  const color = COLORS[icon];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}
