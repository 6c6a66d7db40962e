import * as vscode from "vscode";
import type { TaskEdge } from "../protocol/task-index.ts";
import { taskNamed } from "./model/task-named.ts";
import type { Parts } from "./parts.ts";
import { problemRange } from "./problem-range.ts";

/** Where a task is required, among the references of its class: also through another name, a helper or a base class. */
export function findTaskReferences({ folder, index }: Parts): vscode.Disposable {
  return vscode.languages.registerReferenceProvider(
    { scheme: folder.scheme },
    {
      async provideReferences(document, position) {
        const file = index.fileOf(document.uri);
        const range = document.getWordRangeAtPosition(position);
        if (file === undefined || range === undefined) return [];
        const task = taskNamed(index.index, document.getText(range), file);
        if (task === undefined) return [];
        const edges = index.index.edges.filter(({ to }) => to === task.family);
        return Promise.all(edges.map((edge) => locationOf(edge, index.uriOf(edge.file), document.getText(range))));
      },
    },
  );
}

/** Of the class's name where it stands there: then it is the place that TypeScript tells of too, and is shown once. */
async function locationOf(edge: TaskEdge, uri: vscode.Uri, name: string): Promise<vscode.Location> {
  const range = edge.range ? problemRange(edge.range) : problemRange({ line: edge.line, column: 1 });
  const document = await vscode.workspace.openTextDocument(uri);
  const at = document.getText(range).indexOf(name);
  if (at < 0) return new vscode.Location(uri, range);
  const start = document.positionAt(document.offsetAt(range.start) + at);
  return new vscode.Location(uri, new vscode.Range(start, start.translate(0, name.length)));
}
