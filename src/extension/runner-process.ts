import { type ChildProcess, spawn } from "node:child_process";
import * as vscode from "vscode";
import { LineSplitter } from "./model/line-splitter.ts";
import { findNode } from "./node-runtime.ts";
import { locatePipewright, offerInstall } from "./pipewright-location.ts";
import { whyNothingRuns } from "./why-nothing-runs.ts";

export interface RunnerEnd {
  /** The exit code; `undefined` when a signal ended it. */
  readonly code: number | undefined;
  /** What it said to people, on standard error. */
  readonly said: string;
}

export interface Runner {
  readonly ended: Promise<RunnerEnd>;
  /** Asks it to cancel its run; asked again, it is made to end. */
  cancel(): void;
}

const GRACE_MS = 4000;

/** The processes of the command line: one for each run, plan or look into the history. */
export class RunnerProcesses {
  readonly #folder: vscode.Uri;
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #running = new Set<Runner>();
  #described = "";

  constructor(folder: vscode.Uri, context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#folder = folder;
    this.#context = context;
    this.#log = log;
  }

  /**
   * Starts `pipewright <args> --json`.
   *
   * @param onLine each line of its standard output
   * @throws Error when the workspace is not trusted or virtual, or there is no Node to run it
   */
  async start(args: readonly string[], onLine: (line: string) => void): Promise<Runner> {
    const reason = whyNothingRuns(this.#folder);
    if (reason !== undefined) throw new Error(reason);
    const node = await findNode(this.#folder);
    const { cli, installed } = locatePipewright(this.#folder, this.#context.extensionUri);
    this.#describe(`${cli} on Node ${node.version} (${node.command})`);
    if (!installed && ["run", "backfill"].includes(args[0] ?? "")) {
      void offerInstall(this.#folder, this.#context.workspaceState);
    }
    this.#log.debug(`pipewright ${args.join(" ")}`);
    // The channel is how the process notices that the window is gone: it cancels its run then.
    const child = spawn(node.command, [cli, ...args, "--json"], {
      cwd: this.#folder.fsPath,
      env: { ...process.env, ...node.env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      windowsHide: true,
    });
    const runner: Runner = { ended: this.#follow(child, onLine), cancel: canceller(child) };
    this.#running.add(runner);
    void runner.ended.catch(() => undefined).then(() => this.#running.delete(runner));
    return runner;
  }

  /** Cancels what runs, and waits for it as long as the editor waits for us. */
  async end(): Promise<void> {
    const running = [...this.#running];
    for (const runner of running) runner.cancel();
    await Promise.race([
      Promise.allSettled(running.map((runner) => runner.ended)),
      new Promise((resolve) => setTimeout(resolve, GRACE_MS)),
    ]);
    for (const runner of this.#running) runner.cancel();
  }

  #follow(child: ChildProcess, onLine: (line: string) => void): Promise<RunnerEnd> {
    const lines = new LineSplitter();
    let said = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => lines.push(text).forEach(onLine));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      this.#log.info(text.trimEnd());
    });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        lines.end().forEach(onLine);
        resolve({ code: code ?? undefined, said: said.trim() });
      });
    });
  }

  /** Which one runs, in the log, once for each that does. */
  #describe(which: string): void {
    if (which === this.#described) return;
    this.#described = which;
    this.#log.info(`Tasks are run by ${which}.`);
  }
}

function canceller(child: ChildProcess): () => void {
  let asked = false;
  return () => {
    if (asked || !child.connected) child.kill("SIGTERM");
    else child.send({ type: "cancel" });
    asked = true;
  };
}
