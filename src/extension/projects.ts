import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import type { Parts } from "./parts.ts";
import { findProjectFolders } from "./project-folders.ts";
import { whyNothingRuns } from "./why-nothing-runs.ts";

/** A project that is open, and what ends it. */
export interface OpenProject {
  readonly parts: Parts;
  readonly disposable: vscode.Disposable;
}

type Open = (folder: vscode.Uri) => OpenProject;

/**
 * The projects of this window, each with an analyzer, a history and runs of its own; they come and go with the
 * workspace's folders.
 */
export class Projects implements vscode.Disposable {
  readonly #open: Open;
  readonly #projects = new Map<string, OpenProject>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #finding: Promise<void> | undefined;
  #looked = false;
  #last: Parts | undefined;

  /** Which projects there are, or their task classes, or how these stand. */
  readonly onDidChange = this.#changed.event;

  constructor(open: Open) {
    this.#open = open;
    this.#subscription = vscode.workspace.onDidChangeWorkspaceFolders(() => void this.find());
  }

  get all(): readonly Parts[] {
    return [...this.#projects.values()].map(({ parts }) => parts);
  }

  /** Those whose tasks can be run here. */
  get runnable(): readonly Parts[] {
    return this.all.filter(({ folder }) => whyNothingRuns(folder) === undefined);
  }

  /** Whether it is known which projects there are. */
  get looked(): boolean {
    return this.#looked;
  }

  /** The one that the active editor is in, or was; else the first. */
  get front(): Parts | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const here = uri && this.of(uri);
    if (here !== undefined) this.#last = here;
    return this.#last !== undefined && this.all.includes(this.#last) ? this.#last : this.all[0];
  }

  /** Says that it is looked at: in an editor that has no text of it. */
  bringToFront(parts: Parts): void {
    this.#last = parts;
  }

  /** Waits until it is known which projects there are. */
  async ready(): Promise<void> {
    await (this.#finding ?? this.find());
  }

  /** Looks which projects there are now. */
  find(): Promise<void> {
    this.#finding = findProjectFolders().then((folders) => this.#keep(folders));
    return this.#finding;
  }

  /** The innermost project around a file. */
  of(uri: vscode.Uri): Parts | undefined {
    return this.all.findLast(({ index }) => index.fileOf(uri) !== undefined);
  }

  at(folder: string | undefined): Parts | undefined {
    return folder === undefined ? undefined : this.#projects.get(folder)?.parts;
  }

  /** The class of that name: in the project in front where that has one. */
  findTask(family: string): { readonly parts: Parts; readonly task: TaskClass } | undefined {
    const { front } = this;
    for (const parts of front === undefined ? [] : [front, ...this.all]) {
      const task = parts.index.find(family);
      if (task !== undefined) return { parts, task };
    }
    return undefined;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    for (const { disposable } of this.#projects.values()) disposable.dispose();
  }

  #keep(folders: readonly vscode.Uri[]): void {
    this.#looked = true;
    const wanted = new Map(folders.map((folder) => [folder.fsPath, folder]));
    for (const [key, project] of this.#projects) {
      if (wanted.has(key)) continue;
      project.disposable.dispose();
      this.#projects.delete(key);
    }
    for (const [key, folder] of wanted) {
      if (this.#projects.has(key)) continue;
      const opened = this.#open(folder);
      const tell = () => this.#changed.fire();
      const { index, store } = opened.parts;
      const listening = vscode.Disposable.from(index.onDidChange(tell), { dispose: store.onDidChange(tell) });
      this.#projects.set(key, {
        parts: opened.parts,
        disposable: vscode.Disposable.from(listening, opened.disposable),
      });
    }
    this.#changed.fire();
  }
}
