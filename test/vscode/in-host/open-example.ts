import assert from "node:assert/strict";
import * as vscode from "vscode";

/** A file of the example that this window has open. */
export function exampleUri(file: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, file);
}

export async function openExample(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(exampleUri(file));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The line (from 0) that has this text. */
export function lineOf(document: vscode.TextDocument, text: string): number {
  const line = document
    .getText()
    .split("\n")
    .findIndex((each) => each.includes(text));
  assert.ok(line >= 0, `${document.fileName} has no "${text}"`);
  return line;
}
