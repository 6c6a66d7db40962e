import * as vscode from "vscode";
import { type RunRequest, runArguments } from "../protocol/run-arguments.ts";
import type { RunEvent } from "../protocol/run-event.ts";
import type { RunPlace } from "../protocol/run-place.ts";
import type { HistoryWatcher } from "./history-watcher.ts";
import { parseRunEvent } from "./model/parse-line.ts";
import { requestName } from "./model/request-name.ts";
import type { RunStore } from "./model/run-store.ts";
import { runPlace } from "./run-place.ts";
import type { RunnerEnd, RunnerProcesses } from "./runner-process.ts";
import { saveBeforeRun } from "./save-before-run.ts";

/** A run that this window has started. */
export interface WindowRun {
  /** What was asked, for people. */
  readonly name: string;
  /** The runId, once the runner has told it. */
  readonly runId: string | undefined;
  /** How it ended, and how many of its tasks failed. */
  readonly ended: Promise<RunnerEnd & { readonly failed: number }>;
  /** Asks it to cancel; asked again, it is made to end. */
  cancel(): void;
}

interface Options {
  readonly folder: vscode.Uri;
  readonly runners: RunnerProcesses;
  readonly store: RunStore;
  readonly history: Pick<HistoryWatcher, "refresh">;
  readonly log: vscode.LogOutputChannel;
}

/** Wrong usage and the like have other codes; these are how a run ends. */
const ENDS: readonly (number | undefined)[] = [undefined, 0, 10, 20, 25, 35, 130];

/** Starts the runs of a project in this window, and knows which go on. */
export class WindowRuns {
  readonly #options: Options;
  readonly #running = new Set<WindowRun>();
  #count = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get running(): readonly WindowRun[] {
    return [...this.#running];
  }

  /**
   * Starts a run, and tells the window's store of it.
   *
   * @param listen takes each event as well
   * @returns `undefined` when the user did not want to save what a run would read
   * @throws Error when it can not be started
   */
  async start(request: RunRequest, listen: (event: RunEvent) => void = () => {}): Promise<WindowRun | undefined> {
    if (!(await saveBeforeRun())) return undefined;
    const { folder, runners, store, log } = this.#options;
    const workers = vscode.workspace.getConfiguration("pipewright", folder).get<number>("workers", 0);
    const on = request.on ?? placeOf(request, folder);
    const key = `run ${++this.#count}`;
    let failed = 0;
    let runId: string | undefined;
    const runner = await runners.start(runArguments({ workers, ...request, on }), (line) => {
      const event = parseRunEvent(line);
      if (event === undefined) return log.debug(`A line of the runner was not understood: ${line}`);
      store.apply(key, event);
      if (event.event === "runStarted") runId = event.runId;
      if (event.event === "runFinished")
        failed = event.tasks.filter(({ status }) => status === "failed" || status === "schedulingError").length;
      listen(event);
    });
    const run: WindowRun = {
      name: requestName(request),
      get runId() {
        return runId;
      },
      ended: runner.ended
        .then((end) => ({ ...end, failed }))
        .finally(() => {
          store.end(key);
          this.#running.delete(run);
          this.#options.history.refresh();
        }),
      cancel: () => runner.cancel(),
    };
    this.#running.add(run);
    run.ended.catch((error: unknown) => log.error(`${run.name}: ${String(error)}`));
    return run;
  }

  /**
   * Starts a run, waits for its end, and tells the user of failures.
   *
   * @throws Error when it came to no end of its own: wrong usage, say, with what the runner has said
   */
  async perform(request: RunRequest, listen?: (event: RunEvent) => void): Promise<void> {
    const run = await this.start(request, listen);
    if (run === undefined) return;
    const { code, said, failed } = await run.ended;
    if (failed > 0) {
      this.#showLogOfFailure(run.runId);
      tellOfFailures(run.name, failed);
    } else if (!ENDS.includes(code)) throw new Error(said || `${run.name}: exit ${code}`);
  }

  /** Where the setting wants it: of the task that failed first, whose failure the others may hang on. */
  #showLogOfFailure(runId: string | undefined): void {
    const { folder, store } = this.#options;
    if (!vscode.workspace.getConfiguration("pipewright", folder).get<boolean>("showLogOfFailure", false)) return;
    const first = store.failures().findLast((failure) => failure.runId === runId && failure.log !== undefined);
    if (first === undefined) return;
    const about = { log: first.log, project: folder.fsPath };
    void vscode.commands.executeCommand("pipewright.showLog", about);
  }
}

/** A backfill goes on where it was; a debugger finds a process of this machine alone. */
function placeOf({ backfillId, debugPort }: RunRequest, folder: vscode.Uri): RunPlace | undefined {
  if (backfillId !== undefined) return undefined;
  return debugPort === undefined ? runPlace(folder) : "local";
}

/** Does not hold up the command: a notification may stay for hours. */
function tellOfFailures(name: string, failed: number): void {
  const show = vscode.l10n.t("Show Failures");
  const message =
    failed === 1 ? vscode.l10n.t("{0}: 1 task failed.", name) : vscode.l10n.t("{0}: {1} tasks failed.", name, failed);
  void vscode.window.showErrorMessage(message, show).then((answer) => {
    if (answer === show) void vscode.commands.executeCommand("pipewright.showFailures");
  });
}
