import * as vscode from "vscode";
import { FINDINGS } from "../protocol/finding-code.ts";
import type { Problem } from "../protocol/task-index.ts";
import type { LiveIndex } from "./live-index.ts";
import type { Parts } from "./parts.ts";
import { problemRange } from "./problem-range.ts";

const SEVERITY: Record<Problem["severity"], vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** TypeScript tells of these itself. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(["syntax-error"]);

/** What the analyzer finds wrong, each with a link to its page and with the other places that have to do with it. */
export function showAnalysisProblems({ context, index }: Parts): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("pipewright");
  let shown: readonly Problem[] | undefined;
  const show = () => {
    // The same list for as long as nothing is new in it.
    if (index.index.problems === shown) return;
    shown = index.index.problems;
    const told = index.index.problems.filter(({ code }) => !TOLD_ELSEWHERE.has(code));
    const byFile = Map.groupBy(told, ({ file }) => file);
    collection.clear();
    for (const [file, problems] of byFile) {
      const diagnostics = problems.map((problem) => toDiagnostic(problem, index, context.extensionUri));
      collection.set(index.uriOf(file), diagnostics);
    }
  };
  return vscode.Disposable.from(collection, index.onDidChange(show));
}

function toDiagnostic(problem: Problem, index: LiveIndex, extension: vscode.Uri): vscode.Diagnostic {
  const { code, severity, message, related = [], unnecessary } = problem;
  const diagnostic = new vscode.Diagnostic(problemRange(problem), message, SEVERITY[severity]);
  diagnostic.source = "pipewright";
  diagnostic.code = Object.hasOwn(FINDINGS, code)
    ? { value: code, target: vscode.Uri.joinPath(extension, "docs", "findings", `${code}.md`) }
    : code;
  diagnostic.relatedInformation = related.map(
    (place) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(index.uriOf(place.file), problemRange(place)),
        place.message,
      ),
  );
  if (unnecessary) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}
