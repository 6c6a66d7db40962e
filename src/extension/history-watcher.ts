import * as vscode from "vscode";
import type { HistoryLine } from "../protocol/history-record.ts";
import { parseHistoryLine } from "./model/parse-line.ts";
import type { RunStore } from "./model/run-store.ts";
import type { RunnerProcesses } from "./runner-process.ts";
import { throttle } from "./throttle.ts";
import { whyNothingRuns } from "./why-nothing-runs.ts";

export interface HistoryWatcher extends vscode.Disposable {
  /** Reads the history now, if it has changed. */
  refresh(): void;
  /** Reads it though nothing was recorded: what it tells of stale tasks hangs on the code too. */
  reread(): void;
}

const PAUSE_MS = 400;
/** A history on a server is read so often, while the window is looked at. */
const SERVER_MS = 30_000;

/** Reads how tasks ended when the window opens and when the history changes, so that runs of a terminal show too. */
export function watchHistory(
  folder: vscode.Uri,
  runners: RunnerProcesses,
  store: RunStore,
  log: vscode.LogOutputChannel,
): HistoryWatcher {
  const database = vscode.Uri.joinPath(folder, ".pipewright", "history.db");
  const server = vscode.Uri.joinPath(folder, ".pipewright", "history.server");
  let reading = Promise.resolve();
  /** The database as it was before it was last read: reading touches its files, and is no reason to read again. */
  let seen = "";

  const read = async () => {
    const finished = store.finishedRuns();
    const [families, failures] = await Promise.all([
      readHistory(runners, ["status"], "familyStatus"),
      readHistory(runners, ["failures"], "failure"),
    ]);
    store.replaceHistory({ families, failures }, finished);
  };
  const refresh = throttle(() => {
    reading = reading
      .then(async () => {
        // What is recorded on a server, nothing here tells: it is looked at from time to time.
        const now = (await statOf(server)) === "" ? await signature(database) : `${Math.floor(Date.now() / SERVER_MS)}`;
        if (whyNothingRuns(folder) !== undefined || now === seen) return;
        seen = now;
        await read();
      })
      .catch((error: unknown) => log.error(`The history could not be read: ${String(error)}`));
  }, PAUSE_MS);
  const request = () => refresh.request();

  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.joinPath(folder, ".pipewright"), "history.db*"),
  );
  const look = async () => {
    if (vscode.window.state.focused && (await statOf(server)) !== "") request();
  };
  const timer = setInterval(() => void look(), SERVER_MS);
  const subscriptions = vscode.Disposable.from(
    refresh,
    { dispose: () => clearInterval(timer) },
    watcher,
    watcher.onDidChange(request),
    watcher.onDidCreate(request),
    watcher.onDidDelete(request),
    vscode.workspace.onDidGrantWorkspaceTrust(request),
  );
  request();
  const reread = () => {
    // Where nothing ran, nothing is stale.
    if (store.summaries().size === 0) return;
    seen = "";
    request();
  };
  return { refresh: request, reread, dispose: () => subscriptions.dispose() };
}

/** Asks the command line for lines of the history of one kind. */
export async function readHistory<Kind extends HistoryLine["event"]>(
  runners: RunnerProcesses,
  args: readonly string[],
  kind: Kind,
): Promise<Extract<HistoryLine, { event: Kind }>[]> {
  const lines: Extract<HistoryLine, { event: Kind }>[] = [];
  const runner = await runners.start(args, (text) => {
    const line = parseHistoryLine(text);
    if (line?.event === kind) lines.push(line as Extract<HistoryLine, { event: Kind }>);
  });
  const { code, said } = await runner.ended;
  if (code !== 0) throw new Error(said || `pipewright ${args.join(" ")} ended with ${code}`);
  return lines;
}

/** Changes whenever something is written; an empty write-ahead log is as good as none. */
async function signature(database: vscode.Uri): Promise<string> {
  const parts = await Promise.all([statOf(database), statOf(database.with({ path: `${database.path}-wal` }))]);
  return parts.join();
}

async function statOf(uri: vscode.Uri): Promise<string> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return size === 0 ? "" : `${mtime}:${size}`;
  } catch {
    return "";
  }
}
