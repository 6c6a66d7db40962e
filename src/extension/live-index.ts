import * as vscode from "vscode";
import type { AnalyzerApi } from "../protocol/analyzer-api.ts";
import type { TaskClass, TaskIndex } from "../protocol/task-index.ts";
import type { AnalyzerProcess } from "./analyzer-process.ts";
import { throttle } from "./throttle.ts";

export type IndexState =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly index: TaskIndex }
  | { readonly state: "failed"; readonly reason: string };

const TYPING_PAUSE_MS = 150;
const DISK_PAUSE_MS = 300;

/** The project's task classes as the editors show them, unsaved changes included. */
export class LiveIndex implements vscode.Disposable {
  readonly #folder: vscode.Uri | undefined;
  readonly #analyzer: AnalyzerProcess | undefined;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [this.#changed];
  /** Documents that were edited since the analyzer was last told. */
  readonly #edited = new Map<string, vscode.TextDocument>();
  #state: IndexState = { state: "loading" };
  #last: TaskIndex | undefined;
  #asked = false;
  /** Questions go one after the other, so that the answers come in the order of the edits. */
  #queue: Promise<void> = Promise.resolve();

  readonly onDidChange = this.#changed.event;

  constructor(folder: vscode.Uri | undefined, analyzer: AnalyzerProcess | undefined, log: vscode.LogOutputChannel) {
    this.#folder = folder;
    this.#analyzer = analyzer;
    this.#log = log;
    if (folder !== undefined) this.#follow(folder);
  }

  get state(): IndexState {
    return this.#state;
  }

  /** The last index that could be made; of no tasks before the first. */
  get tasks(): readonly TaskClass[] {
    return this.#last?.tasks ?? [];
  }

  get index(): TaskIndex {
    return this.#last ?? { tasks: [], edges: [], problems: [] };
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
    this.#ask((analyzer) => analyzer.index());
  }

  find(family: string): TaskClass | undefined {
    return this.tasks.find((task) => task.family === family);
  }

  /** A file of the project as the index names it, or `undefined` for one outside. */
  fileOf(uri: vscode.Uri): string | undefined {
    const root = this.#folder?.path;
    if (uri.scheme !== "file" || root === undefined || !uri.path.startsWith(`${root}/`)) return undefined;
    return uri.path.slice(root.length + 1);
  }

  uriOf(file: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder ?? vscode.Uri.file("/"), file);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #follow(folder: vscode.Uri): void {
    const typing = throttle(() => this.#sendEdits(), TYPING_PAUSE_MS);
    const disk = throttle(() => this.refresh(), DISK_PAUSE_MS);
    const sources = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "**/*.{ts,mts,cts}"));
    const settings = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, "{pipewright.config.json,package.json}"),
    );
    const onDisk = ({ path }: vscode.Uri) => {
      if (!/\/(node_modules|dist|\.pipewright)\//.test(path.slice(folder.path.length))) disk.request();
    };
    const onSettings = () => {
      this.#analyzer?.stop();
      disk.request();
    };
    const edited = (document: vscode.TextDocument) => {
      if (document.languageId !== "typescript" || this.fileOf(document.uri) === undefined) return;
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
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#analyzer?.stop()),
    );
  }

  #sendEdits(): void {
    for (const document of this.#edited.values()) this.#ask((analyzer) => this.#overlay(analyzer, document));
    this.#edited.clear();
  }

  /** A closed or saved document is what is on the disk. */
  #overlay(analyzer: AnalyzerApi, document: vscode.TextDocument): Promise<TaskIndex> {
    const text = document.isClosed || !document.isDirty ? undefined : document.getText();
    return analyzer.setOverlay(this.fileOf(document.uri) ?? "", text);
  }

  #ask(question: (analyzer: AnalyzerApi) => Promise<TaskIndex>): void {
    const unsaved = async (analyzer: AnalyzerApi) => {
      for (const document of vscode.workspace.textDocuments) {
        if (document.isDirty && this.fileOf(document.uri) !== undefined) await this.#overlay(analyzer, document);
      }
    };
    this.#queue = this.#queue.then(async () => {
      if (this.#analyzer === undefined) return;
      try {
        this.#last = await this.#analyzer.ask(question, unsaved);
        this.#state = { state: "ready", index: this.#last };
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
