import * as vscode from "vscode";

/** What the manifest's problem matcher marks belongs to this owner, and says that it is from here. */
const OWNER = "pipewright-task";
const SOURCE = "pipewright task";

/**
 * Takes away what VS Code marks of the output in a terminal. The history tells of the same failures, and its marks have
 * more to offer; the matcher is there for what goes by its findings, as `preLaunchTask` and `revealProblems` do.
 */
export function dropMatchedProblems(): vscode.Disposable {
  const matched = vscode.languages.createDiagnosticCollection(OWNER);
  const isMatched = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).some(({ source }) => source === SOURCE);
  return vscode.Disposable.from(
    matched,
    // They come a moment after the task has ended, and no other event tells of them.
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some(isMatched)) matched.clear();
    }),
  );
}
