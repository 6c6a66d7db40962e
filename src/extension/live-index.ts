import * as vscode from "vscode";
import type { AnalyzerApi } from "../protocol/analyzer-api.ts";
import { SOURCE_ENDINGS } from "../protocol/source-endings.ts";
import type { TaskClass, TaskIndex } from "../protocol/task-index.ts";
import type { TaskIndexChange } from "../protocol/task-index-change.ts";
import { TaskIndexMirror } from "../protocol/task-index-mirror.ts";
import type { AnalyzerProcess } from "./analyzer-process.ts";
import { throttle } from "./throttle.ts";

export type IndexState =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly index: TaskIndex }
  | { readonly state: "failed"; readonly reason: string };

const SOURCES = `**/*{${SOURCE_ENDINGS.join(",")}}`;
const TYPING_PAUSE_MS = 150;
const DISK_PAUSE_MS = 300;

/** The project's task classes as the editors show them, unsaved changes included. */
export class LiveIndex implements vscode.Disposable {
  readonly #folder: vscode.Uri;
  readonly #analyzer: AnalyzerProcess;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #changedOnDisk = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [this.#changed, this.#changedOnDisk];
  /** Documents that were edited since the analyzer was last told. */
  readonly #edited = new Map<string, vscode.TextDocument>();
  /** Files that have changed on the disk since the analyzer was last told. */
  readonly #saved = new Set<string>();
  readonly #mirror = new TaskIndexMirror();
  #state: IndexState = { state: "loading" };
  #asked = false;
  /** Questions go one after the other, so that the answers come in the order of the edits. */
  #queue: Promise<void> = Promise.resolve();

  readonly onDidChange = this.#changed.event;
  /** Sources were saved, by whomever: commands see other code from now on. */
  readonly onDidChangeOnDisk = this.#changedOnDisk.event;

  constructor(folder: vscode.Uri, analyzer: AnalyzerProcess, log: vscode.LogOutputChannel) {
    this.#folder = folder;
    this.#analyzer = analyzer;
    this.#log = log;
    this.#follow(folder);
    this.#subscriptions.push(analyzer.onDidChangeIndex((change) => this.#apply(change)));
  }

  get state(): IndexState {
    return this.#state;
  }

  /** Those of the last index that could be made; none before the first. */
  get tasks(): readonly TaskClass[] {
    return this.#mirror.index.tasks;
  }

  get index(): TaskIndex {
    return this.#mirror.index;
  }

  /** The index, once there is one. */
  async ready(): Promise<TaskIndex> {
    if (!this.#asked) this.refresh();
    await this.#queue;
    return this.index;
  }

  /** Reads what changed on the disk. */
  refresh(): void {
    this.#asked = true;
    this.#ask((analyzer) => analyzer.refresh());
  }

  find(family: string): TaskClass | undefined {
    return this.tasks.find((task) => task.family === family);
  }

  /** A file of the project as the index names it, or `undefined` for one outside. */
  fileOf(uri: vscode.Uri): string | undefined {
    const root = this.#folder.path;
    if (uri.scheme !== this.#folder.scheme || uri.authority !== this.#folder.authority) return undefined;
    if (!uri.path.startsWith(`${root}/`)) return undefined;
    return uri.path.slice(root.length + 1);
  }

  uriOf(file: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, file);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #follow(folder: vscode.Uri): void {
    const typing = throttle(() => this.#sendEdits(), TYPING_PAUSE_MS, "prompt");
    const disk = throttle(() => this.#sendSaved(), DISK_PAUSE_MS);
    const sources = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, SOURCES));
    const settings = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, "{pipewright.config.json,package.json}"),
    );
    const onDisk = (uri: vscode.Uri) => {
      const file = this.fileOf(uri);
      if (file === undefined || /(^|\/)(node_modules|dist|\.pipewright)\//.test(file)) return;
      this.#saved.add(file);
      disk.request();
    };
    const onSettings = () => {
      this.#analyzer.stop();
      this.refresh();
    };
    const edited = (document: vscode.TextDocument) => {
      const file = this.fileOf(document.uri);
      if (file === undefined || !SOURCE_ENDINGS.some((ending) => file.endsWith(ending))) return;
      this.#edited.set(document.uri.toString(), document);
      typing.request();
    };
    this.#subscriptions.push(
      typing,
      disk,
      sources,
      settings,
      onAnyChange(sources, onDisk),
      onAnyChange(settings, onSettings),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) edited(document);
      }),
      vscode.workspace.onDidSaveTextDocument(edited),
      vscode.workspace.onDidCloseTextDocument(edited),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#analyzer.stop()),
    );
  }

  #sendSaved(): void {
    const files = [...this.#saved];
    this.#saved.clear();
    this.#asked = true;
    this.#ask(async (analyzer) => {
      await this.#analyzer.changed(files);
      await analyzer.refresh(files);
    });
    this.#changedOnDisk.fire();
  }

  #sendEdits(): void {
    for (const document of this.#edited.values()) this.#ask((analyzer) => this.#overlay(analyzer, document));
    this.#edited.clear();
  }

  /** A closed or saved document is what is on the disk. */
  async #overlay(analyzer: AnalyzerApi, document: vscode.TextDocument): Promise<void> {
    const text = document.isClosed || !document.isDirty ? undefined : document.getText();
    const file = this.fileOf(document.uri) ?? "";
    if (text === undefined) await this.#analyzer.changed([file]);
    await analyzer.setOverlay(file, text);
  }

  /** Told while a question is being answered, and when the analyzer finds out more by itself. */
  #apply(change: TaskIndexChange): void {
    this.#mirror.apply(change);
    this.#state = { state: "ready", index: this.#mirror.index };
    this.#changed.fire();
  }

  #ask(question: (analyzer: AnalyzerApi) => Promise<void>): void {
    const unsaved = async (analyzer: AnalyzerApi) => {
      for (const document of vscode.workspace.textDocuments) {
        if (document.isDirty && this.fileOf(document.uri) !== undefined) await this.#overlay(analyzer, document);
      }
    };
    this.#queue = this.#queue.then(async () => {
      try {
        await this.#analyzer.ask(question, unsaved);
        // Where nothing has changed, nothing was told.
        if (this.#state.state === "ready") return;
        this.#state = { state: "ready", index: this.#mirror.index };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#log.error(`The task classes could not be read: ${reason}`);
        this.#state = { state: "failed", reason };
      }
      this.#changed.fire();
    });
  }
}

function onAnyChange(watcher: vscode.FileSystemWatcher, react: (uri: vscode.Uri) => void): vscode.Disposable {
  return vscode.Disposable.from(watcher.onDidChange(react), watcher.onDidCreate(react), watcher.onDidDelete(react));
}
