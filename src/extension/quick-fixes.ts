import * as vscode from "vscode";
import type { ProblemFix } from "../protocol/problem-fix.ts";
import type { Problem } from "../protocol/task-index.ts";
import type { LiveIndex } from "./live-index.ts";
import type { Parts } from "./parts.ts";
import { problemRange } from "./problem-range.ts";

/** What the light bulb offers for the analyzer's findings: their cures, and to silence them. */
export function offerQuickFixes({ folder, index }: Parts): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions(document, _range, { diagnostics }) {
      const file = index.fileOf(document.uri);
      if (file === undefined) return [];
      const problems = index.index.problems.filter((problem) => problem.file === file);
      return diagnostics.flatMap((diagnostic) => {
        const problem = problems.find((other) => isSame(other, diagnostic));
        return problem === undefined ? [] : actionsFor(problem, diagnostic, document, index);
      });
    },
  };
  return vscode.languages.registerCodeActionsProvider({ scheme: folder.scheme }, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

/**
 * The editor moves a diagnostic with the text around it. While it stands elsewhere than the analyzer knows, the places of
 * the edits are out of date too.
 */
function isSame(problem: Problem, { source, message, range }: vscode.Diagnostic): boolean {
  return source === "pipewright" && message === problem.message && range.start.isEqual(problemRange(problem).start);
}

function actionsFor(
  problem: Problem,
  diagnostic: vscode.Diagnostic,
  document: vscode.TextDocument,
  index: LiveIndex,
): vscode.CodeAction[] {
  const fixes = problem.fixes ?? [];
  const cures = fixes.map((fix) => quickFix(fix.title, toEdit(fix, index), diagnostic));
  const [only, ...others] = cures;
  if (only && others.length === 0) only.isPreferred = true;
  if (problem.code === "invalid-silencer") return cures;
  const silence = quickFix(
    vscode.l10n.t("Silence {0} here, with a reason", problem.code),
    silencingEdit(problem, document),
    diagnostic,
  );
  return [...cures, silence];
}

function quickFix(title: string, edit: vscode.WorkspaceEdit, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = edit;
  action.diagnostics = [diagnostic];
  return action;
}

function toEdit({ edits }: ProblemFix, index: LiveIndex): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  for (const edit of edits) change.replace(index.uriOf(edit.file), problemRange(edit), edit.text);
  return change;
}

/** The comment above the line, with the reason left to be typed. */
function silencingEdit({ code, line }: Problem, document: vscode.TextDocument): vscode.WorkspaceEdit {
  const { text } = document.lineAt(Math.min(line, document.lineCount) - 1);
  const indent = /^\s*/.exec(text)?.[0] ?? "";
  const comment = new vscode.SnippetString()
    .appendText(`${indent}// pipewright-disable-next-line ${code}: `)
    .appendPlaceholder(vscode.l10n.t("why this is right here"))
    .appendText("\n");
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, [vscode.SnippetTextEdit.insert(new vscode.Position(line - 1, 0), comment)]);
  return change;
}
