import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import * as vscode from "vscode";
import { connectToChild } from "../channel/process-channel.ts";
import {
  ANALYZER_NODE_FLAGS,
  type AnalyzerApi,
  type AnalyzerEvents,
  type AnalyzerOptions,
} from "../protocol/analyzer-api.ts";
import type { TaskIndexChange } from "../protocol/task-index-change.ts";
import { analyzerOptions } from "./model/analyzer-options.ts";
import { readText } from "./read-text.ts";
import { VirtualCopy } from "./virtual-copy.ts";
import { whyNothingRuns } from "./why-nothing-runs.ts";

type Question<Answer> = (analyzer: AnalyzerApi) => Promise<Answer>;

interface Started {
  readonly child: ChildProcess;
  readonly analyzer: AnalyzerApi;
}

/** Its memory goes back to the machine when nobody has edited a task for a while. */
const IDLE_MS = 5 * 60_000;

/** The process that reads the user's source: started by the first question, stopped when it has been idle. */
export class AnalyzerProcess implements vscode.Disposable {
  readonly #folder: vscode.Uri;
  readonly #script: string;
  /** What it reads in place of a folder that is on no disk. */
  readonly #copy: VirtualCopy | undefined;
  readonly #log: vscode.LogOutputChannel;
  #started: Promise<Started> | undefined;
  #idle: NodeJS.Timeout | undefined;
  readonly #changed = new vscode.EventEmitter<TaskIndexChange>();

  /** How the index differs from what was told before; a process that was just started tells all of it. */
  readonly onDidChangeIndex = this.#changed.event;

  constructor(folder: vscode.Uri, extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#folder = folder;
    this.#script = vscode.Uri.joinPath(extensionUri, "dist", "analyzer.js").fsPath;
    this.#log = log;
    this.#copy = folder.scheme === "file" ? undefined : new VirtualCopy(folder, log);
  }

  /** To be told before it is asked about them: files that have changed where it can not look, relative to the folder. */
  async changed(files: readonly string[]): Promise<void> {
    await this.#copy?.update(files);
  }

  /**
   * Asks the analyzer.
   *
   * @param whenStarted what a process that was just started must be told first: it knows of no unsaved editors
   * @throws Error when the project's configuration cannot be read, or the process ends before it answers
   */
  async ask<Answer>(question: Question<Answer>, whenStarted: Question<unknown>): Promise<Answer> {
    clearTimeout(this.#idle);
    this.#started ??= this.#start(whenStarted);
    const started = this.#started;
    try {
      const { analyzer } = await started;
      return await question(analyzer);
    } catch (error) {
      if (this.#started === started) this.stop();
      throw error;
    } finally {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => this.stop(), IDLE_MS);
    }
  }

  /** The next question starts a new process, which reads the configuration again. */
  stop(): void {
    void this.#started?.then(({ child }) => child.kill()).catch(() => undefined);
    this.#started = undefined;
  }

  dispose(): void {
    clearTimeout(this.#idle);
    this.#changed.dispose();
    this.stop();
    this.#copy?.dispose();
  }

  async #start(whenStarted: Question<unknown>): Promise<Started> {
    const root = (await this.#copy?.root()) ?? this.#folder.fsPath;
    const options = JSON.stringify(await this.#options(root));
    // Always the extension's own analyzer on the editor's own Node: of a workspace nothing but the TypeScript of one that
    // is trusted is run to draw its graph.
    const child = spawn(process.execPath, [...ANALYZER_NODE_FLAGS, this.#script, options], {
      cwd: root,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => this.#log.warn(`analyzer: ${text.trimEnd()}`));
    }
    child.once("exit", (code, signal) => this.#log.debug(`The analyzer ended (${signal ?? code}).`));
    const spawned = new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
    const events: AnalyzerEvents = {
      indexChanged: (change) => this.#changed.fire(change),
    };
    const analyzer = connectToChild<AnalyzerApi, AnalyzerEvents>(child, events, "analyzer");
    await spawned;
    this.#log.debug(`The analyzer started (process ${child.pid}).`);
    await whenStarted(analyzer);
    return { child, analyzer };
  }

  async #options(root: string): Promise<AnalyzerOptions> {
    const [config, manifest] = await Promise.all([
      readText(vscode.Uri.joinPath(this.#folder, "pipewright.config.json")),
      readText(vscode.Uri.joinPath(this.#folder, "package.json")),
    ]);
    const options = analyzerOptions(root, config, manifest);
    // VS Code's own, for who has none or a newer one that cannot be asked.
    const compilerFolders = [path.join(vscode.env.appRoot, "extensions")];
    // Such a workspace is looked at, not written to, and nothing of it is run.
    if (whyNothingRuns(this.#folder) !== undefined) return { ...options, compilerFolders };
    return {
      ...options,
      compilerFolders: [this.#folder.fsPath, ...compilerFolders],
      cacheFile: vscode.Uri.joinPath(this.#folder, ".pipewright/cache/task-index.json").fsPath,
    };
  }
}
