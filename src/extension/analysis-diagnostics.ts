import * as vscode from "vscode";
import type { Problem } from "../protocol/task-index.ts";
import type { Parts } from "./parts.ts";

const SEVERITY: Record<Problem["severity"], vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** TypeScript tells of these itself. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(["syntax-error"]);

/** What the analyzer finds wrong: a cycle, an unknown task, two classes of one name. */
export function showAnalysisProblems({ index }: Parts): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("pipewright");
  const show = () => {
    const { problems } = index.index;
    collection.clear();
    for (const file of new Set(problems.map((problem) => problem.file))) {
      collection.set(index.uriOf(file), diagnosticsOf(problems.filter((problem) => problem.file === file)));
    }
  };
  return vscode.Disposable.from(collection, index.onDidChange(show));
}

function diagnosticsOf(problems: readonly Problem[]): vscode.Diagnostic[] {
  return problems
    .filter(({ code }) => !TOLD_ELSEWHERE.has(code))
    .map(({ code, severity, message, line, column }) => {
      const range = new vscode.Range(line - 1, column - 1, line - 1, Number.MAX_SAFE_INTEGER);
      const diagnostic = new vscode.Diagnostic(range, message, SEVERITY[severity]);
      diagnostic.source = "pipewright";
      diagnostic.code = code;
      return diagnostic;
    });
}
