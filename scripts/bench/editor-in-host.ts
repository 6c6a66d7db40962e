// VS Code loads this module inside the extension host and calls run(): see ../bench-editor.ts.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import type { Drawn } from "../../src/extension/model/drawn-channel.ts";

/** What is measured of one start, in milliseconds. */
export interface HostFigures {
  readonly load: number;
  readonly activate: number;
  readonly typing?: readonly TypingFigures[];
}

/** One edit: until both were drawn anew, and how long the host did nothing else at a stretch meanwhile. */
export interface TypingFigures {
  readonly lenses: number;
  readonly decorations: number;
  readonly blocked: number;
  /** The same of an edit of TypeScript that is none of our business: what the editor does anyway. */
  readonly blockedWithout: number;
}

interface Marks {
  getMarks(): readonly { readonly name: string; readonly startTime: number }[];
}

const ID = "pipewright.pipewright";
const EDITS = 40;
/** The first ones load what is loaded when it is needed. */
const WARM_UP = 8;
const QUIET_MS = 600;

export async function run(): Promise<void> {
  while (!vscode.extensions.getExtension(ID)?.isActive) await pause(20);
  const figures = { load: between("LoadExtensionCode"), activate: between("ActivateExtension") };
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const typing = process.env.BENCH_TYPING === "1" && folder ? await typingIn(folder) : undefined;
  writeFileSync(path.join(process.env.VSCODE_HOST_ROOT ?? "", "figures.json"), JSON.stringify({ ...figures, typing }));
}

/** VS Code's own marks, as in its "Startup Performance". */
function between(what: string): number {
  const marks = (globalThis as { MonacoPerformanceMarks?: Marks }).MonacoPerformanceMarks?.getMarks() ?? [];
  const time = (when: string) =>
    marks.find(({ name }) => name === `code/extHost/${when}${what}/${ID}`)?.startTime ?? Number.NaN;
  return time("did") - time("will");
}

/** Gives a class that has run another name, and its name back: what is over and beside it goes, and comes again. */
async function typingIn(folder: vscode.Uri): Promise<TypingFigures[]> {
  const project = folder.fsPath;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "tasks/task-0.ts"));
  const editor = await vscode.window.showTextDocument(document);
  const asked = { family: "Task0", params: { date: "2026-01-01", batch: "5" }, project };
  await vscode.commands.executeCommand("pipewright.runTask", asked);
  const at = document.positionAt(document.getText().indexOf("Task0 extends") + "Task0".length);
  const letter = new vscode.Range(at, at.translate(0, 1));
  await quiet();

  const edits: Omit<TypingFigures, "blockedWithout">[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const isRenaming = edit % 2 === 0;
    const drawn = waitForDrawing(isRenaming ? 0 : 1);
    const watched = watchLoop();
    const begin = performance.now();
    await editor.edit((builder) => (isRenaming ? builder.insert(at, "X") : builder.delete(letter)));
    const { lenses, decorations } = await drawn;
    // What is drawn less promptly counts too: the tree, the keys of the menus.
    await quiet();
    const blocked = watched();

    edits.push({ lenses: lenses - begin, decorations: decorations - begin, blocked });
  }
  const without = await typingElsewhere(document.getText(), at);
  return edits.map((edit, index) => ({ ...edit, blockedWithout: without[index] ?? Number.NaN })).slice(WARM_UP);
}

/** @returns how long each edit blocks the host of a text that is in no project, shown in the place of one that is */
async function typingElsewhere(content: string, at: vscode.Position): Promise<number[]> {
  const editor = await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "typescript", content }),
  );
  const letter = new vscode.Range(at, at.translate(0, 1));
  await quiet();
  const blocked: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const watched = watchLoop();
    await editor.edit((builder) => (edit % 2 === 0 ? builder.insert(at, "X") : builder.delete(letter)));
    await quiet();
    blocked.push(watched());
  }
  return blocked;
}

/** @param count how many classes are to have a decoration */
async function waitForDrawing(count: number): Promise<{ lenses: number; decorations: number }> {
  const { promise, resolve } = Promise.withResolvers<{ lenses: number; decorations: number }>();
  let lenses: number | undefined;
  let decorations: number | undefined;
  const hear = (message: unknown) => {
    const { what, count: shown } = message as Drawn;
    if (what === "lenses") lenses ??= performance.now();
    else if (shown === count) decorations ??= performance.now();
    if (lenses !== undefined && decorations !== undefined) resolve({ lenses, decorations });
  };
  subscribe("pipewright:drawn", hear);
  try {
    return await promise;
  } finally {
    unsubscribe("pipewright:drawn", hear);
  }
}

/** @returns what ends the watching, with the longest time in which nothing else could be done */
function watchLoop(): () => number {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    isOver = true;
    return longest;
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What an edit sets going is over, the editor's own as well. */
const quiet = () => pause(QUIET_MS);
