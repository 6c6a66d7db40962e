import type { ExtensionContext, LogOutputChannel, Uri } from "vscode";
import type { HistoryWatcher } from "./history-watcher.ts";
import type { LiveIndex } from "./live-index.ts";
import type { RunStore } from "./model/run-store.ts";
import type { RunnerProcesses } from "./runner-process.ts";
import type { WindowRuns } from "./window-runs.ts";

/** What the features of one project are made from; each takes the ones it needs. */
export interface Parts {
  readonly context: ExtensionContext;
  /** The project's folder. */
  readonly folder: Uri;
  readonly log: LogOutputChannel;
  readonly store: RunStore;
  readonly index: LiveIndex;
  readonly runners: RunnerProcesses;
  readonly history: HistoryWatcher;
  readonly runs: WindowRuns;
}
