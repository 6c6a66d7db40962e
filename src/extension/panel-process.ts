import { type ChildProcess, spawn } from "node:child_process";
import * as vscode from "vscode";
import { connectToChild } from "../channel/process-channel.ts";
import type { PanelActions, PanelEvents, PanelQueries } from "../protocol/panel-api.ts";
import { findNode } from "./node-runtime.ts";
import { locatePipewright } from "./pipewright-location.ts";
import { whyNothingRuns } from "./why-nothing-runs.ts";

type Answers = PanelQueries & Pick<PanelActions, "stop" | "pause">;

interface Started {
  readonly child: ChildProcess;
  readonly answers: Answers;
}

/** The process that answers what the panel asks of the history and of the runner: started by the first question. */
export class PanelProcess implements vscode.Disposable {
  readonly #folder: vscode.Uri | undefined;
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  #started: Promise<Started> | undefined;

  /** Something was recorded. */
  readonly onDidChangeHistory = this.#changed.event;

  constructor(folder: vscode.Uri | undefined, extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#folder = folder;
    this.#extensionUri = extensionUri;
    this.#log = log;
  }

  /** @throws Error when the workspace is not trusted or virtual, there is no project or no Node, or the question has no answer */
  async ask<Name extends keyof Answers>(
    name: Name,
    ask: Parameters<Answers[Name]>[0],
  ): Promise<Awaited<ReturnType<Answers[Name]>>> {
    this.#started ??= this.#start();
    const started = this.#started;
    try {
      const { answers } = await started;
      return (await (answers[name] as (ask: unknown) => Promise<unknown>)(ask)) as Awaited<ReturnType<Answers[Name]>>;
    } catch (error) {
      // One that did not start, or has ended, is not asked again.
      const child = await started.then(
        ({ child: running }) => running,
        () => undefined,
      );
      if (child?.connected !== true && this.#started === started) this.#started = undefined;
      throw error;
    }
  }

  dispose(): void {
    this.#changed.dispose();
    void this.#started?.then(({ child }) => child.kill()).catch(() => undefined);
  }

  async #start(): Promise<Started> {
    if (this.#folder === undefined) throw new Error(vscode.l10n.t("There is no Pipewright project in this window."));
    const reason = whyNothingRuns(this.#folder);
    if (reason !== undefined) throw new Error(reason);
    const node = await findNode(this.#folder);
    const { cli } = locatePipewright(this.#folder, this.#extensionUri);
    const child = spawn(node.command, [cli, "serve", "--channel"], {
      cwd: this.#folder.fsPath,
      env: { ...process.env, ...node.env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      windowsHide: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => this.#log.info(text.trimEnd()));
    }
    const events: Pick<PanelEvents, "historyChanged"> = { historyChanged: () => this.#changed.fire() };
    return { child, answers: connectToChild<Answers, typeof events>(child, events, "runner") };
  }
}
